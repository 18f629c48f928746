"""The sheet of a place: its zones, entrances, calendar, and who has a part in it."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from parvis.cli.valombre.people import People
from parvis.cli.valombre.stories.ground import Ground
from parvis.places.actions import change_place, draw_entrance, draw_zone, involve, plan_event, set_occupancy
from parvis.places.models import Place, Zone
from parvis.places.queries import places


def place_called(people: People, name: str) -> Place:
    return places(people.coordinator).get(name=name)


def write_sheet(people: People, name: str, facts: dict[str, Any]) -> None:
    """What the city knows of a place: custodian, role, rationale, and how many people are there when."""
    lead = people.coordinator
    place = place_called(people, name)
    change_place(
        lead, place, version=place.version,
        custodian=facts["custodian"], civic_role=facts["role"], rationale=facts["rationale"],
    )  # fmt: skip
    for condition, (count, method) in facts["people"].items():
        set_occupancy(lead, place, condition=condition, people=count, estimated_by=method)


def draw(people: People, place: Place, told: dict[str, Any]) -> dict[str, Zone]:
    """Zones, entrances, calendar and the parts of organisations. Answers with the zones by name."""
    lead, ground = people.coordinator, Ground(place.geometry)
    zones = {
        row["name"]: draw_zone(lead, place, kind=row["kind"], name=row["name"], geometry=ground.box(*row["box"]))
        for row in told["zones"]
    }
    for row in told["entrances"]:
        draw_entrance(
            lead, place, name=row["name"], geometry=ground.line(row["line"]), width_m=Decimal(row["width"]),
            users=row["users"],
        )  # fmt: skip
    for row in told.get("calendar", ()):
        starts, ends = _hours(row)
        plan_event(lead, place, title=row["title"], starts=starts, ends=ends, weekly="weekday" in row)
    for word, parts in told.get("involved", {}).items():
        for part in parts:
            involve(lead, place, people.organisations[word], part)
    return zones


def _hours(row: dict[str, Any]) -> tuple[datetime, datetime]:
    """The next such weekday, or so many days ahead: the demonstration is fresh whenever it is built."""
    today = timezone.localtime().replace(minute=0, second=0, microsecond=0)
    ahead = row["in_days"] if "in_days" in row else (row["weekday"] - today.weekday()) % 7
    day = today + timedelta(days=ahead)
    return day.replace(hour=row["from"]), day.replace(hour=row["to"])
