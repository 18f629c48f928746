"""What the exercises of a plan showed of its durations, task by task, and the estimate that follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from parvis.access.queries import visible_to
from parvis.engines import drill
from parvis.exercises import rules
from parvis.exercises.models import Exercise, Stamp
from parvis.exercises.queries.reading import PLAYED, clock, jumps
from parvis.people.models import Account
from parvis.plans import queries as plans
from parvis.plans.models import Plan, Task


@dataclass(frozen=True)
class Took:
    """How long a task took in one exercise, from started to done; with `open` it was under way when the exercise ended."""

    exercise: Exercise
    seconds: float
    open: bool


@dataclass(frozen=True)
class Learned:
    """`values` in the order of the exercises; `new`: those that the estimate does not hold yet; `proposed`: None when
    they change nothing."""

    task: Task
    guess: tuple[float, float, float] | None
    values: tuple[Took, ...]
    new: tuple[Took, ...]
    proposed: drill.Pooled | None


def durations(account: Account | None, plan: Plan) -> list[Learned]:
    """Every task of the plan of which some exercise saw the start. Of several observers the median counts."""
    played = visible_to(account, Exercise).filter(plan=plan, state__in=PLAYED).order_by("t0", "id")
    stamps = visible_to(account, Stamp).filter(exercise__in=played, kind__in=("start", "done")).select_related("task")
    by: dict[object, dict[object, list[Stamp]]] = {}
    for row in rules.effective(stamps.order_by("at_s", "id")):
        by.setdefault(row.task_id, {}).setdefault(row.exercise_id, []).append(row)
    exercises = list(played)
    found = []
    for task in plans.tasks(account, plan):
        seen = by.get(task.pk, {})
        took = [one for exercise in exercises if (one := _took(exercise, seen.get(exercise.pk, [])))]
        if took:
            found.append(_learned(task, took))
    return found


def _took(exercise: Exercise, stamps: Iterable[Stamp]) -> Took | None:
    """Each observer's own span; where nobody saw it done, how long it had been under way at the end.

    In the time that people had: what the director left out on the clock is no work.
    """
    moments: dict[object, dict[str, float]] = {}
    for row in stamps:
        moments.setdefault(row.observer_id, {}).setdefault(row.kind, row.at_s or 0.0)
    left_out = jumps(exercise)
    spans = [
        drill.worked(m["start"], m["done"], left_out)
        for m in moments.values()
        if "start" in m and m.get("done", -1.0) >= m["start"]
    ]
    if spans:
        return Took(exercise, median(spans), open=False)
    starts = [m["start"] for m in moments.values() if "start" in m]
    if not starts or any("done" in m for m in moments.values()):
        return None
    return Took(exercise, max(drill.worked(median(starts), clock(exercise), left_out), 0.0), open=True)


def _learned(task: Task, took: list[Took]) -> Learned:
    """The estimate rests already on as many of the finished times as the task says: those of the first exercises."""
    guess = None
    if task.dur_min_s is not None and task.dur_mode_s is not None and task.dur_max_s is not None:
        guess = (float(task.dur_min_s), float(task.dur_mode_s), float(task.dur_max_s))
    ended = [one for one in took if not one.open]
    new = [*ended[task.observed :], *(one for one in took if one.open)]
    seen, still = [one.seconds for one in new if not one.open], [one.seconds for one in new if one.open]
    return Learned(task, guess, tuple(took), tuple(new), drill.pool(guess, seen, still, task.observed))
