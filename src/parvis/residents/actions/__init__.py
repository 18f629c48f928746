"""What can be done in this room."""

from parvis.residents.actions.answering import form_token, hand_in
from parvis.residents.actions.surveys import change_survey, close_survey, open_survey, prepare_survey

__all__ = ["change_survey", "close_survey", "form_token", "hand_in", "open_survey", "prepare_survey"]
