"""Tables of the plans room."""

from parvis.plans.models.action import Action
from parvis.plans.models.means import Channel, Resource, Trigger
from parvis.plans.models.message import Carrier, Message
from parvis.plans.models.plan import Plan
from parvis.plans.models.role import Duty, Function, Period, PlanRole
from parvis.plans.models.task import Need, Task

__all__ = [
    "Action",
    "Carrier",
    "Channel",
    "Duty",
    "Function",
    "Message",
    "Need",
    "Period",
    "Plan",
    "PlanRole",
    "Resource",
    "Task",
    "Trigger",
]
