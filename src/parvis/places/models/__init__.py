"""Tables of the register."""

from parvis.places.models.geometry import GeometryField, Shaped
from parvis.places.models.intake import Candidate, ImportRun
from parvis.places.models.register import CalendarEvent, Entrance, Involvement, Occupancy, Place, Zone

__all__ = [
    "CalendarEvent",
    "Candidate",
    "Entrance",
    "GeometryField",
    "ImportRun",
    "Involvement",
    "Occupancy",
    "Place",
    "Shaped",
    "Zone",
]
