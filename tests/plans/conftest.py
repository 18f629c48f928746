"""A plan of the market square, begun from the pack that is shipped."""

import pytest

from parvis.people.models import Account
from parvis.places.models import Place
from parvis.plans import actions, queries
from parvis.plans.models import Plan


@pytest.fixture
def plan(square: Place, coordinator: Account) -> Plan:
    return actions.write_plan(
        coordinator, square, title="Plan of Halles Square", pack=queries.starters()[0], channels=["telephone", "radio"]
    )


@pytest.fixture
def empty(square: Place, coordinator: Account) -> Plan:
    return actions.write_plan(coordinator, square, title="An empty plan", kind="event")
