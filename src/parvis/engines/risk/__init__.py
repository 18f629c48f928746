"""Judgements of risk: levels, their spread, agreement between people, and how sure an order is."""

from parvis.engines.risk.agreement import Alpha, AlphaInterval, agreement, alpha_interval, krippendorff_alpha
from parvis.engines.risk.elicitation import Aggregate, Estimates, aggregate, elicit
from parvis.engines.risk.errors import ElicitationError, FormulaError, GridError, QuestionnaireError, RiskError
from parvis.engines.risk.formula import Formula
from parvis.engines.risk.gridview import Contradiction, GridView, grid_view, inconsistent_cells
from parvis.engines.risk.knowledge import strength_of_knowledge
from parvis.engines.risk.level import Cascade, Step, band_of
from parvis.engines.risk.questionnaire import Graded, Item, Score, Scores, YesNo, score_questionnaire
from parvis.engines.risk.residual import residual_problem
from parvis.engines.risk.robustness import Pair, RankRobustness, rank_robustness
from parvis.engines.risk.summary import Summary, WorstImpact, summarise, worst_impact

__all__ = [
    "Aggregate",
    "Alpha",
    "AlphaInterval",
    "Cascade",
    "Contradiction",
    "ElicitationError",
    "Estimates",
    "Formula",
    "FormulaError",
    "Graded",
    "GridError",
    "GridView",
    "Item",
    "Pair",
    "QuestionnaireError",
    "RankRobustness",
    "RiskError",
    "Score",
    "Scores",
    "Step",
    "Summary",
    "WorstImpact",
    "YesNo",
    "aggregate",
    "agreement",
    "alpha_interval",
    "band_of",
    "elicit",
    "grid_view",
    "inconsistent_cells",
    "krippendorff_alpha",
    "rank_robustness",
    "residual_problem",
    "score_questionnaire",
    "strength_of_knowledge",
    "summarise",
    "worst_impact",
]
