"""The sheet of a place: its zones, entrances, calendar, and who has a part in it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from parvis.cli.valombre.people import People
from parvis.cli.valombre.stories.ground import Ground
from parvis.places.actions import change_place, draw_entrance, draw_zone, involve, plan_event, set_occupancy
from parvis.places.models import Entrance, Place, Zone
from parvis.places.queries import places


@dataclass
class Drawn:
    """What was drawn on a place, by the keys of the words, where they have one."""

    zones: dict[str, Zone] = field(default_factory=dict)
    entrances: dict[str, Entrance] = field(default_factory=dict)


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


def draw(people: People, place: Place, told: dict[str, Any]) -> Drawn:
    """Zones, entrances, calendar and the parts of organisations."""
    lead, ground, drawn = people.coordinator, Ground(place.geometry), Drawn()
    for row in told["zones"]:
        zone = draw_zone(lead, place, kind=row["kind"], name=row["name"], geometry=ground.box(*row["box"]))
        drawn.zones[row.get("key", row["name"])] = zone
    for row in told["entrances"]:
        entrance = draw_entrance(
            lead, place, name=row["name"], geometry=ground.line(row["line"]), width_m=Decimal(row["width"]),
            users=row["users"],
        )  # fmt: skip
        drawn.entrances[row.get("key", row["name"])] = entrance
    for row in told.get("calendar", ()):
        starts, ends = _hours(row)
        plan_event(lead, place, title=row["title"], starts=starts, ends=ends, weekly="weekday" in row)
    for word, parts in told.get("involved", {}).items():
        for part in parts:
            involve(lead, place, people.organisations[word], part)
    return drawn


def _hours(row: dict[str, Any]) -> tuple[datetime, datetime]:
    """The next such weekday, or so many days ahead: the demonstration is fresh whenever it is built."""
    today = timezone.localtime().replace(minute=0, second=0, microsecond=0)
    ahead = row["in_days"] if "in_days" in row else (row["weekday"] - today.weekday()) % 7
    day = today + timedelta(days=ahead)
    return day.replace(hour=row["from"]), day.replace(hour=row["to"])
