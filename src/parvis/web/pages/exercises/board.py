"""What the director and the observers look at while the clock runs: every task with its state."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.exercises import queries, rules
from parvis.exercises.models import Exercise, Inject, Stamp
from parvis.people.models import Account
from parvis.plans.models import Task


@dataclass(frozen=True)
class Watched:
    """One task on the board. `state`: waiting, called, late or done; `moments` of the reader and of all observers."""

    task: Task
    state: str
    label: str
    called_s: float | None
    due_s: float | None
    own: tuple[Stamp, ...]
    everybody: tuple[Stamp, ...]

    @property
    def started(self) -> Stamp | None:
        return next((row for row in self.own if row.kind == Stamp.Kind.START), None)

    @property
    def done(self) -> Stamp | None:
        return next((row for row in self.own if row.kind == Stamp.Kind.DONE), None)


@dataclass(frozen=True)
class Board:
    exercise: Exercise
    injects: tuple[Inject, ...]
    tasks: tuple[Watched, ...]
    clock_s: float

    @property
    def next(self) -> Inject | None:
        return next((row for row in self._waiting if row.kind != Inject.Kind.CONTINGENCY), None)

    @property
    def held_back(self) -> list[Inject]:
        """Contingency messages that have not come in: the director gives them if they are needed."""
        return [row for row in self._waiting if row.kind == Inject.Kind.CONTINGENCY]

    @property
    def _waiting(self) -> list[Inject]:
        return [row for row in self.injects if row.delivered_at is None]

    @property
    def last(self) -> Inject | None:
        came = [row for row in self.injects if row.delivered_s is not None]
        return max(came, key=lambda row: row.delivered_s or 0.0) if came else None

    @property
    def due(self) -> bool:
        return self.next is not None and self.next.offset_s <= self.clock_s

    @property
    def fingerprint(self) -> str:
        """Changes when anything on the board does, the ticking of the clock apart."""
        parts = [
            self.exercise.state,
            str(self.due),
            *(f"{row.pk}{row.delivered_s}{row.version}" for row in self.injects),
        ]
        for row in self.tasks:
            parts += [row.state, row.task.code, *(f"{stamp.pk}" for stamp in row.everybody)]
        return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]


def board(account: Account, exercise: Exercise) -> Board:
    """What was called for last comes first, what waits comes last. A stamp moves no task: its undo stays where it was."""
    tasks, stamps = queries.tasks(account, exercise), rules.effective(queries.stamps(account, exercise))
    injects = tuple(queries.injects(account, exercise))
    moments, now = rules.events_of(tasks, queries.called_of(injects)), queries.clock(exercise)
    rows = [
        _watched(task, account, moments.get(task.code), [s for s in stamps if s.task_id == task.pk], now)
        for task in tasks
    ]
    rows.sort(key=lambda row: (row.called_s is None, -(row.called_s or 0.0), row.task.code))
    return Board(exercise, injects, tuple(rows), now)


def _watched(task: Task, account: Account, called: float | None, stamps: Iterable[Stamp], now: float) -> Watched:
    seen = tuple(stamps)
    due = called + task.target_s if called is not None and task.target_s else None
    done = any(row.kind == Stamp.Kind.DONE for row in seen)
    if done:
        state, label = "done", _("done")
    elif called is None:
        state, label = "waiting", _("waiting")
    elif due is not None and now > due:
        state, label = "late", _("late")
    else:
        state, label = "called", _("called for")
    own = tuple(row for row in seen if row.observer_id == account.pk)
    return Watched(task, state, label, called, due, own, seen)
