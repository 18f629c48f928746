"""What the director and the observers look at while the clock runs: every task with its state, every message with its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import inf

from django.utils.translation import gettext as _

from parvis.engines import drill
from parvis.exercises import queries, rules
from parvis.exercises.models import Exercise, Inject, Move, Stamp
from parvis.exercises.rules.expected import due_of, open_roles
from parvis.people.models import Account
from parvis.plans.models import Task
from parvis.web.pages.exercises.pulse import pulse


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
    still: str  # where every role must do it: whose answer is open
    kinds: tuple[tuple[str, str], ...]  # of all moments, in the reader's language

    @cached_property
    def moments(self) -> list[tuple[str, str]]:
        """The moments that the reader has not stamped, as they usually follow; the message itself was the event."""
        had = {row.kind for row in self.own}
        return [(kind, label) for kind, label in self.kinds if kind not in {*had, Stamp.Kind.EVENT}]

    @cached_property
    def next(self) -> tuple[str, str] | None:
        """The moment that follows the furthest one stamped: the big button. None when the task was seen done."""
        order = list(Stamp.Kind.values)
        reached = max((order.index(row.kind) for row in self.own), default=0)
        return next((one for one in self.moments if order.index(one[0]) > reached), None)

    @cached_property
    def others(self) -> list[tuple[str, str]]:
        """The moments behind the two big buttons."""
        return [one for one in self.moments if one != self.next and one[0] != Stamp.Kind.DONE]

    @property
    def last(self) -> Stamp | None:
        """What the reader stamped last, to be taken back."""
        return max(self.own, key=lambda row: (row.recorded_at, str(row.pk)), default=None)


@dataclass(frozen=True)
class Board:
    exercise: Exercise
    part: str  # whose screen it is: a director's, or an observer's
    injects: tuple[Inject, ...]
    tasks: tuple[Watched, ...]
    moves: tuple[Move, ...]
    waits: queries.Waiting
    clock_s: float

    @property
    def due(self) -> bool:
        """Should a message have come in by now?"""
        return bool(self.waits.due)

    @property
    def next(self) -> Inject | None:
        """The message that is due, else the one whose time comes next; one that waits on a condition is not next."""
        if self.waits.due:
            return self.waits.due[0]
        return next((row for row in self._waiting if row.trigger == Inject.Trigger.CLOCK), None)

    @property
    def also_due(self) -> tuple[Inject, ...]:
        return self.waits.due[1:]

    @property
    def held_back(self) -> list[Inject]:
        """Messages that come in only if the director finds that they are needed."""
        return [row for row in self.injects if row.waiting and row.held_back]

    @property
    def conditional(self) -> list[Inject]:
        """Messages that wait on something that has not happened, or not failed to happen, yet."""
        due = {row.pk for row in self.waits.due}
        return [row for row in self._waiting if row.trigger != Inject.Trigger.CLOCK and row.pk not in due]

    @property
    def _waiting(self) -> list[Inject]:
        return [row for row in self.injects if row.waiting and not row.held_back]

    @property
    def last(self) -> Inject | None:
        came = [row for row in self.injects if row.delivered_s is not None]
        return max(came, key=lambda row: row.delivered_s or 0.0) if came else None

    @property
    def move(self) -> Move | None:
        return queries.move_now(self.moves, self.clock_s)

    @property
    def next_move(self) -> Move | None:
        return next((row for row in self.moves if row.begins_s > self.clock_s), None)

    @property
    def pulse(self) -> str:
        """Changes when anything on the board does, the ticking of the clock apart."""
        times = [row.due_s for row in self.tasks if row.due_s is not None and row.state == "called"]
        until = min([self.waits.at_s, *times, self.next_move.begins_s if self.next_move else inf])
        return pulse(self.exercise, self.part, until)


def board(account: Account, exercise: Exercise, part: str) -> Board:
    """What was called for last comes first, what waits comes last. A stamp moves no task: its undo stays where it was."""
    tasks, stamps = queries.watched_tasks(account, exercise), rules.effective(queries.stamps(account, exercise))
    injects = tuple(queries.injects(account, exercise).prefetch_related("roles"))
    kinds = tuple((kind, str(label)) for kind, label in Stamp.Kind.choices)
    moments, now = rules.events_of(tasks, queries.called_of(injects)), queries.clock(exercise)
    calling, left_out = rules.calling(injects), queries.jumps(exercise)
    rows = [
        _watched(
            task,
            account,
            moments.get(task.code),
            calling.get(task.code),
            [s for s in stamps if s.task_id == task.pk],
            kinds=kinds,
            now=now,
            left_out=left_out,
        )
        for task in tasks
    ]
    rows.sort(key=lambda row: (row.called_s is None, -(row.called_s or 0.0), row.task.code))
    moves = tuple(queries.moves(account, exercise))
    return Board(exercise, part, injects, tuple(rows), moves, queries.waiting(account, exercise, injects), now)


def _watched(
    task: Task,
    account: Account,
    called: float | None,
    inject: Inject | None,
    stamps: Iterable[Stamp],
    *,
    kinds: tuple[tuple[str, str], ...],
    now: float,
    left_out: drill.Jumps,
) -> Watched:
    seen = tuple(stamps)
    terms = rules.terms_of(task, inject)
    due, missing = due_of(terms, called, left_out), open_roles(terms, seen)
    done = any(row.kind == Stamp.Kind.DONE for row in seen) and not missing
    if done:
        state, label = "done", _("done")
    elif called is None:
        state, label = "waiting", _("waiting")
    elif due is not None and now > due:
        state, label = "late", _("late")
    else:
        state, label = "called", _("called for")
    names = ", ".join(role.name for role in missing) if called is not None else ""
    still = _("open: %(roles)s") % {"roles": names} if names else ""
    own = tuple(row for row in seen if row.observer_id == account.pk)
    return Watched(task, state, label, called, due, own, seen, still, kinds)
