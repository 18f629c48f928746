"""Days as an iCalendar file (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event


@dataclass(frozen=True)
class Day:
    """`uid` stays the same as long as it is the same thing, so that a calendar moves it and does not double it."""

    uid: str
    on: date
    summary: str
    description: str
    url: str
    changed: datetime


def to_ics(days: Iterable[Day], name: str) -> bytes:
    """A calendar of that name, of days alone. Nothing in it blocks anybody's day."""
    calendar = Calendar()
    calendar.add("prodid", "-//Parvis//Parvis//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for day in days:
        calendar.add_component(_event(day))
    written: bytes = calendar.to_ical()
    return written


def _event(day: Day) -> Event:
    event = Event()
    event.add("uid", day.uid)
    event.add("dtstamp", day.changed)
    event.add("dtstart", day.on)
    event.add("dtend", day.on + timedelta(days=1))
    event.add("summary", day.summary)
    event.add("description", day.description)
    event.add("url", day.url)
    event.add("transp", "TRANSPARENT")
    return event
