"""Tables of the assessment."""

from parvis.assessment.models.assessment import Assessment, TeamMember
from parvis.assessment.models.measure import ExistingMeasure
from parvis.assessment.models.scenario import Judgement, Scenario
from parvis.assessment.models.vulnerability import Vulnerability

__all__ = ["Assessment", "ExistingMeasure", "Judgement", "Scenario", "TeamMember", "Vulnerability"]
