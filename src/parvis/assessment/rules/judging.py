"""What a judgement must hold, under the method by which it is given. Pure functions."""

from dataclasses import dataclass, field
from typing import NamedTuple

from parvis.content.schemas import MethodPack
from parvis.content.schemas.method import Factor

#: A scale this short has nothing between its ends: an end of it needs no special reason.
SHORT = 3
#: Who is less than half sure of a range says nothing with it (Hemming and others, 2018: 50 to 100 %).
LEAST, MOST = 50, 100


class Range(NamedTuple):
    """The lowest and the highest level that an expert holds possible, and how sure in percent that it lies between."""

    lowest: int
    highest: int
    sure: int


@dataclass(frozen=True)
class Given:
    """One expert's values for one scenario: `levels` of the factors judged at once, `impacts` of the one judged by kinds."""

    levels: dict[str, int]
    impacts: dict[str, int]
    confidence: int
    reason: str = ""
    ranges: dict[str, Range] = field(default_factory=dict)
    revision: str = ""

    def values(self, method: MethodPack) -> dict[str, int]:
        """Every factor's level, in the method's order; of the factor judged by kinds the worst kind counts."""
        by_kinds = method.kinds_factor
        worst = {by_kinds.code: max(self.impacts.values())} if by_kinds and self.impacts else {}
        known = self.levels | worst
        return {factor.code: known[factor.code] for factor in method.factors if factor.code in known}


def problem(method: MethodPack, given: Given) -> str:
    """Why a judgement cannot be kept: the field and a code ("impacts:none", "reason:needed"), or an empty text."""
    asked = {factor.code: factor for factor in method.factors if not factor.kinds}
    for code, factor in asked.items():
        if given.levels.get(code) not in factor.values:
            return f"{code}:off_scale"
    if set(given.levels) - set(asked) or given.confidence not in {level.value for level in method.confidence or []}:
        return "confidence:off_scale"
    return _of_kinds(method, given) or _of_ranges(method, given) or _of_words(method, given)


def _of_kinds(method: MethodPack, given: Given) -> str:
    factor = method.kinds_factor
    if factor is None:
        return "impacts:off_scale" if given.impacts else ""
    if not given.impacts:
        return "impacts:none"
    known = {kind.code for kind in factor.kinds}
    fits = set(given.impacts) <= known and set(given.impacts.values()) <= set(factor.values)
    return "" if fits else "impacts:off_scale"


def _of_ranges(method: MethodPack, given: Given) -> str:
    values = given.values(method)
    for code, found in given.ranges.items():
        if code not in values or not {found.lowest, found.highest} <= set(method.factor(code).values):
            return f"{code}:off_scale"
        if not found.lowest <= values[code] <= found.highest:
            return f"{code}:range_order"
        if not LEAST <= found.sure <= MOST:
            return f"{code}:range_sure"
    wanted = [factor.code for factor in method.factors if factor.ask == "range" and factor.code not in given.ranges]
    return f"{wanted[0]}:range_missing" if wanted else ""


def _of_words(method: MethodPack, given: Given) -> str:
    return "reason:needed" if needs_reason(method, given) and not given.reason.strip() else ""


def needs_reason(method: MethodPack, given: Given) -> bool:
    """Whether words are obligatory: confidence is the lowest, or a value stands at the end of its scale.

    Of the factor judged by kinds only the upper end counts: most kinds of harm hardly touch most kinds of value.
    """
    if method.confidence and given.confidence == method.confidence[0].value:
        return True
    return any(_at_an_end(method.factor(code), level) for code, level in given.values(method).items())


def _at_an_end(factor: Factor, level: int) -> bool:
    scale = factor.values
    if len(scale) <= SHORT:
        return False
    return level == scale[-1] or (level == scale[0] and not factor.kinds)
