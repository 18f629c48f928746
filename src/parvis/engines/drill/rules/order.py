"""Rules of the order: what waits for what, and for whom it is done."""

from math import inf

from parvis.engines.drill.errors import PlanError
from parvis.engines.drill.reading import in_order, waits_for
from parvis.engines.drill.rules.registry import Found, View, rule


@rule("D01", "error", "order")
def circle(view: View) -> Found:
    """Tasks that wait for one another in a circle"""
    if view.timetable:
        return
    try:
        in_order(view.plan)
    except PlanError as error:
        yield error.tasks[0], {"tasks": error.tasks}


@rule("D02", "error", "order")
def never_begins(view: View) -> Found:
    """A task that no trigger ever sets off"""
    if view.timetable:
        yield from ((code, {}) for code, timing in view.timetable.timings.items() if timing.earliest_start == inf)


@rule("D03", "note", "order")
def dead_end(view: View) -> Found:
    """An alert or a decision that nobody uses and nobody is told of"""
    used = {p for before in waits_for(view.plan).values() for p in before}
    used |= {message.sender for message in view.plan.messages}
    for task in view.plan.tasks:
        if task.phase in {"alert", "decide"} and task.code not in used and not task.informed:
            yield task.code, {}


@rule("D04", "error", "order")
def silent_join(view: View) -> Found:
    """A task that waits for a task of another organisation, with no message that carries the word"""
    home = {role.code: role.organisation for role in view.plan.roles if role.organisation}
    told = {(message.sender, message.receiver) for message in view.plan.messages}
    for task in view.plan.tasks:
        here = {home[role] for role in task.responsible if role in home}
        for before in dict.fromkeys((*task.predecessors, *task.one_of)):
            there = {home[role] for role in view.plan.by_code[before].responsible if role in home}
            if here and there and not here & there and (before, task.code) not in told:
                yield task.code, {"before": before}
