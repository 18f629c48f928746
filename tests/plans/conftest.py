"""A plan of the market square, begun from the pack that is shipped."""

from datetime import date
from typing import Any

import pytest

from parvis.people.models import Account
from parvis.places.models import Place
from parvis.plans import actions, queries
from parvis.plans.models import Channel, Function, Message, Period, Plan, Resource, Trigger


@pytest.fixture
def plan(square: Place, coordinator: Account) -> Plan:
    return actions.write_plan(
        coordinator, square, title="Plan of Halles Square", pack=queries.starters()[0], channels=["telephone", "radio"]
    )


@pytest.fixture
def empty(square: Place, coordinator: Account) -> Plan:
    return actions.write_plan(coordinator, square, title="An empty plan", kind="event")


@pytest.fixture
def whole(empty: Plan, coordinator: Account) -> tuple[queries.Whole, dict[str, Any]]:
    """A small plan in which everything is said that can be."""
    say = lambda part, **facts: actions.set_part(coordinator, empty, part, **facts)  # noqa: E731  # said often
    night = say(Period, name="Night", hours=10, position=2)
    day = say(Period, name="Day", hours=14, position=1)
    radio = say(
        Channel, name="Radio", kind="radio", usual=True, delay_min_s=5, delay_mode_s=10, delay_max_s=20, availability=90
    )
    line = say(Channel, name="Line", kind="telephone")
    pump = say(Resource, name="Pump", quantity=2)
    rac = actions.set_role(
        coordinator, empty, name="Action head", organisation="City", level="municipal",
        duties={day: ["Head", "Second"], None: ["Watch"]},
    )  # fmt: skip
    dos = actions.set_role(coordinator, empty, name="Director", organisation="State", level="national",
                           duties={None: ["Prefect on duty"]}, incompatible=[rac])  # fmt: skip
    function = Function.objects.get(name="Head")
    say(function, site="Town hall", system="PABX", unreachable=20, verified_on=date(2026, 1, 2))
    first = actions.set_task(
        coordinator, empty, text="Alert", responsible=dos, dur_min_s=10, dur_mode_s=20, dur_max_s=30
    )
    other = actions.set_task(coordinator, empty, text="Warn", responsible=dos, informed=[rac], target_s=300)
    last = actions.set_task(
        coordinator, empty, text="Close", responsible=rac, accountable=dos, consulted=[dos], target_s=900, people=2,
        one_of=[first, other], needs={pump: 2}, milestone=True,
    )  # fmt: skip
    say(Message, sender=first, receiver=last, way="pull", call_s=60, timeout_s=120, fallback="Go and see", fallback_s=90,
        channels=[line, radio])  # fmt: skip
    say(Trigger, description="A call comes in", threat="VEHICLE", phase="execution", tasks=[first])
    return queries.whole(coordinator, empty), {
        "day": day, "night": night, "radio": radio, "line": line, "pump": pump, "rac": rac, "dos": dos,
    }  # fmt: skip
