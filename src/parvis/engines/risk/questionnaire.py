"""Scoring a questionnaire: how much is missing, how sure that is, and what to look at next.

Every answer becomes a gap from 0 (nothing is missing) to 1 (weakest). Gaps are joined by their weighted mean, or by the
weakest-point rule: the worst gate counts, not the mean of the gates.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from parvis.engines.risk.errors import QuestionnaireError

Rule = Literal["weighted_mean", "weakest"]
Open = Literal["not_applicable", "not_observed"]

NOT_APPLICABLE: Open = "not_applicable"
NOT_OBSERVED: Open = "not_observed"
#: Ends nearer than this are one.
SAME = 1e-12


@dataclass(frozen=True)
class YesNo:
    """A question with two answers, of which `good` is the one that misses nothing."""

    good: bool = True

    def gap(self, answer: object) -> float | None:
        """0 for the good answer, 1 for the other, None for what is no answer."""
        return float(answer is not self.good) if isinstance(answer, bool) else None


@dataclass(frozen=True)
class Graded:
    """A question answered on a scale from `low` to `high`; `better` says at which end nothing is missing."""

    low: float
    high: float
    better: Literal["high", "low"] = "high"

    def gap(self, answer: object) -> float | None:
        """How far the answer lies from the good end, 0..1; None for what is not on the scale."""
        if isinstance(answer, bool) or not isinstance(answer, int | float) or not self.low <= answer <= self.high:
            return None
        place = (answer - self.low) / (self.high - self.low)
        return 1.0 - place if self.better == "high" else place


@dataclass(frozen=True)
class Item:
    """One question with its answer: True or False, a number on its scale, "not_applicable", "not_observed" (looked
    for and not seen), or None (not answered). `weight` is any number from 0 up."""

    id: str
    section: str
    kind: YesNo | Graded
    answer: bool | float | Open | None = None
    weight: float = 1.0

    @property
    def applies(self) -> bool:
        """Whether the question makes sense here."""
        return self.answer != NOT_APPLICABLE

    @property
    def open(self) -> bool:
        """Whether it applies and is not known."""
        return self.answer is None or self.answer == NOT_OBSERVED

    @property
    def gap(self) -> float | None:
        """0 (nothing is missing) to 1 (weakest); None where that is open or does not apply."""
        return None if self.open or not self.applies else self.kind.gap(self.answer)


@dataclass(frozen=True)
class Score:
    """`value` joins what was observed, None when nothing was. The truth lies between `low`, if all that is open turned
    out well, and `high`, if badly. `coverage` is the share of the applicable weight that was observed, None when
    nothing applies. `trace` holds the ids of the items that make up the value, those that add most first."""

    value: float | None
    low: float
    high: float
    coverage: float | None
    trace: tuple[str, ...]


@dataclass(frozen=True)
class Scores:
    """`overall`, and `sections` by their code. `look_next` is the id of the open item whose answer would narrow the
    overall interval most, on the mean of a best and a worst answer; None when the interval has no width."""

    overall: Score
    sections: Mapping[str, Score]
    look_next: str | None


@dataclass(frozen=True)
class _Part:
    """What is joined, an item or a section: its weight, value, ends, share known, who makes up the value, and the
    weight of the items within."""

    weight: float
    value: float | None
    low: float
    high: float
    coverage: float
    shares: Mapping[str, float] = field(default_factory=dict)
    items: float = 0.0


def score_questionnaire(
    items: Sequence[Item],
    *,
    within: Rule | Mapping[str, Rule] = "weighted_mean",
    between: Rule = "weighted_mean",
    section_weights: Mapping[str, float] | None = None,
) -> Scores:
    """Score every section by the rule `within` (one for all, or one per section), the whole by the rule `between`.

    Scales may differ from item to item. A section weighs 1 unless `section_weights` says otherwise. What does not
    apply is left out with its weight, and so is a section in which nothing applies. QuestionnaireError: `weight`
    (negative or not finite), `weights` (a section, or all sections, sum to nothing), `scale`, `answer` (not one of the
    kind's), `repeated` (two items of one id).
    """
    weights = dict.fromkeys((item.section for item in items), 1.0) | dict(section_weights or {})
    _check(items, weights)
    rules = dict.fromkeys(weights, within) if isinstance(within, str) else within
    parts: dict[str, _Part] = {}
    narrower: dict[str, tuple[str, float]] = {}
    for section, weight in weights.items():
        mine = [item for item in items if item.section == section]
        parts[section] = _section(mine, rules[section], weight)
        narrower |= {item.id: (section, item.weight) for item in mine if item.open and item.weight}
    overall = _join(list(parts.values()), between)
    look_next = _look_next(narrower, parts, rules, between)
    return Scores(_score(overall), {section: _score(part) for section, part in parts.items()}, look_next)


def _section(items: Sequence[Item], rule: Rule, weight: float) -> _Part:
    parts = []
    for item in items:
        gap = item.gap
        if gap is not None:
            parts.append(_Part(item.weight, gap, gap, gap, 1.0, {item.id: gap}))
        elif item.open:
            parts.append(_Part(item.weight, None, 0.0, 1.0, 0.0))
    joined = _join(parts, rule)
    return replace(joined, weight=weight if joined.weight else 0.0, items=joined.weight)


def _join(parts: Sequence[_Part], rule: Rule) -> _Part:
    """Parts without weight do not count; a joined part without weight says that nothing applies."""
    parts = [part for part in parts if part.weight > 0]
    total = math.fsum(part.weight for part in parts)
    if not total:
        return _Part(0.0, None, 0.0, 0.0, 0.0)
    coverage = math.fsum(part.weight * part.coverage for part in parts) / total
    low, high = _ends(parts, rule)
    known = [(part.weight, part.value, part.shares) for part in parts if part.value is not None]
    if rule == "weakest":
        worst = max((value for _, value, _ in known), default=None)
        counted = [shares for _, value, shares in known if value == worst]
        shares = {name: share for part in counted for name, share in part.items()}
        return _Part(total, worst, low, high, coverage, shares)
    observed = math.fsum(weight for weight, _, _ in known)
    shares = {name: weight * share / observed for weight, _, part in known for name, share in part.items()}
    value = math.fsum(weight * value for weight, value, _ in known) / observed if known else None
    return _Part(total, value, low, high, coverage, shares)


def _score(part: _Part) -> Score:
    trace = sorted((name for name, share in part.shares.items() if share > 0), key=lambda name: -part.shares[name])
    return Score(part.value, part.low, part.high, part.coverage if part.weight else None, tuple(trace))


def _look_next(
    narrower: Mapping[str, tuple[str, float]], parts: dict[str, _Part], rules: Mapping[str, Rule], between: Rule
) -> str | None:
    """The open item that narrows most; among equals the heaviest, then the first."""
    low, high = _ends(parts.values(), between)
    if high - low < SAME:
        return None
    count = Counter(section for section, _ in narrower.values())
    best: tuple[float, float] = (-1.0, 0.0)
    found = None
    for name, (section, weight) in narrower.items():
        left = 0.0
        for gap in (0.0, 1.0):
            answered = _answered(parts[section], weight, gap, rules[section], alone=count[section] == 1)
            ends = _ends((parts | {section: answered}).values(), between)
            left += (ends[1] - ends[0]) / 2
        narrowed = (round(high - low - left, 12), parts[section].weight * weight)
        if parts[section].weight and narrowed > best:
            best, found = narrowed, name
    return found


def _answered(part: _Part, weight: float, gap: float, rule: Rule, *, alone: bool) -> _Part:
    """The ends of a section once an open item of this weight has this gap."""
    if rule == "weakest":
        return replace(part, low=max(part.low, gap), high=max(part.low, gap) if alone else part.high)
    share = weight / part.items
    return replace(part, low=part.low + share * gap, high=part.high - share * (1.0 - gap))


def _ends(parts: Iterable[_Part], rule: Rule) -> tuple[float, float]:
    counted = [part for part in parts if part.weight > 0]
    if not counted:
        return 0.0, 0.0
    if rule == "weakest":
        return max(part.low for part in counted), max(part.high for part in counted)
    total = math.fsum(part.weight for part in counted)
    low = math.fsum(part.weight * part.low for part in counted) / total
    return low, math.fsum(part.weight * part.high for part in counted) / total


def _check(items: Sequence[Item], section_weights: Mapping[str, float]) -> None:
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            raise QuestionnaireError("repeated", item.id)
        seen.add(item.id)
        _check_weight(item.id, item.weight)
        if isinstance(item.kind, Graded) and not -math.inf < item.kind.low < item.kind.high < math.inf:
            raise QuestionnaireError("scale", item.id)
        if item.applies and not item.open and item.gap is None:
            raise QuestionnaireError("answer", item.id)
    for section, weight in section_weights.items():
        _check_weight(section, weight)
        if not math.fsum(item.weight for item in items if item.section == section):
            raise QuestionnaireError("weights", section)
    if not math.fsum(section_weights.values()):
        raise QuestionnaireError("weights", ", ".join(section_weights))


def _check_weight(name: str, weight: float) -> None:
    if not 0 <= weight < math.inf:
        raise QuestionnaireError("weight", name)
