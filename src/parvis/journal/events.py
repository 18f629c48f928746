"""What an event is: a name and a payload with a schema. Each room lists its own in its `events`."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class Event(BaseModel):
    """Base of every event. A subclass sets NAME ("room.what_happened") and the fields of its payload.

    Payloads hold what is needed to understand the event later, never names of persons.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    NAME: ClassVar[str] = ""


def catalogue() -> dict[str, type[Event]]:
    """Every event that the installation knows, by name."""
    return {kind.NAME: kind for kind in sorted(Event.__subclasses__(), key=lambda kind: kind.NAME)}
