"""Journal events of the register."""

from typing import ClassVar
from uuid import UUID

from parvis.journal.events import Event


class PlaceRegistered(Event):
    NAME: ClassVar[str] = "places.place_registered"
    category: str
    osm_id: str


class PlaceChanged(Event):
    NAME: ClassVar[str] = "places.place_changed"
    fields: list[str]
    marking_before: int
    marking_after: int


class PartDrawn(Event):
    """A zone or an entrance was added."""

    NAME: ClassVar[str] = "places.part_drawn"
    kind: str


class PartRemoved(Event):
    NAME: ClassVar[str] = "places.part_removed"
    kind: str
    part: UUID


class OccupancySet(Event):
    NAME: ClassVar[str] = "places.occupancy_set"
    condition: str
    people: int


class InvolvementSet(Event):
    NAME: ClassVar[str] = "places.involvement_set"
    organisation: UUID
    part: str


class EventPlanned(Event):
    """Something was put into the calendar of a place."""

    NAME: ClassVar[str] = "places.event_planned"
    weekly: bool
    starts: str


class ImportAsked(Event):
    NAME: ClassVar[str] = "places.import_asked"
    sha256: str


class ImportEnded(Event):
    """The reading of an extract came to its end: done, failed or cancelled."""

    NAME: ClassVar[str] = "places.import_ended"
    state: str
    problem: str
    counts: dict[str, int]


class ImportCancelAsked(Event):
    NAME: ClassVar[str] = "places.import_cancel_asked"


class CandidateDismissed(Event):
    NAME: ClassVar[str] = "places.candidate_dismissed"
    osm_id: str


class RegisterExported(Event):
    NAME: ClassVar[str] = "places.register_exported"
    format: str
    rows: int
