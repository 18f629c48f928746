"""A security plan with its roles and tasks, put in force; and what an exercise made the town change in it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from parvis.assessment.models import Scenario
from parvis.cli.valombre.people import People
from parvis.places.models import Place
from parvis.plans import actions
from parvis.plans.models import Plan, PlanRole, Task


@dataclass
class Planned:
    """The plan with its parts, by the keys of the words."""

    plan: Plan
    roles: dict[str, PlanRole]
    tasks: dict[str, Task]


def write_plan(people: People, place: Place, scenario: Scenario, told: dict[str, Any]) -> Planned:
    """Write the plan and put it in force from today."""
    lead, today = people.coordinator, timezone.localdate()
    plan = actions.write_plan(
        lead, place, title=told["title"], scenario=scenario, channels=told["channels"], valid_from=today,
        review_on=today + timedelta(days=told["review_in_days"]),
    )  # fmt: skip
    roles = {key: actions.set_role(lead, plan, **facts) for key, facts in told["roles"].items()}
    made = Planned(plan, roles, {})
    for row in told["tasks"]:
        made.tasks[row["key"]] = _task(people, made, row)
    made.plan = actions.set_plan_state(lead, plan, Plan.State.IN_FORCE)
    return made


def _task(people: People, made: Planned, row: dict[str, Any]) -> Task:
    least, usual, most = row["durations"]
    owner = made.roles[row["by"]]
    more = {name: row[name] for name in ("waits_for_call", "channels") if name in row}
    return actions.set_task(
        people.coordinator, made.plan, phase=row["phase"], text=row["text"], responsible=owner, accountable=owner,
        target_s=row["target"], dur_min_s=least, dur_mode_s=usual, dur_max_s=most,
        predecessors=[made.tasks[key] for key in row.get("after", ())],
        informed=[made.roles[key] for key in row.get("tells", ())], **more,
    )  # fmt: skip


def correct_plan(people: People, made: Planned, told: dict[str, Any]) -> None:
    """What the town changes after the exercise. Every change makes a new edition."""
    lead = people.coordinator
    for key, facts in told["changed_roles"].items():
        made.roles[key] = actions.set_role(lead, made.plan, made.roles[key], version=made.roles[key].version, **facts)
    for key, facts in told["changed"].items():
        made.tasks[key] = actions.set_task(lead, made.plan, made.tasks[key], version=made.tasks[key].version, **facts)
