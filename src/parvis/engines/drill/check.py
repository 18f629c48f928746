"""Static rules: what a plan lacks or contradicts before anybody has played it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from parvis.engines.drill.check_roles import role_findings
from parvis.engines.drill.check_tasks import message_findings, task_findings
from parvis.engines.drill.finding import Finding
from parvis.engines.drill.path import schedule
from parvis.engines.drill.plan import PlanError, Role, Task

RANK = {"error": 0, "warning": 1, "note": 2}


def check_plan(tasks: Iterable[Task], roles: Iterable[Role]) -> tuple[Finding, ...]:
    """Findings of all rules, gravest first, then by rule and subject.

    T01 nobody responsible; T02 nobody accountable; T03 several accountable; T04 responsible is no role of the plan;
    T05 many to consult on a fast task; R01 a role without holder; R02 no deputy on the critical path; D01 a cycle;
    D02 waits for a task that does not exist; D03 an alert or decision that nobody uses; C01 a hand-over without
    channel; C02 a single channel; C03 notifications owned alone by an overloaded role; C04 waits for a call without
    a time-out; S02 more at once than a role can carry; X01 no target on a life-saving task; X02 a target that cannot
    be met. With a cycle, the rules that need a clock (R02, C03, S02, X02) are left out. PlanError for two tasks or
    roles with one code.
    """
    by_code = _by_code(tasks)
    known: dict[str, Role] = {}
    for role in roles:
        if role.code in known:
            raise PlanError("same_code", (role.code,))
        known[role.code] = role
    found = [*task_findings(by_code, known), *message_findings(by_code), *_order(by_code)]
    if not any(finding.rule == "D01" for finding in found):
        complete = [_without_unknown(task, by_code) for task in by_code.values()]
        found += [*_infeasible(complete), *role_findings(complete, known, schedule(complete))]
    found += [Finding("R01", "error", role.code) for role in known.values() if not role.holders]
    return tuple(sorted(found, key=lambda f: (RANK[f.severity], f.rule, f.subject)))


def _by_code(tasks: Iterable[Task]) -> dict[str, Task]:
    found: dict[str, Task] = {}
    for task in tasks:
        if task.code in found:
            raise PlanError("same_code", (task.code,))
        found[task.code] = task
    return found


def _without_unknown(task: Task, known: Mapping[str, Task]) -> Task:
    return replace(task, predecessors=tuple(p for p in task.predecessors if p in known))


def _order(tasks: Mapping[str, Task]) -> Iterator[Finding]:
    """D01 and D02: the order itself; D03: something done for nobody."""
    for task in tasks.values():
        for unknown in sorted(set(task.predecessors) - set(tasks)):
            yield Finding("D02", "error", task.code, {"missing": unknown})
    try:
        schedule(_without_unknown(task, tasks) for task in tasks.values())
    except PlanError as error:
        yield Finding("D01", "error", error.tasks[0], {"tasks": error.tasks})
    used = {p for task in tasks.values() for p in task.predecessors}
    for task in tasks.values():
        if task.phase in {"alert", "decide"} and task.code not in used and not task.informed:
            yield Finding("D03", "note", task.code)


def _infeasible(tasks: list[Task]) -> Iterator[Finding]:
    """X02: even if everything went as fast as it can, the target would be missed."""
    fastest = schedule(tasks, {task.code: task.duration[0] for task in tasks}).timings
    for task in tasks:
        least = fastest[task.code].earliest_finish
        if task.target_s is not None and least > task.target_s:
            yield Finding("X02", "error", task.code, {"target": task.target_s, "least": least})
