"""The tier of an assessment for people: which one holds and why, and what was said of each of its expectations."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.access.queries import visible_to
from parvis.assessment.models import Assessment, Expectation
from parvis.assessment.queries.methods import method_of
from parvis.assessment.rules import states
from parvis.assessment.rules import tier as rules
from parvis.content.queries import label, term
from parvis.content.schemas.method import Tier
from parvis.people.models import Account
from parvis.places.models import Occupancy

#: The number of people by place and condition.
Counted = dict[tuple[UUID, str], Occupancy]


@dataclass(frozen=True)
class Expected:
    """One expectation of the tier, and what was said of it; `said` is None as long as nobody has spoken."""

    number: int
    text: str
    said: Expectation | None = None

    @property
    def state(self) -> str:
        return self.said.state if self.said else ""

    @property
    def key(self) -> str:
        return str(self.number)


@dataclass(frozen=True)
class Proportion:
    """What is expected of this place, and why: the tier that holds, the number behind it, and every expectation."""

    tiers: Sequence[Tier]
    holds: rules.Holding
    people: int | None  # in this condition, now
    estimated_by: str
    settled_with: int | None  # the number of people when the tier was settled
    reason: str
    expected: list[Expected]

    @property
    def tier(self) -> Tier | None:
        return self.holds.tier

    @property
    def met(self) -> int:
        return sum(row.state == rules.MET for row in self.expected)

    @property
    def unmet(self) -> int:
        return sum(row.state == rules.UNMET for row in self.expected)

    @property
    def open(self) -> int:
        return sum(not row.state for row in self.expected)

    @property
    def asked(self) -> int:
        """How many of them apply here."""
        return sum(row.state != rules.NOT_APPLICABLE for row in self.expected)


def holding(of: Assessment, people: int | None) -> rules.Holding:
    """Which tier holds in an assessment, with so many people in its condition."""
    return rules.holding(
        method_of(of).tiers, people, settled=of.tier, followed=of.tier_followed, reason=of.tier_reason,
        closed=of.state == states.CLOSED,
    )  # fmt: skip


def occupancies(account: Account | None, rows: Iterable[Assessment]) -> Counted:
    """How many people are at the places of these assessments, by condition."""
    there = visible_to(account, Occupancy).filter(place__in={row.place_id for row in rows})
    return {(row.place_id, row.condition): row for row in there}


def holding_of(account: Account | None, of: Assessment) -> rules.Holding:
    """The same for one reader, who may know how many people are there."""
    found = occupancies(account, [of]).get((of.place_id, of.condition))
    return holding(of, found.people if found else None)


def proportion(account: Account | None, of: Assessment) -> Proportion:
    """The tier of an assessment with its expectations."""
    return proportions(account, [of])[of.pk]


def proportions(account: Account | None, rows: Sequence[Assessment]) -> dict[UUID, Proportion]:
    """The same of several assessments, with two queries for all of them."""
    counted, said = occupancies(account, rows), spoken_of(account, rows)
    return {row.pk: proportion_of(row, counted.get((row.place_id, row.condition)), said[row.pk]) for row in rows}


def spoken_of(account: Account | None, rows: Iterable[Assessment]) -> dict[UUID, list[Expectation]]:
    """What was said of expectations, by assessment."""
    found: dict[UUID, list[Expectation]] = defaultdict(list)
    spoken = visible_to(account, Expectation).filter(assessment__in=list(rows)).select_related("author")
    for row in spoken.order_by("tier", "number"):
        found[row.assessment_id].append(row)
    return found


def proportion_of(of: Assessment, counted: Occupancy | None, said: Iterable[Expectation]) -> Proportion:
    """The same from rows that were read already."""
    holds = holding(of, counted.people if counted else None)
    tier = holds.tier
    known = {(row.tier, row.number): row for row in said}
    texts = tier.expects if tier else []
    return Proportion(
        tiers=method_of(of).tiers,
        holds=holds,
        people=counted.people if counted else None,
        estimated_by=counted.estimated_by if counted else "",
        settled_with=of.tier_people,
        reason=of.tier_reason,
        expected=[
            Expected(number, label(text), known.get((tier.code, number)) if tier else None)
            for number, text in enumerate(texts, 1)
        ],
    )


def tier_words(tier: Tier) -> str:
    return _("Tier %(number)s: %(label)s") % {"number": tier.number, "label": label(tier.label)}


def tier_why(found: Proportion) -> list[str]:
    """Why this tier holds, or why none does, and what has changed since; in sentences."""
    holds, follows = found.holds, found.holds.follows
    if not found.tiers:
        return [_("This method knows no tiers.")]
    if holds.tier is None:
        return [_none_holds(found)]
    said = []
    if holds.chosen:
        said.append(_("Chosen by a person: %(reason)s") % {"reason": found.reason})
        if follows and follows.code != holds.tier.code and not holds.outdated:
            said.append(_("From the number of people alone, %(tier)s would follow.") % {"tier": tier_words(follows)})
    elif found.settled_with is not None:
        said.append(
            _("It followed from %(people)s when the assessment was closed.") % {"people": _people(found.settled_with)}
        )
    elif found.people is not None:
        how = term("occupancy_methods", found.estimated_by)
        said.append(
            _("It follows from %(people)s in this condition (%(how)s).") % {"people": _people(found.people), "how": how}
        )
    if holds.outdated and follows and found.people is not None:
        words = {"people": _people(found.people), "tier": tier_words(follows)}
        said.append(
            _("By now there are %(people)s, from which %(tier)s would follow. Nothing was changed here by itself.")
            % words
        )
    return said


def _none_holds(found: Proportion) -> str:
    if found.holds.follows:  # only an assessment that was closed does not follow
        return _(
            "No tier was noted when this assessment was closed. From today's number of people, %(tier)s would follow."
        ) % {"tier": tier_words(found.holds.follows)}
    if found.people is None:
        return _("Nobody noted how many people are there in this condition: no tier follows.")
    return _("No tier of this method follows from %(people)s: somebody has to choose one.") % {
        "people": _people(found.people)
    }


def _people(number: int) -> str:
    return ngettext("%(n)s person", "%(n)s people", number) % {"n": number_format(number, force_grouping=True)}
