"""What an exercise measured besides its tasks: how long each step took, relays, coverage, and what the plan expected."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from parvis.engines import drill
from parvis.exercises import rules
from parvis.exercises.models import Observation, Stamp
from parvis.exercises.models.record import RatingLetter
from parvis.exercises.queries.channels import Word
from parvis.exercises.queries.channels import words as words_of
from parvis.exercises.queries.goals import Capability, Goal, capabilities
from parvis.exercises.queries.reading import called_of, injects, jumps, stamps
from parvis.exercises.queries.result import Result
from parvis.people.models import Account
from parvis.plans import queries as plans
from parvis.plans.models import PlanRole

SEED = 1  # the same exercise gives the same expectation whenever somebody looks


@dataclass(frozen=True)
class Group:
    """The steps of the tasks of one role, or of those that one message called for."""

    name: str
    steps: tuple[drill.Latency, ...]


@dataclass(frozen=True)
class Passing:
    """How long the word took between two roles, or over channels."""

    name: str
    delay: drill.Latency


@dataclass(frozen=True)
class Measured:
    """`seen`: by code of a task, for each observer the moments noted; observers by number, never by name.

    `expected`: when the plan would have had the task done, where durations of it and all before it are known.
    `exact`: whether every relay rests on an order and an acknowledgement. `unplanned`: done though not in the plan.
    `coverage`: of the critical tasks of the capability targets, where there are any, else of all tasks.
    """

    steps: tuple[drill.Latency, ...]
    by_role: tuple[Group, ...]
    by_inject: tuple[Group, ...]
    relays: tuple[drill.Relay, ...]
    pairs: tuple[Passing, ...]
    channels: tuple[Passing, ...]
    used: tuple[Passing, ...]  # the same delays, by the channel that was really used, where somebody noted it
    words: tuple[Word, ...]
    exact: bool
    coverage: drill.Coverage
    expected: Mapping[str, drill.Expected]
    seen: Mapping[str, tuple[tuple[int, dict[str, float]], ...]]
    unplanned: tuple[Observation, ...]
    capabilities: tuple[Capability, ...]
    notes: tuple[Observation, ...]

    @property
    def lettered(self) -> list[Capability | Goal]:
        """What gets a letter: each capability, and after it its targets."""
        found: list[Capability | Goal] = []
        for one in self.capabilities:
            found += [one, *one.goals]
        return found


def measured(account: Account | None, found: Result) -> Measured:
    """Everything of one exercise that takes more than its tasks one by one."""
    exercise, tasks = found.exercise, [row.task for row in found.rows]
    messages = list(injects(account, exercise))
    whole = replace(plans.whole(account, exercise.plan), tasks=tasks)
    plan, names = plans.engine_plan(whole), plans.names_of(whole)
    calls = {round(one.delivered_s, 3): str(one.number) for one in reversed(messages) if one.delivered_s is not None}
    left_out = jumps(exercise)
    words = drill.relays(plan.tasks, plan.messages, [row.result for row in found.rows], found.endex_s, left_out)
    noted = list(stamps(account, exercise))
    went = words_of(words, noted, names)
    delivered = {code: at for code, at in called_of(messages).items() if at is not None}
    goals = capabilities(account, found)
    critical = dict.fromkeys(code for one in goals for goal in one.goals for code in goal.tasks) or [
        task.code for task in tasks
    ]
    notes = tuple(note for row in found.rows for note in row.observations)
    return Measured(
        steps=drill.latencies([row.result for row in found.rows], found.endex_s, left_out),
        by_role=_groups(found, {row.task.code: _role(row.result, row.task.responsible, names) for row in found.rows}),
        by_inject=_groups(
            found, {r.task.code: calls.get(round(r.called_s, 3), "") for r in found.rows if r.called_s is not None}
        ),
        relays=words,
        pairs=tuple(
            Passing(" → ".join(names.get(one, one) for one in pair), delay)
            for pair, delay in drill.by_pair(words).items()
        ),
        channels=tuple(
            Passing(" / ".join(names.get(one, one) for one in key), delay)
            for key, delay in drill.by_channel(words).items()
        ),
        used=tuple(
            Passing(names.get(key[0], key[0]), delay)
            for key, delay in drill.by_channel([word.relay for word in went]).items()
        ),
        words=went,
        exact=all(word.exact for word in words),
        coverage=drill.coverage(critical, _rated(found, notes)),
        expected=_expected(plan, delivered, found),
        seen=_seen(noted),
        unplanned=found.unplanned,
        capabilities=goals,
        notes=notes,
    )


def step_label(step: str) -> str:
    """From which moment to which: "event → done"."""
    return " → ".join(str(Stamp.Kind(moment).label) for moment in drill.STEPS[step])


def _role(result: drill.TaskResult, planned: PlanRole | None, names: Mapping[str, str]) -> str:
    """Who did it, else who was to do it."""
    done_by = names.get(result.roles[0], "") if result.roles else ""
    return done_by or (planned.name if planned else "")


def _groups(found: Result, keys: Mapping[str, str]) -> tuple[Group, ...]:
    grouped: dict[str, list[drill.TaskResult]] = {}
    for row in found.rows:
        if name := keys.get(row.task.code, ""):
            grouped.setdefault(name, []).append(row.result)
    made = [Group(name, drill.latencies(rows, found.endex_s, jumps(found.exercise))) for name, rows in grouped.items()]
    return tuple(group for group in made if group.steps)


def _rated(found: Result, notes: Iterable[Observation]) -> set[str]:
    """Tasks with a rated observation, or that the evaluator rated."""
    by_observers = {note.task.code for note in notes if note.task and note.rating != RatingLetter.NA}
    decided = {row.task.code for row in found.rows if row.rating and row.rating.rating != RatingLetter.NA}
    return by_observers | decided


def _seen(found: list[Stamp]) -> dict[str, tuple[tuple[int, dict[str, float]], ...]]:
    rows = rules.effective(found)
    numbers = {who: n for n, who in enumerate(sorted({str(row.observer_id) for row in rows}), start=1)}
    by_task: dict[str, dict[int, dict[str, float]]] = {}
    for row in sorted(rows, key=lambda one: (one.at_s or 0.0, str(one.pk))):
        mine = by_task.setdefault(row.task.code, {}).setdefault(numbers[str(row.observer_id)], {})
        mine.setdefault(row.kind, float(row.at_s or 0.0))
    return {code: tuple(sorted(watched.items())) for code, watched in by_task.items()}


def _expected(plan: drill.Plan, called: Mapping[str, float], found: Result) -> Mapping[str, drill.Expected]:
    """The plan is played in the time that people had, and told on the clock."""
    known = frozenset(row.task.code for row in found.rows if row.task.dur_mode_s is not None)
    left_out = jumps(found.exercise)
    had = {code: drill.worked(0, at, left_out) for code, at in called.items()}
    try:
        expected = drill.expected_on(plan, had, known, SEED)
    except drill.PlanError:  # tasks in a circle: the page of the plan says so
        return {}
    clock = partial(drill.moment_after, 0, jumps=left_out)
    return {code: drill.Expected(clock(one.p50), clock(one.p80)) for code, one in expected.items()}
