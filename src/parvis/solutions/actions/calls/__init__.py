"""Writes of calls for information."""

from parvis.solutions.actions.calls.asking import answer_question, ask_question, page_token, set_question_aside
from parvis.solutions.actions.calls.preparing import change_call, prepare_call
from parvis.solutions.actions.calls.publishing import amend_call, cancel_call, publish_call

__all__ = [
    "amend_call",
    "answer_question",
    "ask_question",
    "cancel_call",
    "change_call",
    "page_token",
    "prepare_call",
    "publish_call",
    "set_question_aside",
]
