"""Writing the journal: `verb` makes a function in a room's `actions` one transaction with exactly one event."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, Protocol, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from parvis.journal.chain import digest
from parvis.journal.events import Event
from parvis.journal.models import Entry, Head

P = ParamSpec("P")
R = TypeVar("R")
_written: ContextVar[list[str] | None] = ContextVar("written", default=None)
VERBS: dict[str, type[Event]] = {}


class Actor(Protocol):
    """Whoever acts: only the pseudonymous key reaches the journal."""

    key: UUID


class BrokenVerb(AssertionError):
    """A verb that wrote no event, or more than one, or another than it declared: a defect of the room."""


def verb(event: type[Event]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare a write: runs in one transaction and must record one `event`, or nothing is written at all."""

    def declare(function: Callable[P, R]) -> Callable[P, R]:
        name = f"{function.__module__}.{function.__qualname__}"

        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            with transaction.atomic():
                token = _written.set([])
                try:
                    result = function(*args, **kwargs)
                    written = _written.get()
                finally:
                    _written.reset(token)
                if written != [event.NAME]:
                    raise BrokenVerb(f"{name} declared {event.NAME} and wrote {written}")
                return result

        VERBS[name] = event
        return run

    return declare


def hold() -> Head:
    """Wait until no other write is open, and let none in before this transaction ends."""
    head, _ = Head.objects.select_for_update().get_or_create(id=1)
    return head


def record(
    actor: Actor | None,
    event: Event,
    *,
    object_id: UUID | None = None,
    place_id: UUID | None = None,
    marking: int | None = None,
) -> Entry:
    """Append one event to the chain, inside the caller's transaction. A change and its event stand or fall together."""
    if not transaction.get_connection().in_atomic_block:
        raise BrokenVerb("an event must be recorded inside the transaction of the change that it tells of")
    head = hold()
    row = {
        "seq": head.seq + 1,
        "at": timezone.now(),
        "actor": actor.key if actor else None,
        "action": event.NAME,
        "object_id": object_id,
        "place_id": place_id,
        "marking": marking,
        "payload": event.model_dump(mode="json"),
        "previous": head.hash,
    }
    entry = Entry.objects.create(**row, hash=digest(row))
    Head.objects.filter(id=1).update(seq=entry.seq, hash=entry.hash)
    written = _written.get()
    if written is not None:
        written.append(event.NAME)
    return entry
