"""Rules that read one task: who does it, who answers for it, who must be asked first."""

from parvis.engines.drill.rules.registry import Found, View, rule

FAST_S = 600
MANY_CONSULTED = 3


@rule("T01", "error", "tasks")
def nobody_responsible(view: View) -> Found:
    """A task that nobody does"""
    yield from ((task.code, {}) for task in view.plan.tasks if not task.responsible)


@rule("T02", "warning", "tasks")
def nobody_accountable(view: View) -> Found:
    """A task that nobody answers for"""
    yield from ((task.code, {}) for task in view.plan.tasks if not task.accountable)


@rule("T03", "warning", "tasks")
def several_accountable(view: View) -> Found:
    """A task that more than one role answers for"""
    for task in view.plan.tasks:
        if len(set(task.accountable)) > 1:
            yield task.code, {"roles": task.accountable}


@rule("T04", "error", "tasks")
def no_role_of_the_plan(view: View) -> Found:
    """A task given to a service or somebody else who is no role of the plan"""
    for task in view.plan.tasks:
        strangers = tuple(role for role in dict.fromkeys(task.responsible) if role not in view.plan.role_by_code)
        if strangers:
            yield task.code, {"roles": strangers}


@rule("T05", "warning", "tasks")
def many_consulted(view: View) -> Found:
    """More than three roles to be asked before a task that has less than ten minutes"""
    for task in view.plan.tasks:
        many = len(set(task.consulted)) > MANY_CONSULTED
        if many and task.target_s is not None and task.target_s < FAST_S:
            yield task.code, {"count": len(set(task.consulted)), "target": task.target_s}
