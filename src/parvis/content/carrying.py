"""What becomes of values that were given under an older version of a method: a stated rule, never a guess."""

from collections.abc import Mapping

from parvis.content.schemas.common import Level
from parvis.content.schemas.method import CarriedOver, MethodPack

Scale = list[tuple[int, str]]


def unstated(old: MethodPack, new: MethodPack) -> list[str]:
    """The factors and answer scales that `new` measures otherwise than `old`, and of whose old values it says nothing.

    A scale is another one when its levels or their English labels differ; anchors may be reworded.
    """
    entry = rule(new, old.version)
    factors, scales = (entry.factors, entry.scales) if entry else ({}, {})
    shared = {kind.code for kind in old.impacts} & {kind.code for kind in new.impacts}
    changed = [(code, factors) for code in _differing(_factors(old, shared), _factors(new, shared))]
    changed += [(code, scales) for code in _differing(_answers(old), _answers(new))]
    return [code for code, named in changed if not _complete(named.get(code), code, old)]


def carry(method: MethodPack, version: str, values: Mapping[str, int]) -> dict[str, int]:
    """Values given under `version` on the scales of `method`. What has no counterpart is left out: it is not comparable."""
    known = {factor.code: factor.values for factor in method.factors}
    entry = rule(method, version)
    maps = entry.factors if entry else {}
    carried = {code: maps[code].get(value) if code in maps else value for code, value in values.items()}
    return {code: value for code, value in carried.items() if value is not None and value in known.get(code, ())}


def rule(method: MethodPack, version: str) -> CarriedOver | None:
    """What the method says of values given under that version."""
    return next((entry for entry in method.carried_over if entry.version == version), None)


def _scale(levels: list[Level]) -> Scale:
    return [(level.value, level.label["en"]) for level in levels]


def _factors(method: MethodPack, kinds: set[str]) -> dict[str, object]:
    """The scale of each factor, and of those of its kinds that both versions have."""
    return {
        factor.code: (
            _scale(factor.levels),
            {kind.code: _scale(kind.levels) for kind in factor.kinds if kind.code in kinds},
        )
        for factor in method.factors
    }


def _answers(method: MethodPack) -> dict[str, object]:
    form = method.questionnaire
    return {scale.code: (scale.better, _scale(scale.levels)) for scale in form.scales} if form else {}


def _differing(old: dict[str, object], new: dict[str, object]) -> list[str]:
    return [code for code, scale in old.items() if new.get(code) != scale]


def _complete(levels: Mapping[int, int] | None, code: str, old: MethodPack) -> bool:
    """A rule was given, and it speaks of levels that the old scale had; an empty one says: not comparable."""
    if levels is None:
        return False
    had = {value for found in _levels(old, code) for value in found}
    return set(levels) <= had


def _levels(method: MethodPack, code: str) -> list[list[int]]:
    found = [factor.values for factor in method.factors if factor.code == code]
    form = method.questionnaire
    return found + [
        [level.value for level in scale.levels] for scale in (form.scales if form else []) if scale.code == code
    ]
