"""Writes of the plans: each a verb, one transaction, one event."""

from parvis.plans.actions.action import agree_action, change_action
from parvis.plans.actions.parts import drop_task, remove_role, set_role, set_task
from parvis.plans.actions.plan import change_plan, set_plan_state, write_plan

__all__ = [
    "agree_action",
    "change_action",
    "change_plan",
    "drop_task",
    "remove_role",
    "set_plan_state",
    "set_role",
    "set_task",
    "write_plan",
]
