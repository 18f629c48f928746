"""The numbers of the options of a study: what each costs, what people say is left of the risks, what it does to openness.

Read for all options together. An option of which a number is missing is named with the reason, and left out.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from parvis.access.queries import visible_to
from parvis.assessment.models import Scenario
from parvis.assessment.queries import RiskRow
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.solutions.models import Comparison, Decision, Option, PortfolioStudy
from parvis.solutions.queries.catalogue import picked
from parvis.solutions.queries.portfolio.judged import Judged, judged
from parvis.solutions.rules import LifeCost, life_cost, side_sums
from parvis.solutions.rules.portfolio import Candidate, Task, closure


@dataclass(frozen=True)
class Line:
    """One option. `why_not`: the sentence that says which number is missing, empty when none is; `door`: where it is given."""

    option: Option
    cost: int | None
    at_least: bool  # items of the cost are missing
    costed: int | None  # year in which the costs were stated
    after: dict[str, int]
    lowers: int  # risks that fall by at least one band
    waiting: int  # risks that its measures bear on and of which nobody said what is left
    openness: int
    silent: int  # measures of which the catalogue says nothing on openness
    why_not: str = ""
    door: str = ""

    @property
    def usable(self) -> bool:
        return not self.why_not


@dataclass(frozen=True)
class Risk:
    """One risk that the options bear on, and how often it counts."""

    scenario: Scenario
    place: Place
    row: RiskRow
    bands: tuple[str, ...]
    counts: int


@dataclass(frozen=True)
class Numbers:
    """What a study rests on today."""

    lines: tuple[Line, ...]
    risks: tuple[Risk, ...]
    task: Task
    strictest: int  # the strictest marking of what went in

    @property
    def usable(self) -> list[Line]:
        return [line for line in self.lines if line.usable]

    @property
    def missing(self) -> list[Line]:
        return [line for line in self.lines if not line.usable]

    @property
    def at_least(self) -> list[Line]:
        return [line for line in self.usable if line.at_least]

    @property
    def waiting(self) -> list[Line]:
        return [line for line in self.usable if line.waiting]

    @property
    def priced(self) -> tuple[int, int] | None:
        """The first and the last year in which costs were stated, where they differ."""
        years = {line.costed for line in self.usable if line.costed}
        return (min(years), max(years)) if len(years) > 1 else None


def numbers(account: Account | None, study: PortfolioStudy) -> Numbers:
    """What the options of a study cost, change and open, as far as the reader may know."""
    options = list(
        visible_to(account, Option).filter(portfolios=study).select_related("place", "comparison").order_by(
            "place__name", "comparison__created", "name", "pk"
        )
    )  # fmt: skip
    told = judged(account, options)
    held = _still_to_choose(account, options)
    lines = [_line(option, told[option.pk], study.years, passed=option.pk not in held) for option in options]
    lines = _without_company(_of_one_method(lines, told), study.needs)
    usable = {str(line.option.pk) for line in lines if line.usable}
    rows = {pk: (line.option, row) for line in lines if line.usable for pk, row in told[line.option.pk].before.items()}
    touched = {risk for line in lines if line.usable for risk in line.after}
    risks = [
        Risk(row.scenario, option.place, row, told[option.pk].bands, int(study.counts.get(pk, 1)))
        for pk, (option, row) in rows.items()
        if pk in touched
    ]
    risks.sort(key=lambda risk: (risk.place.name, -risk.row.median, risk.scenario.title))
    return Numbers(tuple(lines), tuple(risks), _task(study, lines, risks, usable), _strictest(lines, told))


def _still_to_choose(account: Account | None, options: Iterable[Option]) -> set[UUID]:
    """The options that no decision passed over."""
    decided = set(visible_to(account, Decision).filter(option__in=options).order_by().values_list("option", flat=True))
    return {one.pk for one in options if one.comparison.state != Comparison.State.DECIDED or one.pk in decided}


def _line(option: Option, told: Judged, years: int, *, passed: bool) -> Line:
    cost = life_cost(told.stage.costs if told.stage else {})
    openness = side_sums(picked(option.measures), ["openness"])[0]
    reason, door = _missing(cost, told, years, passed=passed)
    return Line(
        option,
        math.ceil(round(cost.total, 6)) if cost.total is not None else None,
        bool(set(cost.missing) - {"discount_rate"}),
        told.stage.costed.year if told.stage and told.stage.costed else None,
        told.after, sum(risk in told.before and band < told.before[risk].median for risk, band in told.after.items()),
        told.waiting, openness.total, openness.silent, reason, door,
    )  # fmt: skip


def _missing(cost: LifeCost, told: Judged, years: int, *, passed: bool) -> tuple[str, str]:
    """Why an option cannot be reckoned with, and where that is mended."""
    given = int(told.stage.costs.get("years", 0)) if told.stage else 0
    if passed:
        return _("Another option of its comparison was decided."), "comparison"
    if cost.total is None:
        return _("Nobody has stated yet what it costs over how many years."), "costs"
    if given != years:
        words = _(
            "Its costs are stated over %(given)d years, this study adds up %(years)d. State them for the same time."
        )
        return words % {"given": given, "years": years}, "costs"
    if cost.total < 0:
        return _("Its costs add up to less than nothing: what is left at the end is larger. Check them."), "costs"
    return _missing_risks(told)


def _missing_risks(told: Judged) -> tuple[str, str]:
    if not told.after:
        return _("Nobody has said yet what is left of a risk with it."), "option"
    if told.older:
        return _("It was judged against an older assessment of the place than the other options."), "option"
    if set(told.after) - set(told.before):
        return _("The risks before cannot be read yet: the assessment is not discussed."), "place"
    if any(band > told.before[risk].median for risk, band in told.after.items()):
        return _("A risk rises with it, as people say. A sum cannot weigh that: talk about it."), "option"
    return "", ""


def _of_one_method(lines: list[Line], told: dict[UUID, Judged]) -> list[Line]:
    """Steps of bands add up under one method only: that of most options counts."""
    methods = Counter(told[line.option.pk].method for line in lines if line.usable)
    if not methods:
        return lines
    most = min(methods, key=lambda urn: (-methods[urn], urn))
    words = _("Its place was assessed by another method than the others: steps of the two cannot be added.")
    return [
        replace(line, why_not=words, door="place") if line.usable and told[line.option.pk].method != most else line
        for line in lines
    ]


def _without_company(lines: list[Line], needs: list[list[str]]) -> list[Line]:
    """An option that is taken only together with one whose numbers are missing is missing too."""
    known = {str(line.option.pk) for line in lines if line.usable}
    pairs = [(one, other) for one, other in needs]
    words = _("It is taken only together with an option whose numbers are missing.")
    return [
        replace(line, why_not=words, door="option")
        if line.usable and not closure(str(line.option.pk), pairs) <= known
        else line
        for line in lines
    ]


def _task(study: PortfolioStudy, lines: list[Line], risks: list[Risk], usable: set[str]) -> Task:
    candidates = tuple(
        Candidate(str(line.option.pk), str(line.option.comparison_id), line.cost or 0, line.after, line.openness)
        for line in lines
        if line.usable
    )
    before = {str(risk.scenario.pk): risk.row.median for risk in risks}
    counts = {str(risk.scenario.pk): risk.counts for risk in risks}
    pairs = tuple((one, other) for one, other in study.needs if {one, other} <= usable)
    groups = tuple(tuple(one for one in group if one in usable) for group in study.groups)
    return Task(study.budget, candidates, before, counts, pairs, tuple(group for group in groups if len(group) > 1))


def _strictest(lines: list[Line], told: dict[UUID, Judged]) -> int:
    used = [line.option for line in lines]
    markings = [max(one.place.marking, one.comparison.marking, told[one.pk].marking) for one in used]
    return max(markings, default=0)
