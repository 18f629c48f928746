"""Measures as the drill engine tries them."""

from collections.abc import Iterable, Iterator

from parvis.engines import drill
from parvis.plans.models import Effect, WhatIf
from parvis.plans.rules.engine import engine_channel

K = Effect.Kind


def engine_measures(plan: drill.Plan, rows: Iterable[WhatIf]) -> Iterator[drill.Measure]:
    """What can be tried of them in this plan; a measure whose task or message is gone changes nothing and is left out."""
    for row in rows:
        effects = [effect for effect in row.effects.all() if applies(plan, effect)]
        if effects:
            yield _measure(plan, row, effects)


def applies(plan: drill.Plan, effect: Effect) -> bool:
    """Whether what it changes is still in the plan."""
    if effect.task:
        return effect.task.code in plan.by_code
    if effect.message:
        return code_of(effect) in {message.code for message in plan.messages}
    return str(effect.resource_id) in {resource.code for resource in plan.resources}


def code_of(effect: Effect) -> str:
    """The engine's code of the message that it changes."""
    message = effect.message
    assert message is not None
    sender = message.sender.code if message.sender else ""
    return f"{sender}>{message.receiver.code if message.receiver else message.role_id}"


def _measure(plan: drill.Plan, row: WhatIf, effects: list[Effect]) -> drill.Measure:
    durations: dict[str, tuple[float, float, float]] = {}
    more: dict[str, int] = {}
    for effect in effects:
        if effect.kind == K.LASTS and effect.task:
            times = (effect.dur_min_s or 0, effect.dur_mode_s or 0, effect.dur_max_s or 0)
            durations[effect.task.code] = (float(times[0]), float(times[1]), float(times[2]))
    for effect in effects:  # a share of the time that the task has, with the measure's own time where it states one
        if effect.kind == K.SHARE and effect.task:
            code, share = effect.task.code, (effect.percent or 100) / 100
            least, likely, most = durations.get(code, plan.by_code[code].duration)
            durations[code] = (least * share, likely * share, most * share)
        if effect.kind == K.RESOURCE:
            more[str(effect.resource_id)] = more.get(str(effect.resource_id), 0) + (effect.more or 0)
    return drill.Measure(
        str(row.pk),
        durations,
        needless=tuple(effect.task.code for effect in effects if effect.kind == K.NEEDLESS and effect.task),
        channels=tuple((_channel(effect), code_of(effect)) for effect in effects if effect.kind == K.CHANNEL),
        resources=more,
        present=row.present,
    )


def _channel(effect: Effect) -> drill.Channel:
    if effect.channel:
        return engine_channel(effect.channel)
    return drill.Channel(f"new {effect.new_channel}", availability=effect.availability / 100)
