"""Judgements of risk: levels, their spread, agreement between people, and how sure an order is."""

from parvis.engines.risk.agreement import Alpha, AlphaInterval, agreement, alpha_interval, krippendorff_alpha
from parvis.engines.risk.knowledge import strength_of_knowledge
from parvis.engines.risk.level import Grid, GridError, likelihood_level, risk_level
from parvis.engines.risk.robustness import Pair, RankRobustness, rank_robustness
from parvis.engines.risk.summary import Summary, WorstImpact, summarise, worst_impact

__all__ = [
    "Alpha",
    "AlphaInterval",
    "Grid",
    "GridError",
    "Pair",
    "RankRobustness",
    "Summary",
    "WorstImpact",
    "agreement",
    "alpha_interval",
    "krippendorff_alpha",
    "likelihood_level",
    "rank_robustness",
    "risk_level",
    "strength_of_knowledge",
    "summarise",
    "worst_impact",
]
