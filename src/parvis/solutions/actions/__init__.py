"""Writes of this room: each a verb, one transaction, one event."""

from parvis.solutions.actions.combining import (
    ask_combinations,
    cancel_combinations,
    carry_out,
    reap_combinations,
)
from parvis.solutions.actions.comparing import add_option, change_option, open_comparison, remove_option
from parvis.solutions.actions.deciding import Dissenting, Tied, decide, fulfil_condition
from parvis.solutions.actions.declaring import declare_interest, rule_interest
from parvis.solutions.actions.needs import change_requirement, set_objective, write_requirement
from parvis.solutions.actions.portfolio import change_portfolio, choose_combination, open_portfolio
from parvis.solutions.actions.rescoring import state_risk
from parvis.solutions.actions.scoring import Opinion, end_scoring, score_option, start_scoring
from parvis.solutions.actions.shaping import begin_stage, move_measure, place_measure, state_costs, take_off
from parvis.solutions.actions.trying import (
    Watched,
    choose_counting,
    end_evaluation,
    observe,
    prepare_trial,
    write_run,
)
from parvis.solutions.actions.weighing import fix_weights, give_weights, set_weights

__all__ = [
    "Dissenting",
    "Opinion",
    "Tied",
    "Watched",
    "add_option",
    "ask_combinations",
    "begin_stage",
    "cancel_combinations",
    "carry_out",
    "change_option",
    "change_portfolio",
    "change_requirement",
    "choose_combination",
    "choose_counting",
    "decide",
    "declare_interest",
    "end_evaluation",
    "end_scoring",
    "fix_weights",
    "fulfil_condition",
    "give_weights",
    "move_measure",
    "observe",
    "open_comparison",
    "open_portfolio",
    "place_measure",
    "prepare_trial",
    "reap_combinations",
    "remove_option",
    "rule_interest",
    "score_option",
    "set_objective",
    "set_weights",
    "start_scoring",
    "state_costs",
    "state_risk",
    "take_off",
    "write_requirement",
    "write_run",
]
