"""One place, its assessments one after the other, and two of them beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from parvis.access.queries import visible_to
from parvis.assessment.models import Assessment, ExistingMeasure, Judgement, Scenario, Vulnerability
from parvis.assessment.queries.asking import expected
from parvis.assessment.queries.given import (
    Levels,
    answers_of,
    bands,
    by_scenario,
    grave,
    levels,
    scenarios_of,
    shares,
)
from parvis.assessment.queries.methods import method_of
from parvis.assessment.queries.reading import assessments, judgements_shown, measures, vulnerabilities
from parvis.assessment.queries.tier import Proportion, proportions
from parvis.assessment.rules import over_time as rules
from parvis.assessment.rules import states
from parvis.content.queries import label
from parvis.content.schemas import MethodPack
from parvis.people.models import Account
from parvis.places.models import Place


@dataclass(frozen=True)
class Moment:
    """One assessment in the row of those of its place."""

    of: Assessment
    method: MethodPack
    proportion: Proportion
    scenarios: int
    judged: int
    grave: int | None  # scenarios in the gravest bands; None as long as nothing may be shown
    gravest: int | None  # the gravest band, counted from 1

    @property
    def shown(self) -> bool:
        """Whether its judgements may be read."""
        return self.of.state not in states.BLIND

    @property
    def when(self) -> datetime:
        return when_of(self.of)


def when_of(of: Assessment) -> datetime:
    """The moment from which on an assessment speaks: closed, else discussed, else opened."""
    return of.closed or of.discussing_since or of.created


def series(account: Account | None, place: Place) -> list[Moment]:
    """The assessments of a place from the first to the last, as far as the account may read them."""
    rows = sorted(assessments(account).filter(place=place), key=lambda row: (when_of(row), str(row.pk)))
    given, told, tiers = judgements_shown(account, rows), scenarios_of(account, rows), proportions(account, rows)
    found = []
    for row in rows:
        method = method_of(row)
        stand = bands(given[row.pk], method)
        high = None if row.state in states.BLIND or not method.factors else grave(stand, method)
        found.append(Moment(row, method, tiers[row.pk], len(told[row.pk]), len(stand), high, max(stand, default=None)))
    return found


def two_of(moments: Sequence[Moment], then: str, now: str) -> tuple[Moment, Moment] | None:
    """The two that are asked for, in their order of time; else the newest that is shown and the one before, of the same
    condition if there is one."""
    shown = [one for one in moments if one.shown]
    asked = [one for one in shown if str(one.of.pk) in {then, now}]
    match asked:
        case [first, second]:
            return first, second
    for last in reversed(asked or shown):
        before = [one for one in shown if one.when < last.when]
        same = [one for one in before if one.of.condition == last.of.condition]
        if before:
            return (same or before)[-1], last
    return None


@dataclass(frozen=True)
class Factor:
    """The middle level of one factor then and now; `given` is the level as it was given, where it was carried."""

    label: str
    given: int | None
    then: int | None
    now: int | None
    change: rules.Change
    why: str  # the code of the reason for which the two are not compared


@dataclass(frozen=True)
class Pair:
    """One scenario then and now. A band is counted from 1 on the scale of the method of now."""

    then: Scenario | None
    now: Scenario | None
    taken_over: bool
    factors: list[Factor]
    before: int | None
    after: int | None
    before_words: str
    after_words: str
    change: rules.Change


@dataclass(frozen=True)
class Section:
    """What is missing in one section of the questionnaire, then and now: a share for each assessor."""

    code: str
    label: str
    then: list[float]
    now: list[float]
    change: rules.Change
    why: str


@dataclass(frozen=True)
class Since:
    """What came, what went and what is still there at the place since then."""

    new: list[ExistingMeasure]
    there: list[ExistingMeasure]
    new_weak: list[Vulnerability]
    closed: list[Vulnerability]
    still: list[Vulnerability]


def pairs(account: Account | None, then: Moment, now: Moment) -> list[Pair]:
    """The scenarios of both, side by side."""
    told = scenarios_of(account, [then.of, now.of])
    given = judgements_shown(account, [then.of, now.of])
    rows = {row.pk: row for found in told.values() for row in found}
    all_here = visible_to(account, Scenario).filter(place=now.of.place_id).values_list("pk", "taken_from_id")
    origins = dict(all_here)
    halves = rules.pairs([_told(row) for row in told[then.of.pk]], [_told(row) for row in told[now.of.pk]], origins)
    by_story = {**by_scenario(given[then.of.pk]), **by_scenario(given[now.of.pk])}
    found = []
    for first, second in halves:
        before, after = (by_story.get(half.pk, []) if half else [] for half in (first, second))
        old, new = (rows[half.pk] if half else None for half in (first, second))
        copied = bool(first and second and rules.taken_over(second, {first.pk}, origins))
        found.append(_pair(Read(then.method, now.method, before, after), old, new, taken_over=copied))
    return found


def _told(row: Scenario) -> rules.Told:
    return rules.Told(row.pk, row.threat, str(row.zone_id or row.zone_kind), row.taken_from_id)


class Read:
    """The judgements of one scenario then and now: as given, carried to the method of now, and those of now."""

    def __init__(self, old: MethodPack, new: MethodPack, before: list[Judgement], after: list[Judgement]) -> None:
        self.old, self.new = old, new
        self.given, self.now = levels(before, old), levels(after, new)
        self.carried = levels(before, new, old.version) if old.urn == new.urn else None

    def factors(self) -> list[Factor]:
        named = {factor.code: factor for method in (self.old, self.new) for factor in method.factors}
        order = dict.fromkeys(factor.code for method in (self.new, self.old) for factor in method.factors)
        return [self._factor(code, label(named[code].label)) for code in order]

    def _factor(self, code: str, words: str) -> Factor:
        first, carried, last = (
            found.factors.get(code) if found else None for found in (self.given, self.carried, self.now)
        )
        both = self.given is not None and self.now is not None
        why = rules.not_carried(self.old, self.new, code) if both else ""
        then = None if why else carried
        if both and not why and then is None:
            why = "rule" if first is not None else "new"
        return Factor(words, first, then, last, rules.change(then, last), why)


def _pair(read: Read, old: Scenario | None, new: Scenario | None, *, taken_over: bool) -> Pair:
    factors = read.factors()
    whole = None if any(factor.why for factor in factors) else read.carried
    before, after = (found.band if found else None for found in (whole, read.now))
    words = _band(read.new, whole) or _band(read.old, read.given), _band(read.new, read.now)
    return Pair(old, new, taken_over, factors, before, after, *words, rules.change(before, after))


def _band(method: MethodPack, found: Levels | None) -> str:
    return label(method.bands[found.band - 1].label) if found and found.band else ""


def sections(account: Account | None, then: Moment, now: Moment) -> list[Section]:
    """The questionnaire then and now, where both were answered."""
    given = answers_of(account, [then.of, now.of])
    if not given[then.of.pk] or not given[now.of.pk]:
        return []
    old, new = then.method, now.method
    before, after = (expected(moment.of, moment.proportion.tier) for moment in (then, now))
    same = old.urn == new.urn
    carried = {who: rules.carried_answers(new, old.version, mine) for who, mine in given[then.of.pk].items()}
    as_given, last = shares(old, before, given[then.of.pk]), shares(new, after, given[now.of.pk])
    first = shares(new, before, carried) if same else {}
    found = []
    for section in new.questionnaire.sections if new.questionnaire else []:
        asked = [[q for q in part if q.section == section.code] for part in (before, after)]
        why = rules.section_differs(old, new, *asked)
        was, has = (as_given if why else first).get(section.code, []), last.get(section.code, [])
        change = "" if why else rules.change(_middle(was), _middle(has))
        if was or has:
            found.append(Section(section.code, label(section.label), was, has, change, why if was and has else ""))
    return found


def _middle(values: Sequence[float]) -> float | None:
    return sorted(values)[len(values) // 2] if values else None


def since(account: Account | None, then: Moment, now: Moment) -> Since:
    """Measures and weaknesses of the place since the first of the two; what was answered before it is left out."""
    start, place = then.when, now.of.place_id
    there = list(measures(account, place))
    weak = list(vulnerabilities(account, place).prefetch_related(None))
    open_now = [row for row in weak if row.state == Vulnerability.State.OPEN]
    # What was written from a scenario of then is of then, although it is mostly written after the last discussion.
    of_then = {
        row.pk for row in weak if row.created <= start or (row.scenario and row.scenario.assessment_id == then.of.pk)
    }
    return Since(
        new=[row for row in there if row.created > start],
        there=[row for row in there if row.created <= start],
        new_weak=[row for row in open_now if row.pk not in of_then],
        closed=[row for row in weak if row.state == Vulnerability.State.ANSWERED and row.changed > start],
        still=[row for row in open_now if row.pk in of_then],
    )
