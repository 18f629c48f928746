"""Writes of the register: each a verb, one transaction, one event."""

from parvis.places.actions.calendar import plan_event
from parvis.places.actions.intake import (
    ask_cancel,
    ask_import,
    dismiss_candidate,
    end_import,
    keep_screening,
    reap_imports,
    take_candidate,
    title,
)
from parvis.places.actions.parts import draw_entrance, draw_zone, involve, remove_part, set_occupancy
from parvis.places.actions.register import change_place, note_export, register_place

__all__ = [
    "ask_cancel",
    "ask_import",
    "change_place",
    "dismiss_candidate",
    "draw_entrance",
    "draw_zone",
    "end_import",
    "involve",
    "keep_screening",
    "note_export",
    "plan_event",
    "reap_imports",
    "register_place",
    "remove_part",
    "set_occupancy",
    "take_candidate",
    "title",
]
