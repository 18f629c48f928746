"""Tables of this room."""

from parvis.solutions.models.call import MOVES, Call, CallAmendment, CallQuestion, CallRequirement
from parvis.solutions.models.choice import Answer, Option
from parvis.solutions.models.decision import Decision
from parvis.solutions.models.evaluation import Comparison, Interest, Score
from parvis.solutions.models.need import Objective, Requirement

__all__ = [
    "MOVES",
    "Answer",
    "Call",
    "CallAmendment",
    "CallQuestion",
    "CallRequirement",
    "Comparison",
    "Decision",
    "Interest",
    "Objective",
    "Option",
    "Requirement",
    "Score",
]
