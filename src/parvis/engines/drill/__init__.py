"""Response plans on a clock: what does not hold together, how long it takes, and how an exercise compared."""

from parvis.engines.drill.capacity import Queueing, simulate_with_roles
from parvis.engines.drill.check import check_plan
from parvis.engines.drill.conformance import Conformance, TaskResult, conformance
from parvis.engines.drill.finding import Finding
from parvis.engines.drill.load import RoleLoad
from parvis.engines.drill.path import Schedule, Timing, schedule
from parvis.engines.drill.plan import PlanError, Role, Task
from parvis.engines.drill.rating import Suggestion, suggest_rating
from parvis.engines.drill.record import STAMPS, Record
from parvis.engines.drill.simulation import Simulation, simulate

__all__ = [
    "STAMPS",
    "Conformance",
    "Finding",
    "PlanError",
    "Queueing",
    "Record",
    "Role",
    "RoleLoad",
    "Schedule",
    "Simulation",
    "Suggestion",
    "Task",
    "TaskResult",
    "Timing",
    "check_plan",
    "conformance",
    "schedule",
    "simulate",
    "simulate_with_roles",
    "suggest_rating",
]
