"""The run as it stands: what is due, what came in for whom, which move it is. What is to come is for those who direct."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf
from uuid import UUID

from django.db.models import Count, QuerySet

from parvis.access.errors import NotVisible
from parvis.access.queries import visible_to
from parvis.exercises.models import (
    CapabilityTarget,
    Condition,
    Exercise,
    Inject,
    LogEntry,
    Move,
    Objective,
    Participant,
)
from parvis.exercises.queries.reading import clock, injects, stamps
from parvis.exercises.rules import effective
from parvis.exercises.rules.branch import seen_of, verdict
from parvis.people.models import Account


@dataclass(frozen=True)
class Waiting:
    """`due`: its time and conditions have come; `never`: its branch was not taken. `at_s`: when the clock alone changes this."""

    due: tuple[Inject, ...]
    never: tuple[Inject, ...]
    at_s: float


def waiting(account: Account, exercise: Exercise, known: Iterable[Inject] | None = None) -> Waiting:
    """What the clock and the conditions say now of the messages that have not come in. `known`: all messages, if read already."""
    rows = list(known if known is not None else visible_to(account, Inject).filter(exercise=exercise).order_by("offset_s", "number", "id"))  # fmt: skip
    open_rows = [row for row in rows if row.waiting]
    conditions: dict[UUID, list[Condition]] = {}
    if any(row.trigger in {Inject.Trigger.ALL, Inject.Trigger.ANY} for row in open_rows):
        for one in visible_to(account, Condition).filter(exercise=exercise).order_by("id"):
            conditions.setdefault(one.inject_id, []).append(one)
    seen = seen_of(effective(stamps(account, exercise))) if conditions else {}
    by_id, now = {row.pk: row for row in rows}, clock(exercise)
    judged = [(row, verdict(row, conditions.get(row.pk, []), by_id, seen, now)) for row in open_rows]
    return Waiting(
        tuple(row for row, said in judged if said.holds),
        tuple(row for row, said in judged if said.holds is False),
        min((said.at_s for _, said in judged if said.holds is None), default=inf),
    )


def person_of(account: Account, exercise: Exercise) -> Participant | None:
    """The part that the account has in the exercise."""
    found = visible_to(account, Participant).filter(exercise=exercise, account=account)
    return found.select_related("role_played").first()


def plays(account: Account, exercise: UUID | str) -> bool:
    """Does the account play in this exercise, and is it not over? Then its script and its result are kept from it."""
    found = visible_to(account, Participant).filter(
        exercise_id=str(exercise), account=account, part=Participant.Part.PLAYER
    )
    return found.exclude(exercise__state__in=(Exercise.State.FINISHED, Exercise.State.CLOSED)).exists()


def player_of(account: Account, exercise: Exercise) -> Participant:
    """The account as a player; NotVisible for everybody else."""
    found = person_of(account, exercise)
    if found is None or found.part != Participant.Part.PLAYER:
        raise NotVisible
    return found


def reaches(inject: Inject, person: Participant) -> bool:
    """Did this message come in for this player: to the role, to everybody, or in public?"""
    if inject.delivered_at is None:
        return False
    roles = {role.pk for role in inject.roles.all()}
    return inject.public or not roles or person.role_played_id in roles


def inbox(account: Account, exercise: Exercise, person: Participant) -> list[Inject]:
    """What came in for a player, the last first."""
    came = injects(account, exercise).exclude(delivered_at=None).prefetch_related("roles")
    return sorted(
        (row for row in came if reaches(row, person)),
        key=lambda row: (row.delivered_s or 0.0, row.number),
        reverse=True,
    )


def feed(account: Account, exercise: Exercise) -> list[Inject]:
    """The simulated press and social media: what was said in public, the last first."""
    came = (
        visible_to(account, Inject).filter(exercise=exercise, mode__in=("media", "social")).exclude(delivered_at=None)
    )
    return list(came.order_by("-delivered_s", "-number", "id"))


def log(account: Account, exercise: Exercise) -> QuerySet[LogEntry]:
    """What players wrote, the last first."""
    found = visible_to(account, LogEntry).filter(exercise=exercise)
    return found.select_related("player", "role", "task", "inject").order_by("-at_s", "-recorded_at", "id")


def noted(account: Account, exercise: Exercise) -> dict[UUID, int]:
    """By message, how many players took note of it."""
    found = visible_to(account, LogEntry).filter(exercise=exercise).exclude(inject=None)
    return dict(found.order_by("inject").values_list("inject").annotate(n=Count("id")))


def moves(account: Account, exercise: Exercise) -> QuerySet[Move]:
    return visible_to(account, Move).filter(exercise=exercise).order_by("number", "id")


def move_now(moves: Iterable[Move], now: float) -> Move | None:
    """The move in which the clock stands."""
    begun = [row for row in moves if row.begins_s <= now]
    return max(begun, key=lambda row: (row.begins_s, row.number), default=None)


def objectives(account: Account | None, exercise: Exercise) -> QuerySet[Objective]:
    """With what each must reach, and the critical tasks."""
    found = visible_to(account, Objective).filter(exercise=exercise).order_by("number", "id")
    return found.prefetch_related("targets__critical")


def conditions(account: Account, exercise: Exercise) -> QuerySet[Condition]:
    found = visible_to(account, Condition).filter(exercise=exercise)
    return found.select_related("after", "task").order_by("inject", "id")


def targets(account: Account, exercise: Exercise) -> QuerySet[CapabilityTarget]:
    return visible_to(account, CapabilityTarget).filter(exercise=exercise).order_by("objective", "text", "id")
