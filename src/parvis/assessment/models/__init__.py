"""Tables of the assessment."""

from parvis.assessment.models.assessment import Acceptance, Assessment, Invitation, TeamMember
from parvis.assessment.models.measure import ExistingMeasure
from parvis.assessment.models.scenario import Judgement, Scenario
from parvis.assessment.models.vulnerability import Vulnerability

__all__ = [
    "Acceptance",
    "Assessment",
    "ExistingMeasure",
    "Invitation",
    "Judgement",
    "Scenario",
    "TeamMember",
    "Vulnerability",
]
