"""A security plan with all its parts, put in force; and what an exercise made the town change in it."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from parvis.assessment.models import Scenario
from parvis.cli.valombre.people import People
from parvis.places.models import Place
from parvis.plans import actions
from parvis.plans.models import Channel, Function, Message, Period, Plan, PlanRole, Resource, Task, Trigger, WhatIf


@dataclass
class Planned:
    """The plan with its parts, by the keys of the words."""

    plan: Plan
    channels: dict[str, Channel] = field(default_factory=dict)
    periods: dict[str, Period] = field(default_factory=dict)
    resources: dict[str, Resource] = field(default_factory=dict)
    roles: dict[str, PlanRole] = field(default_factory=dict)
    tasks: dict[str, Task] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    measures: dict[str, WhatIf] = field(default_factory=dict)


def write_plan(people: People, place: Place, scenario: Scenario, told: dict[str, Any]) -> Planned:
    """Write the plan and put it in force from today."""
    lead, today = people.coordinator, timezone.localdate()
    plan = actions.write_plan(
        lead, place, title=told["title"], scenario=scenario, valid_from=today,
        review_on=today + timedelta(days=told["review_in_days"]),
    )  # fmt: skip
    made = Planned(plan)
    _means(people, made, told)
    for key, facts in told["roles"].items():
        made.roles[key] = actions.set_role(lead, plan, **_role(made, facts))
    for facts in told["functions"]:
        _reached(people, made, facts)
    for row in told["tasks"]:
        made.tasks[row["key"]] = _task(people, made, row)
    for row in told["messages"]:
        made.messages[row["key"]] = actions.set_part(lead, plan, Message, **_ends(made, row), **_message(made, row))
    for row in told["triggers"]:
        tasks = [made.tasks[key] for key in row["tasks"]]
        actions.set_part(lead, plan, Trigger, **row | {"tasks": tasks})
    made.plan = actions.set_plan_state(lead, plan, Plan.State.IN_FORCE)
    return made


def _means(people: People, made: Planned, told: dict[str, Any]) -> None:
    """Channels, duty periods and resources."""
    lead, plan = people.coordinator, made.plan
    for position, (key, row) in enumerate(told["channels"].items(), 1):
        least, usually, most = row["delay"]
        facts = {name: row[name] for name in ("name", "kind", "usual", "availability") if name in row}
        delays = {"delay_min_s": least, "delay_mode_s": usually, "delay_max_s": most}
        made.channels[key] = actions.set_part(lead, plan, Channel, position=position, **delays, **facts)
    for position, (key, row) in enumerate(told["periods"].items(), 1):
        made.periods[key] = actions.set_part(lead, plan, Period, position=position, **row)
    for key, row in told["resources"].items():
        made.resources[key] = actions.set_part(lead, plan, Resource, **row)


def _role(made: Planned, row: dict[str, Any]) -> dict[str, Any]:
    """The facts of a role: who holds it, in general and in single duty periods."""
    duties: dict[Period | None, list[str]] = {None: [row["holder"], row["deputy"]]}
    duties |= {made.periods[key]: functions for key, functions in row.get("at", {}).items()}
    return {name: row[name] for name in row if name not in {"holder", "deputy", "at"}} | {"duties": duties}


def _reached(people: People, made: Planned, row: dict[str, Any]) -> None:
    """How a function is reached, and when somebody last checked."""
    checked = timezone.localdate() - timedelta(days=row["days"])
    facts = {name: row[name] for name in ("site", "system", "unreachable") if name in row}
    function = Function.objects.get(plan=made.plan, name=row["name"])
    actions.set_part(people.coordinator, made.plan, function, verified_on=checked, **facts)


def _task(people: People, made: Planned, row: dict[str, Any]) -> Task:
    least, usual, most = row["durations"]
    owner = made.roles[row["by"]]
    more = {name: row[name] for name in ("people", "milestone") if name in row}
    return actions.set_task(
        people.coordinator, made.plan, phase=row["phase"], text=row["text"], responsible=owner, accountable=owner,
        target_s=row["target"], dur_min_s=least, dur_mode_s=usual, dur_max_s=most,
        predecessors=[made.tasks[key] for key in row.get("after", ())],
        informed=[made.roles[key] for key in row.get("tells", ())],
        needs={made.resources[key]: count for key, count in row.get("needs", {}).items()}, **more,
    )  # fmt: skip


def _ends(made: Planned, row: dict[str, Any]) -> dict[str, Any]:
    to = {"receiver": made.tasks[row["to"]]} if "to" in row else {"role": made.roles[row["role"]]}
    return to | {"sender": made.tasks[row["from"]]}


def _message(made: Planned, row: dict[str, Any]) -> dict[str, Any]:
    words = {"way": "way", "call": "call_s", "timeout": "timeout_s", "fallback": "fallback"}
    facts = {field: row[word] for word, field in words.items() if word in row}
    return facts | {"channels": [made.channels[key] for key in row["channels"]]}


def correct_plan(people: People, made: Planned, told: dict[str, Any]) -> None:
    """What the town changes after the exercise. Every change makes a new edition."""
    lead, plan = people.coordinator, made.plan
    for key, row in told["changed_roles"].items():
        role = made.roles[key]
        made.roles[key] = actions.set_role(lead, plan, role, version=role.version, **_role(made, row))
    for key, facts in told["changed"].items():
        made.tasks[key] = actions.set_task(lead, plan, made.tasks[key], version=made.tasks[key].version, **facts)
    for key, row in told["changed_messages"].items():
        message = made.messages[key]
        actions.set_part(lead, plan, message, version=message.version, **_message(made, row))
    for row in told["new_messages"]:
        actions.set_part(lead, plan, Message, **_ends(made, row), **_message(made, row))
