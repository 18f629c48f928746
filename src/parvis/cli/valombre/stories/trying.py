"""What the town tries with its plan on the clock: measures in the what-if, a check of the first edition, the duty to exercise."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from parvis.cli.valombre.people import People
from parvis.cli.valombre.stories.planning import Planned
from parvis.plans import actions
from parvis.plans.actions.checking import carry_out
from parvis.plans.models import CheckRun
from parvis.solutions.models import Option


def try_measures(people: People, made: Planned, rows: list[dict[str, Any]], options: dict[str, Option]) -> None:
    """Say what each measure would change, and why."""
    for row in rows:
        option = options[row["option"]] if "option" in row else None
        name = row.get("name") or (option.name if option else "")
        made.measures[row["key"]] = actions.set_what_if(
            people.coordinator, made.plan, name=name, option=option, reason=row["reason"], effect=_effect(made, row)
        )


def retry_measures(people: People, made: Planned, rows: dict[str, dict[str, Any]]) -> None:
    """What became of a measure: it is there, and what the plan would be without it is said anew."""
    for key, row in rows.items():
        known = made.measures[key]
        (before,) = known.effects.all()
        changed = actions.set_what_if(
            people.coordinator, made.plan, known, version=known.version, present=row["present"], reason=row["reason"],
            effect=_effect(made, row),
        )  # fmt: skip
        actions.remove_effect(people.coordinator, before)
        made.measures[key] = changed


def _effect(made: Planned, row: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = row["effect"]
    return said | {"task": made.tasks[said["task"]]}


def check_now(made: Planned) -> None:
    """The check that the worker would carry out, at once: what it finds belongs to this edition."""
    carry_out(CheckRun.objects.get(plan=made.plan, state=CheckRun.State.QUEUED).pk)


def owe(people: People, made: Planned, rows: list[dict[str, Any]]) -> None:
    """The duties to exercise that apply, and when each was last fulfilled."""
    for row in rows:
        duty = actions.apply_duty(people.coordinator, made.plan, row["urn"], row["code"])
        on = timezone.localdate() - timedelta(days=row["days"])
        actions.fulfil_duty(people.coordinator, duty, on=on, how=row["how"], note=row["note"])
