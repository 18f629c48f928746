"""What a judgement must hold, under the method by which it is given. Pure functions."""

from dataclasses import dataclass

from parvis.content.schemas import MethodPack

#: A scale this short has nothing between its ends: an end of it needs no special reason.
SHORT = 3


@dataclass(frozen=True)
class Given:
    """One expert's values for one scenario."""

    probability: int
    vulnerability: int
    impacts: dict[str, int]
    confidence: int
    reason: str = ""

    @property
    def consequence(self) -> int:
        """The worst kind counts."""
        return max(self.impacts.values())


def problem(method: MethodPack, given: Given) -> str:
    """Why a judgement cannot be kept: the field and a code ("impacts:none", "reason:needed"), or an empty text."""
    for name in ("probability", "vulnerability"):
        if getattr(given, name) not in values(method, name):
            return f"{name}:off_scale"
    if given.confidence not in {level.value for level in method.confidence}:
        return "confidence:off_scale"
    if not given.impacts:
        return "impacts:none"
    known = {impact.code for impact in method.impacts}
    if not set(given.impacts) <= known or not set(given.impacts.values()) <= values(method, "consequence"):
        return "impacts:off_scale"
    return "reason:needed" if needs_reason(method, given) and not given.reason.strip() else ""


def values(method: MethodPack, factor: str) -> set[int]:
    return {level.value for level in method.factor(factor).levels}  # type: ignore[arg-type]  # one of the three codes


def needs_reason(method: MethodPack, given: Given) -> bool:
    """Whether words are obligatory: confidence is the lowest, or a value stands at the end of its scale.

    For consequence only the upper end counts: most kinds of harm hardly touch most kinds of value.
    """
    if given.confidence == method.confidence[0].value:
        return True
    for name in ("probability", "vulnerability"):
        scale = values(method, name)
        if len(scale) > SHORT and getattr(given, name) in {min(scale), max(scale)}:
            return True
    worst = values(method, "consequence")
    return len(worst) > SHORT and given.consequence == max(worst)
