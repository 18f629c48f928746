"""Writes of the exercises: each a verb, one transaction, one event."""

from parvis.exercises.actions.after import answer_hot_wash, rate
from parvis.exercises.actions.afterwards import enter_played
from parvis.exercises.actions.lesson import change_lesson, draw_lesson, verify_lesson
from parvis.exercises.actions.people import invite, join, leave_out
from parvis.exercises.actions.prepare import change_exercise, prepare, remove_inject, set_inject
from parvis.exercises.actions.run import deliver, observe, set_state, stamp, stamp_once, withdraw
from parvis.exercises.actions.script import take_script
from parvis.exercises.actions.trial import try_option

__all__ = [
    "answer_hot_wash",
    "change_exercise",
    "change_lesson",
    "deliver",
    "draw_lesson",
    "enter_played",
    "invite",
    "join",
    "leave_out",
    "observe",
    "prepare",
    "rate",
    "remove_inject",
    "set_inject",
    "set_state",
    "stamp",
    "stamp_once",
    "take_script",
    "try_option",
    "verify_lesson",
    "withdraw",
]
