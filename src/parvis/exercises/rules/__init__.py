"""The exercise clock, the states of an exercise, and a plan set beside what was seen. Pure functions."""

from collections.abc import Iterable, Mapping

from parvis.engines import drill
from parvis.exercises.models import Exercise, Stamp
from parvis.exercises.rules.clock import clock_s, left_out
from parvis.exercises.rules.expected import Terms, calling, terms_of
from parvis.plans.models import Task

__all__ = ["TRANSITIONS", "Terms", "calling", "clock_s", "effective", "events_of", "left_out", "records", "terms_of"]
S = Exercise.State
# Which states may follow which.
TRANSITIONS: dict[str, tuple[str, ...]] = {
    S.DRAFT: (S.READY,),
    S.READY: (S.DRAFT, S.RUNNING),
    S.RUNNING: (S.PAUSED, S.FINISHED),
    S.PAUSED: (S.RUNNING, S.FINISHED),
    S.FINISHED: (S.CLOSED,),
    S.CLOSED: (S.FINISHED,),
}


def effective(stamps: Iterable[Stamp]) -> list[Stamp]:
    """The stamps that count: neither corrected by another nor a mere withdrawal."""
    rows = list(stamps)
    corrected = {row.corrects_id for row in rows if row.corrects_id}
    return [row for row in rows if row.pk not in corrected and row.at_s is not None]


def events_of(tasks: Iterable[Task], called: Mapping[str, float | None]) -> dict[str, float]:
    """When each task was called for: by its message, else when the last of the tasks that it waits for was.

    `called`: by code, when the first message that expects the task came in, None while it has not. Tasks in a circle
    get no time.
    """
    by_code = {task.code: task for task in tasks}
    found: dict[str, float] = {}

    def moment(code: str, path: frozenset[str]) -> float | None:
        if code in called:
            return called[code]
        if code in path or code not in by_code:
            return None
        before = [moment(p.code, path | {code}) for p in by_code[code].predecessors.all()]
        known = [time for time in before if time is not None]
        return max(known) if known and len(known) == len(before) else None

    for code in by_code:
        time = moment(code, frozenset())
        if time is not None:
            found[code] = time
    return found


def records(tasks: Iterable[Task], stamps: Iterable[Stamp], events: Mapping[str, float]) -> list[drill.Record]:
    """What each observer saw of each task, for the engine. A task that was called for and that none of the observers
    saw begin is a record without stamps by each of them: it was watched, and nothing came."""
    rows = effective(stamps)
    seen: dict[tuple[str, str, str], dict[str, float]] = {}
    for row in sorted(rows, key=lambda r: (r.at_s or 0.0, str(r.pk))):
        key = (row.task.code, str(row.role_observed_id or ""), str(row.observer_id))
        moments = seen.setdefault(key, {})
        moments.setdefault(row.kind, float(row.at_s or 0.0))
    found = [
        drill.Record(code, role, observer, **({"event": events[code]} if code in events else {}) | moments)
        for (code, role, observer), moments in seen.items()
    ]
    watchers = sorted({str(row.observer_id) for row in rows})
    unseen = [task.code for task in tasks if task.code in events and not any(key[0] == task.code for key in seen)]
    return found + [drill.Record(code, "", who, event=events[code]) for code in unseen for who in watchers]
