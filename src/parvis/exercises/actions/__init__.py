"""Writes of the exercises: each a verb, one transaction, one event."""

from parvis.exercises.actions.after import rate, rate_capability
from parvis.exercises.actions.afterwards import enter_played
from parvis.exercises.actions.clock import jump, set_automatic, set_state
from parvis.exercises.actions.contact import answer_contact, ask_contact
from parvis.exercises.actions.delivery import deliver, say_now, settle, skip
from parvis.exercises.actions.duties import fulfil_by
from parvis.exercises.actions.goals import (
    remove_move,
    remove_objective,
    remove_target,
    set_move,
    set_objective,
    set_target,
)
from parvis.exercises.actions.hot_wash import answer_hot_wash, close_hot_wash, name_hot_wash
from parvis.exercises.actions.injects import remove_inject, set_inject
from parvis.exercises.actions.lesson import answer_lesson, change_lesson, draw_lesson, verify_lesson
from parvis.exercises.actions.log import log_once
from parvis.exercises.actions.people import invite, join, leave_out
from parvis.exercises.actions.prepare import change_exercise, prepare
from parvis.exercises.actions.run import observe, stamp, stamp_once, withdraw, withdraw_once
from parvis.exercises.actions.script import take_script
from parvis.exercises.actions.trial import try_option

__all__ = [
    "answer_contact",
    "answer_hot_wash",
    "answer_lesson",
    "ask_contact",
    "change_exercise",
    "change_lesson",
    "close_hot_wash",
    "deliver",
    "draw_lesson",
    "enter_played",
    "fulfil_by",
    "invite",
    "join",
    "jump",
    "leave_out",
    "log_once",
    "name_hot_wash",
    "observe",
    "prepare",
    "rate",
    "rate_capability",
    "remove_inject",
    "remove_move",
    "remove_objective",
    "remove_target",
    "say_now",
    "set_automatic",
    "set_inject",
    "set_move",
    "set_objective",
    "set_state",
    "set_target",
    "settle",
    "skip",
    "stamp",
    "stamp_once",
    "take_script",
    "try_option",
    "verify_lesson",
    "withdraw",
    "withdraw_once",
]
