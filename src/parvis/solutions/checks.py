"""What the thread asks of this room: needs, options and decision of many places at once, and what comes next."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.access.queries import may, visible_to
from parvis.access.roles import Can
from parvis.people.models import Account
from parvis.places.checks import Link, Step, Thread
from parvis.places.models import Place
from parvis.solutions.models import Answer, Comparison, Decision, Evaluation, Kind, Requirement
from parvis.solutions.queries.catalogue import picked
from parvis.solutions.queries.gaps import gaps
from parvis.solutions.queries.scoring import progress
from parvis.solutions.queries.thread import comparisons, in_force, unanswered_weaknesses, with_choice
from parvis.solutions.rules import is_stale

AT_LEAST = 2
Rows = dict[UUID, list[dict[str, Any]]]


def links(account: Account | None, places: Iterable[Place]) -> dict[UUID, list[Link]]:
    """The links `needs`, `options` and `decision` of each place, with a fixed number of queries."""
    wanted = list(places)
    needs = _needs(account, wanted)
    choices = _comparisons(account, wanted)
    decided = _decisions(account, wanted) if choices else {}
    unmet = _unmet(account, [one for rows in decided.values() for one in rows])
    return {
        place.pk: [
            _need_link(place, needs[place.pk]),
            _option_link(place, choices[place.pk]),
            _decision_link(place, decided.get(place.pk, []), needs[place.pk], unmet),
        ]
        for place in wanted
    }


def _grouped(rows: Iterable[Any]) -> Rows:
    found: Rows = defaultdict(list)
    for row in rows:
        found[row["place_id"]].append(row)
    return found


def _needs(account: Account | None, places: list[Place]) -> Rows:
    found = visible_to(account, Requirement).filter(place__in=places, replaced_by=None).order_by("created", "pk")
    return _grouped(
        found.values("place_id", "priority", "created", "changed", "vulnerability__changed", "vulnerability__state")
    )


def _comparisons(account: Account | None, places: list[Place]) -> Rows:
    """The comparisons, the newest first, each with how many options it has and the measures in them."""
    found = visible_to(account, Comparison).filter(place__in=places).order_by("-created", "pk")
    rows: dict[UUID, dict[str, Any]] = {}
    for one in found.values("pk", "place_id", "changed", "options__pk", "options__measures"):
        row = rows.setdefault(one["pk"], {**one, "n": 0, "measures": []})
        row["n"] += one["options__pk"] is not None
        row["measures"] += one["options__measures"] or []
    return _grouped(rows.values())


def _decisions(account: Account | None, places: list[Place]) -> dict[UUID, list[Decision]]:
    """The decisions in force, the newest first."""
    found: dict[UUID, list[Decision]] = defaultdict(list)
    for row in in_force(with_choice(visible_to(account, Decision))).filter(place__in=places):
        found[row.place_id].append(row)
    return found


def _unmet(account: Account | None, standing: list[Decision]) -> set[UUID]:
    """The decisions whose comparison has a must that no decision in force answers."""
    if not standing:
        return set()
    musts = Comparison.requirements.through.objects.filter(
        comparison__in=[one.comparison_id for one in standing],
        requirement__in=visible_to(account, Requirement).filter(priority=Requirement.Priority.MUST),
    ).values_list("comparison_id", "requirement_id")
    answered = set(
        Answer.objects.filter(option__in=[one.option_id for one in standing])
        .order_by()
        .values_list("requirement", flat=True)
    )
    short = {comparison for comparison, need in musts if need not in answered}
    return {one.pk for one in standing if one.comparison_id in short}


def _need_link(place: Place, rows: list[dict[str, Any]]) -> Link:
    url = reverse("solutions:place", args=[place.pk]) + "#needs"
    if not rows:
        return Link("needs", "missing", "", url)
    counts = Counter(row["priority"] for row in rows)
    detail = _("%(must)d must, %(should)d should") % {"must": counts["must"], "should": counts["should"]}
    if counts["could"]:
        detail = _("%(must)d must, %(should)d should, %(could)d could") % counts
    stale = any(
        row["vulnerability__state"] == "open" and row["vulnerability__changed"] > row["changed"] for row in rows
    )
    return Link("needs", "stale" if stale else "done", detail, url, max(row["changed"] for row in rows))


def _option_link(place: Place, rows: list[dict[str, Any]]) -> Link:
    if not rows:
        return Link("options", "missing", "", reverse("solutions:place", args=[place.pk]) + "#comparisons")
    newest = rows[0]
    detail = ngettext("%(n)d option", "%(n)d options compared", newest["n"]) % {"n": newest["n"]}
    url = reverse("solutions:comparison", args=[newest["pk"]])
    if newest["n"] < AT_LEAST:
        return Link("options", "missing", detail, url, newest["changed"])
    old = sum(is_stale(row.checked_on, timezone.localdate()) for row in picked(set(newest["measures"])))
    if old:
        told = ngettext("%(n)d measure checked long ago", "%(n)d measures checked long ago", old) % {"n": old}
        return Link("options", "stale", f"{detail}, {told}", url, newest["changed"])
    return Link("options", "done", detail, url, newest["changed"])


def _decision_link(place: Place, rows: list[Decision], needs: list[dict[str, Any]], unmet: set[UUID]) -> Link:
    if not rows:
        return Link("decision", "missing", "", reverse("solutions:place", args=[place.pk]) + "#decisions")
    newest = rows[0]
    words = [newest.option.name, date_format(newest.decided, "SHORT_DATE_FORMAT")]
    if newest.dissents.all():
        words.append(_("with a dissent"))
    open_ones = sum(not tied.fulfilled for one in rows for tied in one.conditions.all())
    if open_ones:
        words.append(ngettext("%(n)d condition open", "%(n)d conditions open", open_ones) % {"n": open_ones})
    later = any(n["priority"] == Requirement.Priority.MUST and n["created"] > newest.created for n in needs)
    over = any(one.review < timezone.localdate() or one.overdue for one in rows)
    state = "contradicted" if any(one.pk in unmet for one in rows) else ("stale" if later or over else "done")
    url = reverse("solutions:decision", args=[newest.pk])
    return Link("decision", state, ", ".join(words), url, newest.created)  # type: ignore[arg-type]  # one of State


def steps(account: Account | None, place: Place, thread: Thread) -> list[Step]:
    """What this reader could do next on the way from a weakness to a decision."""
    found: list[Step] = []
    if may(account, Can.SOLVE, place):
        found += _to_write(account, place, thread)
    if thread["options"].when:
        for choice in _with_open(comparisons(account, place.pk)).order_by("-created", "pk")[:3]:
            found += _in_comparison(account, choice)
    overdue = thread["decision"].state in {"stale", "contradicted"}
    found += _to_review(account, place) if overdue else []
    return found + (_to_close(account, place) if thread["decision"].state != "missing" else [])


def _to_close(account: Account | None, place: Place) -> list[Step]:
    """What keeps the design of the chosen option from being held to its promise."""
    if not may(account, Can.SOLVE, place):
        return []
    words = {
        "unanswered": _("No option answers what must hold: %(name)s"),
        "unjudged": _("Judge what is left of the risks: %(name)s"),
        "built_unjudged": _("It is built; judge what came of it: %(name)s"),
        "old_rows": _("Check old rows of the catalogue: %(name)s"),
    }
    home = reverse("solutions:place", args=[place.pk])
    return [
        Step(
            words[gap.code] % {"name": gap.name},
            reverse("solutions:option", args=[gap.option]) if gap.option else home + "#comparisons",
            _("Open"),
            46,
        )
        for gap in gaps(account, place.pk)
    ]


def _to_write(account: Account | None, place: Place, thread: Thread) -> list[Step]:
    weak = list(unanswered_weaknesses(account, place.pk)[:1]) if thread["weaknesses"].when else []
    if weak:
        text = _("Say what has to hold: %(weakness)s") % {"weakness": weak[0]}
        return [Step(text, reverse("solutions:new_requirement", args=[weak[0].pk]), _("Write a requirement"), 40)]
    needs = visible_to(account, Requirement).filter(place=place)
    if thread["needs"].when and needs.filter(comparisons=None).exists():
        url = reverse("solutions:new_comparison", args=[place.pk])
        return [Step(_("Compare options that meet the needs"), url, _("Compare"), 41)]
    return []


def _with_open(found: QuerySet[Comparison]) -> QuerySet[Comparison]:
    """Comparisons that know the demonstration or table-top of theirs that has not ended, in the same query."""
    waiting = Evaluation.objects.filter(comparison=OuterRef("pk"), ended=None).order_by("on", "pk")
    return found.annotate(open_pk=Subquery(waiting.values("pk")[:1]), open_kind=Subquery(waiting.values("kind")[:1]))


def _in_evaluation(account: Account | None, choice: Comparison) -> list[Step]:
    """What a demonstration or a table-top that is still open asks of this reader."""
    if not any(may(account, can, choice) for can in (Can.JUDGE, Can.SOLVE, Can.OBSERVE)):
        return []
    text = _("A demonstration is still open: %(title)s")
    if choice.open_kind == Kind.TABLETOP:  # type: ignore[attr-defined]  # annotated above
        text = _("A table-top is still open: %(title)s")
    url = reverse("solutions:evaluation", args=[choice.open_pk])  # type: ignore[attr-defined]
    return [Step(text % {"title": choice.title}, url, _("Open"), 43)]


def _in_comparison(account: Account | None, choice: Comparison) -> list[Step]:
    url = reverse("solutions:comparison", args=[choice.pk])
    named = {"title": choice.title}
    lead = may(account, Can.SOLVE, choice)
    if choice.state == Comparison.State.DRAFT and lead:
        return [Step(_("Prepare the comparison: %(title)s") % named, url, _("Prepare"), 42)]
    if choice.state == Comparison.State.SCORING and account is not None:
        done = progress(account, choice)
        if may(account, Can.JUDGE, choice) and not done.complete:
            score = reverse("solutions:score", args=[choice.pk])
            return [Step(_("Score the options: %(title)s") % named, score, _("Score"), 35)]
        if lead and not done.missing:
            return [Step(_("End the scoring and see the ranking: %(title)s") % named, url, _("Open"), 43)]
    if choice.state == Comparison.State.SCORED and choice.open_pk:  # type: ignore[attr-defined]  # see _with_open
        return _in_evaluation(account, choice)
    if choice.state == Comparison.State.SCORED and may(account, Can.DECIDE, choice):
        return [
            Step(
                _("Decide: %(title)s") % named, reverse("solutions:ranking", args=[choice.pk]), _("See the ranking"), 44
            )
        ]
    return []


def _to_review(account: Account | None, place: Place) -> list[Step]:
    if not may(account, Can.UPDATE_ACTIONS, place):
        return []
    found: list[Step] = []
    decides = may(account, Can.DECIDE, place)
    for one in in_force(with_choice(visible_to(account, Decision))).filter(place=place):
        url = reverse("solutions:decision", args=[one.pk])
        found += [
            Step(_("A condition of the decision is overdue: %(condition)s") % {"condition": tied}, f"{url}#conditions", _("Open"), 36)
            for tied in one.overdue[:1]
        ]  # fmt: skip
        if decides and one.review < timezone.localdate():
            found.append(
                Step(_("Look again at the decision: %(option)s") % {"option": one.option.name}, url, _("Open"), 45)
            )
    return found[:2]
