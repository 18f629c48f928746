"""Tables of this room."""

from parvis.solutions.models.call import MOVES, Call, CallAmendment, CallQuestion, CallRequirement
from parvis.solutions.models.decision import Condition, Decision, Dissent
from parvis.solutions.models.demonstration import Evaluation, Indicator, Measured, Question, Tally
from parvis.solutions.models.evaluation import Comparison, Interest, Kind, Score
from parvis.solutions.models.need import Objective, Requirement
from parvis.solutions.models.option import Answer, Option
from parvis.solutions.models.portfolio import PortfolioStudy
from parvis.solutions.models.response import CallAnswer, CallVersion
from parvis.solutions.models.stage import DesignStage, Placement, RiskAfter
from parvis.solutions.models.weighing import Weighing

__all__ = [
    "MOVES",
    "Answer",
    "Call",
    "CallAmendment",
    "CallAnswer",
    "CallQuestion",
    "CallRequirement",
    "CallVersion",
    "Comparison",
    "Condition",
    "Decision",
    "DesignStage",
    "Dissent",
    "Evaluation",
    "Indicator",
    "Interest",
    "Kind",
    "Measured",
    "Objective",
    "Option",
    "Placement",
    "PortfolioStudy",
    "Question",
    "Requirement",
    "RiskAfter",
    "Score",
    "Tally",
    "Weighing",
]
