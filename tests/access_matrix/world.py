"""One world for the whole table: a city with a place, and somebody in every position towards it."""

from dataclasses import dataclass, field
from datetime import timedelta
from importlib import import_module
from typing import Any

from django.utils import timezone
from shapely.geometry import box

from parvis.access.actions import grant
from parvis.access.models import Effect, Grant
from parvis.people.actions import found_organisation, suspend_account
from parvis.people.models import Account, Level, Organisation, Role
from parvis.places.actions import register_place
from parvis.places.models import Place
from tests.conftest import member

ROOMS = (
    "places",
    "files",
    "assessment",
    "visits",
    "solutions",
    "calls",
    "plans",
    "exercises",
    "residents",
    "exchange",
    "reports",
    "home",
)


@dataclass
class World:
    city: Organisation
    place: Place
    people: dict[str, Account]
    ids: dict[str, Any] = field(default_factory=dict)


def make() -> World:
    city = found_organisation(None, name="Valombre", level=Level.MUNICIPAL)
    police = found_organisation(None, name="National police", level=Level.NATIONAL)
    market = found_organisation(None, name="Market company", level=Level.PRIVATE)
    elsewhere = found_organisation(None, name="Another city", level=Level.MUNICIPAL)
    coordinator = member(city, Role.COORDINATOR, "coordinator@valombre.test")
    suspended = member(city, Role.COORDINATOR, "suspended@valombre.test")
    people = {
        "suspended": suspended,
        "stranger": member(elsewhere, Role.COORDINATOR, "stranger@elsewhere.test"),
        "denied": member(city, Role.PLANNER, "denied@valombre.test"),
        "expired": member(police, Role.EXPERT, "expired@police.test"),
        "administrator": member(city, Role.ADMINISTRATOR, "administrator@valombre.test"),
        "coordinator": coordinator,
        "expert": member(police, Role.EXPERT, "expert@police.test"),
        "operator": member(market, Role.OPERATOR, "operator@market.test"),
        "observer": member(police, Role.OBSERVER, "observer@police.test"),
        "reader": member(city, Role.READER, "reader@valombre.test"),
    }
    place = register_place(
        coordinator, city, name="Halles Square", category="square", geometry=box(5, 48, 5.002, 48.001)
    )
    soon = timezone.now() + timedelta(days=30)
    for name in ("expert", "operator", "observer", "expired"):
        role = "expert" if name == "expired" else name
        given = grant(coordinator, place, account=people[name], role=role, purpose="assessment", until=soon)
        if name == "expired":
            Grant.objects.filter(pk=given.pk).update(until=timezone.now() - timedelta(days=1))
    grant(coordinator, place, account=people["denied"], effect=Effect.DENY, purpose="conflict of interest", until=soon)
    suspend_account(None, suspended)
    world = World(city, place, people, {"place": place.pk})
    for room in ROOMS:
        try:
            build = import_module(f"tests.access_matrix.{room}").build
        except ModuleNotFoundError:
            continue
        build(world)
    return world
