"""Writes of calls for information."""

from parvis.solutions.actions.calls.answering import Late, ask_link, save_draft, send, withdraw
from parvis.solutions.actions.calls.asking import answer_question, ask_question, page_token, set_question_aside
from parvis.solutions.actions.calls.attaching import attach
from parvis.solutions.actions.calls.evaluating import compare_answers, move_call, screen_answer
from parvis.solutions.actions.calls.opening import (
    break_seal,
    fix_weights,
    offer_opening,
    open_answers,
    prepare_evaluation,
)
from parvis.solutions.actions.calls.preparing import change_call, prepare_call
from parvis.solutions.actions.calls.publishing import amend_call, cancel_call, publish_call

__all__ = [
    "Late",
    "amend_call",
    "answer_question",
    "ask_link",
    "ask_question",
    "attach",
    "break_seal",
    "cancel_call",
    "change_call",
    "compare_answers",
    "fix_weights",
    "move_call",
    "offer_opening",
    "open_answers",
    "page_token",
    "prepare_call",
    "prepare_evaluation",
    "publish_call",
    "save_draft",
    "screen_answer",
    "send",
    "set_question_aside",
    "withdraw",
]
