"""Tables of this room."""

from parvis.solutions.models.choice import Answer, Comparison, Decision, Option, Score
from parvis.solutions.models.need import Requirement

__all__ = ["Answer", "Comparison", "Decision", "Option", "Requirement", "Score"]
