"""Rules that read one task, and the hand-over to it."""

from collections.abc import Iterator, Mapping

from parvis.engines.drill.finding import Finding
from parvis.engines.drill.plan import Role, Task

LIFE_SAVING = frozenset({"protect", "evacuate", "rescue"})
FAST_S = 600
MANY_CONSULTED = 3


def task_findings(tasks: Mapping[str, Task], roles: Mapping[str, Role]) -> Iterator[Finding]:
    """T01 to T05 and X01: who does it, who answers for it, who must be asked first, by when."""
    for task in tasks.values():
        if not task.responsible:
            yield Finding("T01", "error", task.code)
        if not task.accountable:
            yield Finding("T02", "warning", task.code)
        if len(set(task.accountable)) > 1:
            yield Finding("T03", "warning", task.code, {"roles": task.accountable})
        strangers = tuple(role for role in dict.fromkeys(task.responsible) if role not in roles)
        if strangers:
            yield Finding("T04", "error", task.code, {"roles": strangers})
        fast = task.target_s is not None and task.target_s < FAST_S
        if fast and len(set(task.consulted)) > MANY_CONSULTED:
            yield Finding("T05", "warning", task.code, {"count": len(set(task.consulted)), "target": task.target_s})
        if task.phase in LIFE_SAVING and task.target_s is None:
            yield Finding("X01", "warning", task.code)


def message_findings(tasks: Mapping[str, Task]) -> Iterator[Finding]:
    """C01, C02, C04: does the word get through, and what if it does not?"""
    for task in tasks.values():
        receivers = _receivers(task, tasks)
        if receivers and not task.channels:
            yield Finding("C01", "error", task.code, {"receivers": receivers})
        elif receivers and len(set(task.channels)) == 1:
            yield Finding("C02", "warning", task.code, {"receivers": receivers, "channel": task.channels[0]})
        if task.waits_for_call and task.timeout_s is None:
            yield Finding("C04", "warning", task.code, {"callers": _callers(task, tasks)})


def _receivers(task: Task, tasks: Mapping[str, Task]) -> tuple[str, ...]:
    """Roles that must hear from this task: those it informs, and those who go on when none of them did it."""
    heard = [role for role in task.informed if role not in task.responsible]
    for after in tasks.values():
        if task.code in after.predecessors and task.responsible and not set(after.responsible) & set(task.responsible):
            heard += after.responsible
    return tuple(dict.fromkeys(heard))


def _callers(task: Task, tasks: Mapping[str, Task]) -> tuple[str, ...]:
    callers = (role for p in task.predecessors if p in tasks for role in tasks[p].responsible)
    return tuple(dict.fromkeys(callers))
