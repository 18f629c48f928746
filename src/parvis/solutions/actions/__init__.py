"""Writes of this room: each a verb, one transaction, one event."""

from parvis.solutions.actions.comparing import add_option, change_option, open_comparison, remove_option, set_weights
from parvis.solutions.actions.deciding import decide
from parvis.solutions.actions.declaring import declare_interest, rule_interest
from parvis.solutions.actions.needs import change_requirement, set_objective, write_requirement
from parvis.solutions.actions.scoring import Opinion, end_scoring, score_option, start_scoring

__all__ = [
    "Opinion",
    "add_option",
    "change_option",
    "change_requirement",
    "decide",
    "declare_interest",
    "end_scoring",
    "open_comparison",
    "remove_option",
    "rule_interest",
    "score_option",
    "set_objective",
    "set_weights",
    "start_scoring",
    "write_requirement",
]
