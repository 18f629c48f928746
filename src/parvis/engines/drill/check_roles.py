"""Rules that read the plan from the side of one role: can this person carry it, and who if not?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from parvis.engines.drill.finding import Finding
from parvis.engines.drill.path import Schedule
from parvis.engines.drill.plan import Role, Task


def role_findings(tasks: Sequence[Task], roles: Mapping[str, Role], timetable: Schedule) -> Iterator[Finding]:
    """R02 no deputy on the critical path, S02 overload, C03 overload that would silence the notifications."""
    calls = [task for task in tasks if task.informed]
    for role in roles.values():
        own = [task for task in tasks if role.code in task.responsible]
        critical = tuple(task.code for task in own if timetable.timings[task.code].slack == 0)
        if critical and not role.deputies:
            yield Finding("R02", "warning", role.code, {"tasks": critical})
        peak = peak_load(
            (timetable.timings[t.code].earliest_start, timetable.timings[t.code].earliest_finish) for t in own
        )
        if peak <= role.capacity:
            continue
        yield Finding("S02", "warning", role.code, {"peak": peak, "capacity": role.capacity})
        alone = tuple(task.code for task in calls if set(task.responsible) == {role.code})
        if alone:
            values = {"count": len(alone), "all": len(calls), "peak": peak, "capacity": role.capacity, "tasks": alone}
            yield Finding("C03", "error", role.code, values)


def peak_load(spans: Iterable[tuple[float, float]]) -> int:
    """The most spans (start, end) that run at once; one that ends where another starts does not overlap it."""
    steps = sorted(
        (moment, change) for start, end in spans if end > start for moment, change in ((start, 1), (end, -1))
    )
    running = peak = 0
    for _, change in steps:
        running += change
        peak = max(peak, running)
    return peak
