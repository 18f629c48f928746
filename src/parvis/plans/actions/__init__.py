"""Writes of the plans: each a verb, one transaction, one event."""

from parvis.plans.actions.action import agree_action, change_action
from parvis.plans.actions.learning import learn_durations
from parvis.plans.actions.means import remove_part, set_part
from parvis.plans.actions.plan import change_plan, set_plan_state, write_plan
from parvis.plans.actions.role import remove_role, set_role
from parvis.plans.actions.task import drop_task, set_task

__all__ = [
    "agree_action",
    "change_action",
    "change_plan",
    "drop_task",
    "learn_durations",
    "remove_part",
    "remove_role",
    "set_part",
    "set_plan_state",
    "set_role",
    "set_task",
    "write_plan",
]
