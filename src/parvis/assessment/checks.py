"""What the thread asks of this room: the links threats, judgements and weaknesses, and what comes next."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.access.queries import may, visible_to
from parvis.access.roles import Can
from parvis.assessment.models import Assessment, Judgement, Scenario, Vulnerability
from parvis.assessment.queries import assessments, first_look, is_judge, not_back, scenarios
from parvis.assessment.queries.reading import vulnerabilities_at
from parvis.assessment.rules import states
from parvis.people.models import Account
from parvis.places.checks import Link, State, Step, Thread
from parvis.places.models import Place


@dataclass
class Tally:
    """What is there at one place, counted."""

    newest: Assessment | None = None
    attacks: int = 0
    harms: int = 0
    experts: int = 0
    weak: int = 0
    answered: int = 0
    disputed: int = 0
    when: datetime | None = None


def links(account: Account | None, places: Iterable[Place]) -> dict[UUID, list[Link]]:
    """Threats, judgements and weaknesses of each place, from its newest assessment; four queries for all places."""
    wanted = list(places)
    tallies = _tallies(account, wanted)
    now = timezone.now()
    return {place.pk: _links(place, tallies[place.pk], now) for place in wanted}


def newest_of(account: Account | None, places: Iterable[Place]) -> dict[UUID, Assessment]:
    """The assessment that the thread of each place speaks of, where there is one."""
    found: dict[UUID, Assessment] = {}
    rows = assessments(account).filter(place__in=list(places)).select_related("place")
    for row in rows.order_by("created", "id"):
        before = found.get(row.place_id)
        # An older result stands until the judgements of a newer assessment may be read.
        if before is None or before.state in states.BLIND or row.state not in states.BLIND:
            found[row.place_id] = row
    return found


def _tallies(account: Account | None, places: list[Place]) -> dict[UUID, Tally]:
    found: dict[UUID, Tally] = defaultdict(Tally)
    for place_id, row in newest_of(account, places).items():
        found[place_id].newest = row
    newest = [tally.newest.pk for tally in found.values() if tally.newest]
    stories = visible_to(account, Scenario).filter(assessment__in=newest).order_by()
    for place_id, family, count in stories.values_list("place_id", "family").annotate(n=Count("pk")):
        if family == Scenario.Family.ATTACK:
            found[place_id].attacks = count
        else:
            found[place_id].harms = count
    given = visible_to(account, Judgement).filter(assessment__in=newest).order_by()
    for place_id, experts in given.values_list("place_id").annotate(n=Count("expert", distinct=True)):
        found[place_id].experts = experts
    _count_weaknesses(account, places, found)
    return found


def _count_weaknesses(account: Account | None, places: list[Place], found: dict[UUID, Tally]) -> None:
    for row in (
        vulnerabilities_at(account, [place.pk for place in places])
        .select_related(None)
        .only("place_id", "state", "changed")
    ):
        tally = found[row.place_id]
        tally.weak += 1
        tally.answered += row.state == Vulnerability.State.ANSWERED
        tally.disputed += row.disputed and row.state == Vulnerability.State.OPEN  # type: ignore[attr-defined]  # annotated
        tally.when = max(tally.when or row.changed, row.changed)


def _links(place: Place, tally: Tally, now: datetime) -> list[Link]:
    home = reverse("assessment:place", args=[place.pk])
    newest = tally.newest
    url = reverse("assessment:assessment", args=[newest.pk]) if newest else home
    old = newest is not None and states.stale(newest.closed, place.layout_changed, now)
    weaknesses = reverse("assessment:weaknesses", args=[place.pk])
    threats: State = "missing" if not tally.attacks + tally.harms else "stale" if old else "done"
    return [
        Link("threats", threats, _threats(tally), url, newest.created if newest else None),
        Link(
            "judgements", _judgements_state(tally, old=old), _judgements(tally), _result(newest) or url, _shown(newest)
        ),
        Link("weaknesses", _weaknesses_state(tally, old=old), _weaknesses(tally), weaknesses, tally.when),
    ]


def _result(newest: Assessment | None) -> str:
    shown = newest is not None and newest.state not in states.BLIND
    return reverse("assessment:result", args=[newest.pk]) if newest and shown else ""


def _shown(newest: Assessment | None) -> datetime | None:
    return (newest.closed or newest.discussing_since) if newest else None


def _judgements_state(tally: Tally, *, old: bool) -> State:
    if tally.newest is None or tally.newest.state in states.BLIND or not tally.experts:
        return "missing"
    return "stale" if old else "done"


def _weaknesses_state(tally: Tally, *, old: bool) -> State:
    if not tally.weak:
        return "missing"
    if tally.disputed:
        return "contradicted"
    return "stale" if old else "done"


def _threats(tally: Tally) -> str:
    if not tally.attacks + tally.harms:
        return _("no scenario yet")
    return _("%(attacks)s, %(harms)s") % {
        "attacks": ngettext("%(n)d scenario", "%(n)d scenarios", tally.attacks) % {"n": tally.attacks},
        "harms": ngettext("%(n)d everyday harm", "%(n)d everyday harms", tally.harms) % {"n": tally.harms},
    }


def _judgements(tally: Tally) -> str:
    if tally.newest is None:
        return _("none yet")
    if tally.newest.state in states.BLIND:
        return tally.newest.get_state_display()
    people = ngettext("%(n)d expert", "%(n)d experts", tally.experts) % {"n": tally.experts}
    return people if tally.newest.state == states.CLOSED else _("%(people)s, in discussion") % {"people": people}


def _weaknesses(tally: Tally) -> str:
    if not tally.weak:
        return _("none written down")
    words = ngettext("%(n)d weakness", "%(n)d weaknesses", tally.weak) % {"n": tally.weak}
    if tally.disputed:
        return _("%(words)s, %(n)d disputed") % {"words": words, "n": tally.disputed}
    return _("%(words)s, %(n)d answered") % {"words": words, "n": tally.answered} if tally.answered else words


def steps(account: Account | None, place: Place, thread: Thread) -> list[Step]:
    """What waits at this place: for an expert the own judgements, for a coordinator the next move."""
    if account is None:
        return []
    begun = thread["threats"].when is not None
    there = list(assessments(account).filter(place=place).order_by("-created", "-id")) if begun else []
    found = [step for row in there for step in _of_expert(account, row)]
    if may(account, Can.LEAD_ASSESSMENT, place):
        found += _of_lead(place, there[0] if there else None, thread)
        found += _of_visits(account, place) if begun else []
    elif not there and may(account, Can.JUDGE, place) and first_look():
        text = _("Take a first look at this place, in a quarter of an hour")
        found.append(Step(text, reverse("assessment:place", args=[place.pk]), _("Look"), 24))
    return found


def _of_expert(account: Account, row: Assessment) -> list[Step]:
    if row.state != states.JUDGING or not may(account, Can.JUDGE, row) or not is_judge(account, row):
        return []
    mine = visible_to(account, Judgement).filter(assessment=row, expert=account, round=1).values("scenario")
    left = scenarios(account, row).exclude(pk__in=mine).count()
    if not left:
        return []
    text = ngettext("Give your judgement on %(n)d scenario", "Give your judgement on %(n)d scenarios", left) % {
        "n": left
    }
    return [Step(text, reverse("assessment:judge", args=[row.pk]), _("Judge"), 5)]


def _of_lead(place: Place, newest: Assessment | None, thread: Thread) -> list[Step]:
    opening = reverse("assessment:new", args=[place.pk])
    if newest is None:
        return [Step(_("Open an assessment of this place"), opening, _("Open"), 20)]
    if newest.state == states.CLOSED:
        return _after_closing(place, newest, thread, opening)
    here = reverse("assessment:assessment", args=[newest.pk])
    result = reverse("assessment:result", args=[newest.pk])
    return [
        {
            states.PREPARING: Step(_("Prepare the assessment: team, scenarios, what exists"), here, _("Prepare"), 21),
            states.JUDGING: Step(_("Experts judge, each alone: see who has finished"), here, _("Look"), 40),
            states.DISCUSSING: Step(_("Discuss the judgements with the team, then close"), result, _("Discuss"), 22),
        }[newest.state]
    ]


def _after_closing(place: Place, newest: Assessment, thread: Thread, opening: str) -> list[Step]:
    if states.stale(newest.closed, place.layout_changed, timezone.now()):
        return [Step(_("The place changed, or the assessment is old: assess again"), opening, _("Open"), 19)]
    if thread["weaknesses"].state == "missing":
        url = reverse("assessment:result", args=[newest.pk])
        return [Step(_("Write down what is weak here, and what would help"), url, _("Write"), 23)]
    return []


def _of_visits(account: Account, place: Place) -> list[Step]:
    """A visit that has not come back: what was seen on site may still lie on a phone."""
    late = list(not_back(account, place.pk).order_by("expires", "id"))
    if not late:
        return []
    text = ngettext("%(n)d visit has not come back from the place", "%(n)d visits have not come back", len(late)) % {
        "n": len(late)
    }
    return [Step(text, reverse("assessment:assessment", args=[late[0].assessment_id]) + "#visits", _("Look"), 18)]
