"""A study of what to do together under one budget: which options, which rules between them, and what is chosen."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.access.queries import require, require_member
from parvis.access.roles import Can
from parvis.journal.actions import record, verb
from parvis.people.models import Account, Organisation
from parvis.solutions import events
from parvis.solutions.models import Option, PortfolioStudy
from parvis.solutions.queries.portfolio import numbers, offered, study
from parvis.solutions.rules.life_cost import MOST_MONEY, MOST_YEARS
from parvis.solutions.rules.portfolio import contradiction, exclusions_of

MOST_OPTIONS, MOST_COUNTS = 200, 3
PLAIN = ("title", "budget", "years", "marking", "needs", "groups", "counts")


@verb(events.PortfolioOpened)
def open_portfolio(
    actor: Account, owner: Organisation, *, title: str, budget: int, years: int, options: Iterable[Option], **facts: Any
) -> PortfolioStudy:
    """Ask what to do together under a budget. `facts` may hold id and marking."""
    require_member(actor, Can.SOLVE, owner.pk)
    held = _held(actor, options, ())
    kept = _checked({"title": title, "budget": budget, "years": years}, held)
    made = PortfolioStudy.objects.create(owner=owner, author=actor, **kept, **facts)
    made.options.set(held)
    event = events.PortfolioOpened(budget=made.budget, options=sorted(one.pk for one in held))
    record(actor, event, object_id=made.pk, marking=made.marking)
    return made


@verb(events.PortfolioChanged)
def change_portfolio(
    actor: Account, wanted: PortfolioStudy, *, version: int, options: Iterable[Option] | None = None, **facts: Any
) -> PortfolioStudy:
    """Change a study. What is left out stays: title, budget, years, marking, options, `needs` (pairs), `groups`,
    `counts` (scenario to how often it counts, 0 to 3). What was calculated stays, and says that it is out of date."""
    current = locked(actor, wanted)
    if current.version != version:
        raise Conflict
    before = list(current.options.select_related("comparison"))
    held = before if options is None else _held(actor, options, before)
    whole = {name: getattr(current, name) for name in PLAIN} | facts
    ids = {str(one.pk) for one in held}
    # A rule about an option that leaves goes with it.
    whole["needs"] = [list(pair) for pair in whole["needs"] if set(pair) <= ids or pair not in current.needs]
    groups = [_within(group, ids, current.groups) for group in whole["groups"]]
    whole["groups"] = [group for group in groups if len(group) > 1]
    kept = _checked(whole, held)
    changed = [name for name, value in kept.items() if getattr(current, name) != value]
    for name in changed:
        setattr(current, name, kept[name])
    if {one.pk for one in held} != {one.pk for one in before}:
        changed.append("options")
        current.options.set(held)
    current.version += 1
    current.save()
    record(actor, events.PortfolioChanged(fields=changed), object_id=current.pk, marking=current.marking)
    return current


@verb(events.CombinationChosen)
def choose_combination(actor: Account, wanted: PortfolioStudy, options: Sequence[str]) -> PortfolioStudy:
    """Say which combination is to be decided. It must be one that was calculated from the numbers of today."""
    current = locked(actor, wanted)
    known = [sorted(point["options"]) for point in (current.result or {}).get("points", [])]
    if sorted(options) not in known:
        raise Refused(_("This combination is not among those that were calculated. Nothing was chosen: look again."))
    if current.result_of != numbers(actor, current).task.fingerprint:
        raise Refused(_("Numbers or rules have changed since the calculation. Nothing was chosen: calculate again."))
    current.chosen = sorted(options)
    current.version += 1
    current.save()
    event = events.CombinationChosen(options=[UUID(one) for one in current.chosen], sha256=current.result_of)
    record(actor, event, object_id=current.pk, marking=current.marking)
    return current


def locked(actor: Account, wanted: PortfolioStudy) -> PortfolioStudy:
    """The study, locked for this write."""
    study(actor, wanted.pk)
    require(actor, Can.SOLVE, wanted)
    return PortfolioStudy.objects.select_for_update().get(pk=wanted.pk)


def _held(actor: Account, options: Iterable[Option], before: Iterable[Option]) -> list[Option]:
    """The options, each one that may come in or is in already."""
    wanted = {one.pk for one in options}
    known = {one.pk: one for one in offered(actor).filter(pk__in=wanted)}
    known |= {one.pk: one for one in before if one.pk in wanted}
    if wanted - set(known):
        raise Refused(_("One of the options cannot come into this study. Nothing was saved: choose again."), "options")
    if not wanted:
        raise Refused(_("Choose at least one option. Nothing was saved."), "options")
    if len(wanted) > MOST_OPTIONS:
        raise Refused(
            _("At most %(most)d options fit into one study. Nothing was saved.") % {"most": MOST_OPTIONS}, "options"
        )
    return sorted(known.values(), key=lambda one: (one.created, one.pk))


def _within(group: Sequence[str], ids: set[str], before: Sequence[Sequence[str]]) -> list[str]:
    return [one for one in group if one in ids] if group in before else list(group)


def _checked(facts: dict[str, Any], held: Sequence[Option]) -> dict[str, Any]:
    """The facts of a study, if they can be kept."""
    unknown = set(facts) - set(PLAIN)
    if unknown:
        raise TypeError(f"not part of a study: {sorted(unknown)}")
    if not facts["title"].strip():
        raise Refused(_("Give the study a title. Nothing was saved."), "title")
    if not 1 <= facts["budget"] <= MOST_MONEY:
        raise Refused(
            _("A budget is a whole number of euros above 0, up to two thousand million. Nothing was saved."), "budget"
        )
    if not 1 <= facts["years"] <= MOST_YEARS:
        raise Refused(_("The number of years is a whole number from 1 to 60. Nothing was saved."), "years")
    _rules(facts.get("needs", []), facts.get("groups", []), held)
    _counts(facts.get("counts", {}))
    return facts | {"title": facts["title"].strip()}


def _counts(counts: Mapping[str, int]) -> None:
    if any(times not in range(MOST_COUNTS + 1) for times in counts.values()):
        raise Refused(_("A risk counts from 0 to 3 times. Nothing was saved."), "counts")


def _rules(needs: Sequence[Sequence[str]], groups: Sequence[Sequence[str]], held: Sequence[Option]) -> None:
    """Refused when a rule names what is not there, or when rules together let an option never be taken."""
    names = {str(one.pk): one.name for one in held}
    if any(one not in names for rule in (*needs, *groups) for one in rule):
        raise Refused(_("A rule names an option that is not in this study. Nothing was saved."), "needs")
    if any(len(pair) != 2 or pair[0] == pair[1] for pair in needs):  # noqa: PLR2004  # a pair
        raise Refused(_("An option cannot need itself. Nothing was saved: choose two different ones."), "needs")
    pairs = [(one, other) for one, other in needs]
    found = contradiction(names, pairs, exclusions_of({str(o.pk): str(o.comparison_id) for o in held}, groups))
    if found:
        option, one, other = (names[pk] for pk in found)
        raise Refused(
            _(
                "“%(option)s” could never be taken: it comes together with “%(one)s” and “%(other)s”, of which at most one is taken (options of one comparison exclude one another). Nothing was saved: change one of these rules."
            )
            % {"option": option, "one": one, "other": other},
            "needs",
        )
