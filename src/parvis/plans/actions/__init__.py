"""Writes of the plans: each a verb, one transaction, one event."""

from parvis.plans.actions.action import agree_action, change_action
from parvis.plans.actions.checking import ask_check, cancel_check, reap_checks
from parvis.plans.actions.duties import apply_duty, drop_duty, duty_of, fulfil_duty
from parvis.plans.actions.findings import judge_finding
from parvis.plans.actions.learning import learn_durations
from parvis.plans.actions.means import remove_part, set_part
from parvis.plans.actions.plan import change_plan, set_plan_state, write_plan
from parvis.plans.actions.practice import keep_practice
from parvis.plans.actions.role import remove_role, set_role
from parvis.plans.actions.snapshots import keep_edition, keep_plan
from parvis.plans.actions.task import drop_task, set_task
from parvis.plans.actions.whatif import remove_effect, remove_what_if, set_what_if

__all__ = [
    "agree_action",
    "apply_duty",
    "ask_check",
    "cancel_check",
    "change_action",
    "change_plan",
    "drop_duty",
    "drop_task",
    "duty_of",
    "fulfil_duty",
    "judge_finding",
    "keep_edition",
    "keep_plan",
    "keep_practice",
    "learn_durations",
    "reap_checks",
    "remove_effect",
    "remove_part",
    "remove_role",
    "remove_what_if",
    "set_part",
    "set_plan_state",
    "set_role",
    "set_task",
    "set_what_if",
    "write_plan",
]
