"""Choosing between options: rankings by several methods, what would flip the winner, and sets under a budget."""

from parvis.engines.choice.acceptability import Acceptability, acceptability
from parvis.engines.choice.criteria import Criterion, Panel, average, normalised, value_scores, weighted_sum
from parvis.engines.choice.errors import ChoiceError
from parvis.engines.choice.explain import Explanation, explain
from parvis.engines.choice.flip import Flip, Flips, flip, stability
from parvis.engines.choice.methods import knock_outs, promethee_ii, topsis
from parvis.engines.choice.portfolio import Portfolio, portfolio

__all__ = [
    "Acceptability",
    "ChoiceError",
    "Criterion",
    "Explanation",
    "Flip",
    "Flips",
    "Panel",
    "Portfolio",
    "acceptability",
    "average",
    "explain",
    "flip",
    "knock_outs",
    "normalised",
    "portfolio",
    "promethee_ii",
    "stability",
    "topsis",
    "value_scores",
    "weighted_sum",
]
