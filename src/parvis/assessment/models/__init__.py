"""Tables of the assessment."""

from parvis.assessment.models.assessment import Acceptance, Assessment, TeamMember
from parvis.assessment.models.expectation import Expectation
from parvis.assessment.models.invitation import Invitation
from parvis.assessment.models.measure import ExistingMeasure
from parvis.assessment.models.scenario import Judgement, Scenario
from parvis.assessment.models.visit import Visit, VisitEntry
from parvis.assessment.models.vulnerability import Vulnerability
from parvis.assessment.models.workshop import Attendance, Workshop, WorkshopNote

__all__ = [
    "Acceptance",
    "Assessment",
    "Attendance",
    "ExistingMeasure",
    "Expectation",
    "Invitation",
    "Judgement",
    "Scenario",
    "TeamMember",
    "Visit",
    "VisitEntry",
    "Vulnerability",
    "Workshop",
    "WorkshopNote",
]
