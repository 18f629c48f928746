"""Run by test_moving.py in a process and a database of its own: writes a plan with the tables of before, moves it, tells."""

import json
import os
import sys

import django
from shapely import box

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
django.setup()

from django.db import connection  # noqa: E402  # only after the set-up
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.utils import timezone  # noqa: E402

BEFORE, AFTER = [("plans", "0001_initial")], [("plans", "0004_one_way")]


def at(targets):
    MigrationExecutor(connection).migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps.get_model


def write(model):
    city = model("people", "Organisation").objects.create(name="City", level="municipal")
    author = model("people", "Account").objects.create(email="a@example.org", name="A")
    place = model("places", "Place").objects.create(
        owner=city,
        author=author,
        name="Square",
        category="square",
        geometry=box(0, 0, 1, 1),
        west=0,
        south=0,
        east=1,
        north=1,
    )
    plan = model("plans", "Plan").objects.create(
        place=place, author=author, title="Old", channels=["telephone", "radio", "telephone"]
    )
    own = {"place": place, "plan": plan}
    role, task = model("plans", "PlanRole").objects.create, model("plans", "Task").objects.create
    duty = role(**own, name="Duty", holder="Officer", deputy="Second", organisation="CITY")
    fire = role(**own, name="Fire", deputy="Night watch", organisation="Fire service")
    town = role(**own, name="Town")
    look = task(**own, code="T01", text="Look", responsible=duty, channels=["whistle", "radio"])
    call = task(**own, code="T02", text="Call", responsible=fire, waits_for_call=True, timeout_s=120, fallback="Run")
    task(**own, code="T03", text="Open", responsible=town, waits_for_call=True)
    task(**own, code="T04", text="Gone", responsible=town, dropped=timezone.now())
    call.predecessors.add(look)
    look.informed.add(town)


def told(plan):
    return {
        "held": {
            role.name: [[duty.rank, duty.function.name] for duty in role.duties.order_by("rank")]
            for role in plan.roles.all()
        },
        "homes": {role.name: [role.organisation, role.level, role.registered is not None] for role in plan.roles.all()},
        "channels": [[one.name, one.kind, one.usual] for one in plan.channels.order_by("position")],
        "messages": sorted(
            [
                row.sender.code if row.sender else "",
                row.receiver.code if row.receiver else row.role.name,
                row.way,
                row.timeout_s,
                row.fallback,
                [carrier.channel.name for carrier in row.carriers.order_by("position")],
            ]
            for row in plan.messages.all()
        ),
        "tasks": [task.code for task in plan.tasks.order_by("code")],
    }


if __name__ == "__main__":
    write(at(BEFORE))
    sys.stdout.write(json.dumps(told(at(AFTER)("plans", "Plan").objects.get())))
