"""Tables of the plans and of the actions."""

from parvis.plans.models.action import Action
from parvis.plans.models.plan import Plan, PlanRole, Task

__all__ = ["Action", "Plan", "PlanRole", "Task"]
