"""Before and after: what people say is left of each risk at a stage of an option, by the method of the assessment."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np
from django.utils.translation import gettext as _

from parvis.access.queries import visible_to
from parvis.assessment.models import Assessment, Scenario
from parvis.assessment.queries import RiskRow, latest, method_of, scenarios, sheet
from parvis.assessment.rules import states
from parvis.assessment.rules.result import rules_of
from parvis.content.language import said
from parvis.content.queries import label
from parvis.content.schemas import Measure, MethodPack
from parvis.engines.risk import residual_problem
from parvis.people.models import Account
from parvis.solutions.models import DesignStage, Option, Placement, RiskAfter
from parvis.solutions.queries.catalogue import picked
from parvis.solutions.rules import Spot, bears_on


@dataclass(frozen=True)
class Level:
    """One factor in one statement: its level now, and the middle of the panel before."""

    label: str
    before: int | None
    after: int | None
    word: str


@dataclass(frozen=True)
class Said:
    """What one person says is left."""

    who: str
    levels: tuple[Level, ...]
    band: int | None  # None as long as a factor is not judged
    reason: str
    why_higher: str
    when: datetime
    mine: bool
    problem: str  # when the panel of today puts the risk before below it, and nobody said why


@dataclass(frozen=True)
class Shift:
    """One scenario with an option: which measures bear on it, how it stood before, and what people say is left."""

    scenario: Scenario
    because: tuple[Measure, ...]
    before: RiskRow | None
    said: tuple[Said, ...]
    bands: tuple[str, ...]

    @property
    def dots(self) -> list[int]:
        return sorted(one.band for one in self.said if one.band is not None)

    @property
    def after(self) -> int | None:
        """The middle band of those who judged every factor; of two middle ones the graver."""
        return self.dots[len(self.dots) // 2] if self.dots else None

    @property
    def after_words(self) -> str:
        if not self.dots or self.after is None:
            return ""
        low, high = self.dots[0], self.dots[-1]
        middle = self.bands[self.after - 1]
        if low == high:
            return middle
        ends = {"low": self.bands[low - 1], "high": self.bands[high - 1]}
        span = _("%(low)s to %(high)s") % ends
        return f"{middle} ({span})"

    @property
    def moved(self) -> int | None:
        """By how many bands the risk moves; below zero is better."""
        return None if self.after is None or self.before is None else self.after - self.before.median


@dataclass(frozen=True)
class Shifts:
    """All risks of an assessment with an option at one stage. `open` are those that the measures bear on, or that
    somebody judged; `rest` are the others, of which nothing was said."""

    assessment: Assessment
    method: MethodPack
    open: tuple[Shift, ...]
    rest: tuple[Scenario, ...]

    @property
    def judged(self) -> int:
        return sum(bool(row.said) for row in self.open)

    @property
    def waiting(self) -> int:
        return len(self.open) - self.judged

    @property
    def top(self) -> int:
        return len(self.method.bands)

    @property
    def everyday(self) -> list[Shift]:
        return [row for row in self.open if row.scenario.family == Scenario.Family.EVERYDAY]


def rests_on(account: Account | None, stage: DesignStage | None, option: Option | None = None) -> Assessment | None:
    """The assessment that a stage is judged by: that of the first statement, else the newest of the place."""
    if stage is not None:
        first = visible_to(account, RiskAfter).filter(stage=stage).select_related("scenario__assessment__place").first()
        if first is not None:
            return first.scenario.assessment
    place = stage.place if stage is not None else option.place if option is not None else None
    found = latest(account, place) if place is not None else None
    return found if found and method_of(found).factors else None


def before_of(account: Account | None, scenario: Scenario) -> RiskRow | None:
    """How a risk stands in the judgement of the panel, once it may be read."""
    of = scenario.assessment
    found = sheet(account, of) if of.state not in states.BLIND else None
    return next((row for row in found.rows if row.scenario.pk == scenario.pk), None) if found else None


def band_after(method: MethodPack, values: Mapping[str, int]) -> int | None:
    """The place of the band, from 1, that these levels give under the method; None when a factor is missing."""
    rules = rules_of(method)
    levels = {scale.code: np.array(float(values.get(scale.code, math.nan))) for scale in rules.scales}
    found = float(rules.place(levels))
    return None if math.isnan(found) else int(found)


def higher_than_before(method: MethodPack, before: RiskRow | None, values: Mapping[str, int], why: str) -> str:
    """The sentence about the first factor, or else the band, that lies above the panel's middle; empty when none does,
    or when somebody said why."""
    if before is None:
        return ""
    pairs = [(label(method.factor(code).label), before.factors[code].median, level) for code, level in values.items()]
    after = band_after(method, values)
    pairs += [] if after is None else [(_("Band"), before.median, after)]
    for name, then, now in pairs:
        problem = residual_problem(then, now, why)
        if problem:
            return f"{name}: {said(problem)}"
    return ""


def shifts(account: Account | None, option: Option, stage: DesignStage | None) -> Shifts | None:
    """Every risk before and after an option; None as long as no assessment of the place may be read."""
    of = rests_on(account, stage, option)
    if of is None:
        return None
    method, stories = method_of(of), list(scenarios(account, of))
    found = sheet(account, of)
    before = {row.scenario.pk: row for row in found.rows} if found else {}
    given = _given(account, stage)
    because = _because(account, option, stage, stories)
    rows = [
        _shift(account, method, story, because[story.pk], before=before.get(story.pk), given=given[story.pk])
        for story in stories
        if because[story.pk] or given[story.pk]
    ]
    order = {pk: place for place, pk in enumerate(before)}
    rows.sort(key=lambda row: order.get(row.scenario.pk, len(order)))
    shown = {row.scenario.pk for row in rows}
    return Shifts(of, method, tuple(rows), tuple(story for story in stories if story.pk not in shown))


def _given(account: Account | None, stage: DesignStage | None) -> dict[UUID, list[RiskAfter]]:
    found: dict[UUID, list[RiskAfter]] = defaultdict(list)
    if stage is not None:
        rows = visible_to(account, RiskAfter).filter(stage=stage).select_related("account")
        for row in rows.order_by("created", "pk"):
            found[row.scenario_id].append(row)
    return found


def spot_of(row: Scenario | Placement) -> Spot:
    return Spot(str(row.zone_id or ""), row.zone_kind)


def _because(
    account: Account | None, option: Option, stage: DesignStage | None, stories: Iterable[Scenario]
) -> dict[UUID, tuple[Measure, ...]]:
    """The measures of the option that bear on each scenario."""
    spots: dict[str, list[Spot]] = defaultdict(list)
    if stage is not None:
        for row in visible_to(account, Placement).filter(stage=stage):
            spots[row.measure].append(spot_of(row))
    held = picked(option.measures)
    return {
        story.pk: tuple(m for m in held if bears_on(m, spots[m.id], story.threat, story.phase, spot_of(story)))
        for story in stories
    }


def _shift(
    account: Account | None,
    method: MethodPack,
    story: Scenario,
    because: tuple[Measure, ...],
    *,
    before: RiskRow | None,
    given: Sequence[RiskAfter],
) -> Shift:
    told = tuple(_said(account, method, before, row) for row in given)
    return Shift(story, because, before, told, tuple(label(band.label) for band in method.bands))


def _said(account: Account | None, method: MethodPack, before: RiskRow | None, row: RiskAfter) -> Said:
    levels = []
    for factor in method.factors:
        after = row.values.get(factor.code)
        then = before.factors[factor.code].median if before else None
        words = {level.value: label(level.label) for level in factor.levels}
        levels.append(Level(label(factor.label), then, after, words.get(after, "") if after is not None else ""))
    band = band_after(method, row.values)
    problem = higher_than_before(method, before, row.values, row.why_higher)
    mine = account is not None and row.account_id == account.pk
    return Said(str(row.account), tuple(levels), band, row.reason, row.why_higher, row.changed, mine, problem)
