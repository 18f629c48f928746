"""Rules of the targets: is there one where it matters, and can it be met at all?"""

from math import inf

from parvis.engines.drill.path import forward, least
from parvis.engines.drill.rules.registry import Found, View, rule

LIFE_SAVING = frozenset({"protect", "evacuate", "rescue"})


@rule("X01", "warning", "times")
def no_target(view: View) -> Found:
    """A task that protects, evacuates or rescues, without a target time"""
    yield from ((task.code, {}) for task in view.plan.tasks if task.phase in LIFE_SAVING and task.target_s is None)


@rule("X02", "error", "times")
def cannot_be_met(view: View) -> Found:
    """A target that is missed even when everything goes as fast as it can"""
    if view.timetable is None:
        return
    fastest = forward(view.timetable.clock.net, view.plan, least).ends
    for task in view.plan.tasks:
        if task.target_s is not None and task.target_s < fastest[task.code] < inf:
            yield task.code, {"target": task.target_s, "least": fastest[task.code]}
