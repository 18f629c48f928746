"""Tables of the plans room."""

from parvis.plans.models.action import Action
from parvis.plans.models.check import CheckRun, PlanFinding
from parvis.plans.models.duty import PlanDuty
from parvis.plans.models.means import Channel, Resource, Trigger
from parvis.plans.models.message import Carrier, Message
from parvis.plans.models.plan import Plan
from parvis.plans.models.practice import Practice
from parvis.plans.models.role import Duty, Function, Period, PlanRole
from parvis.plans.models.snapshot import PlanSnapshot
from parvis.plans.models.task import Need, Task
from parvis.plans.models.whatif import Effect, WhatIf

__all__ = [
    "Action",
    "Carrier",
    "Channel",
    "CheckRun",
    "Duty",
    "Effect",
    "Function",
    "Message",
    "Need",
    "Period",
    "Plan",
    "PlanDuty",
    "PlanFinding",
    "PlanRole",
    "PlanSnapshot",
    "Practice",
    "Resource",
    "Task",
    "Trigger",
    "WhatIf",
]
