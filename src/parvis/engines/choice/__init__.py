"""Choosing between options: rankings by several methods, what would flip the winner, and sets under a budget."""

from parvis.engines.choice.acceptability import Acceptability, acceptability, smaa
from parvis.engines.choice.agreement import agreement, concordance, tau_b
from parvis.engines.choice.criteria import Criterion, Panel, average, normalised, value_scores, weighted_sum
from parvis.engines.choice.errors import ChoiceError
from parvis.engines.choice.explain import Explanation, explain
from parvis.engines.choice.flip import Flip, Flips, flip, stability
from parvis.engines.choice.methods import knock_outs, promethee_ii, topsis, vikor
from parvis.engines.choice.nearest import Nearest, nearest_weights
from parvis.engines.choice.portfolio import Front, front, portfolio
from parvis.engines.choice.reversal import Reversal, reversals
from parvis.engines.choice.score import BETTER, METHODS, ranks, score
from parvis.engines.choice.search import Portfolio
from parvis.engines.choice.sorting import Classes, electre_tri
from parvis.engines.choice.weighting import Pairwise, Repair, Triad, direct, pairwise, swing

__all__ = [
    "BETTER",
    "METHODS",
    "Acceptability",
    "ChoiceError",
    "Classes",
    "Criterion",
    "Explanation",
    "Flip",
    "Flips",
    "Front",
    "Nearest",
    "Pairwise",
    "Panel",
    "Portfolio",
    "Repair",
    "Reversal",
    "Triad",
    "acceptability",
    "agreement",
    "average",
    "concordance",
    "direct",
    "electre_tri",
    "explain",
    "flip",
    "front",
    "knock_outs",
    "nearest_weights",
    "normalised",
    "pairwise",
    "portfolio",
    "promethee_ii",
    "ranks",
    "reversals",
    "score",
    "smaa",
    "stability",
    "swing",
    "tau_b",
    "topsis",
    "value_scores",
    "vikor",
    "weighted_sum",
]
