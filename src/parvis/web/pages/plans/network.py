"""A plan seen as a network: what waits for what, all of them or the first of several, and the critical path."""

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from parvis.access.queries import may
from parvis.access.roles import Can
from parvis.engines import drill
from parvis.people.models import Account
from parvis.plans import queries
from parvis.plans.rules import Reading, Whole, engine_plan, read
from parvis.web.components.clock import said
from parvis.web.components.layers import Layered, layered
from parvis.web.components.record import coordinate
from parvis.web.pages.plans.checked import Checked, usable
from parvis.web.pages.reading import signed_in
from parvis.web.templatetags.parvis import tlp

WIDTH, HEIGHT, ACROSS, DOWN, EDGE = 178, 74, 62, 20, 10
LETTERS, LINES = 25, 2


@dataclass(frozen=True)
class Box:
    x: int
    y: int
    code: str
    lines: tuple[str, ...]
    who: str
    time: str
    critical: bool
    join: str


@dataclass(frozen=True)
class Line:
    path: str
    critical: bool
    one: bool
    pull: bool


@dataclass(frozen=True)
class Row:
    """One task in the table behind the picture."""

    name: str
    all_of: list[str]
    one_of: list[str]
    leads: list[str]
    time: str
    critical: bool


@dataclass(frozen=True)
class Picture:
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    width: int
    height: int
    checked: bool


@signed_in
def network(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The picture and its table."""
    plan = queries.plan_by_id(account, pk)
    whole = queries.whole(account, plan)
    reading = read(whole)
    context = {
        "plan": plan,
        "place": plan.place,
        "tlp": tlp(plan.marking),
        "picture": picture(whole, reading, usable(queries.last_check(account, plan), plan)),
        "circle": reading.timetable is None,
        "may_plan": may(account, Can.PLAN, plan),
    }
    return render(request, "plans/network.html", context)


def picture(whole: Whole, reading: Reading, checked: Checked | None) -> Picture | None:
    """Nothing for a plan without tasks, or whose tasks wait for one another in a circle."""
    if reading.timetable is None or not whole.tasks:
        return None
    links = [
        link
        for link in drill.links(engine_plan(whole))
        if link["to"] in reading.tasks and link["from"] in reading.tasks
    ]
    placed = layered([task.code for task in whole.tasks], [(link["from"], link["to"]) for link in links])
    critical = frozenset(reading.timetable.critical)
    return Picture(
        tuple(_boxes(whole, reading, checked, placed, links)),
        tuple(_line(link, placed, critical) for link in links),
        tuple(_rows(whole, reading, checked, links)),
        EDGE * 2 + placed.layers * (WIDTH + ACROSS) - ACROSS,
        EDGE * 2 + placed.rows * (HEIGHT + DOWN) - DOWN,
        checked is not None,
    )


def _corner(place: tuple[int, float]) -> tuple[int, int]:
    layer, row = place
    return EDGE + layer * (WIDTH + ACROSS), EDGE + round(row * (HEIGHT + DOWN))


def _time(code: str, reading: Reading, checked: Checked | None) -> str:
    """When it is done: in half of the runs and in four out of five, or at the earliest."""
    if checked is not None:
        p50, p80, _p95 = checked.tasks[code]["done"]
        never = _("never")
        return f"{said(p50) or never} · {said(p80) or never}"
    timing = reading.timetable.timings[code] if reading.timetable else None
    return said(timing.earliest_finish) if timing and timing.earliest_finish < float("inf") else _("never")


def _boxes(
    whole: Whole, reading: Reading, checked: Checked | None, placed: Layered, links: list[dict[str, Any]]
) -> list[Box]:
    found, critical = [], frozenset(reading.timetable.critical if reading.timetable else ())
    for task in whole.tasks:
        coming = [link["join"] for link in links if link["to"] == task.code]
        join = _("or") if "one" in coming else _("and") if len(coming) > 1 else ""
        lines = wrap(task.text, LETTERS, max_lines=LINES, placeholder=" …")
        who = str(task.responsible)[: LETTERS + 2] if task.responsible else _("Nobody yet")
        x, y = _corner(placed.at[task.code])
        time = _time(task.code, reading, checked)
        found.append(Box(x, y, task.code, tuple(lines), who, time, task.code in critical, join))
    return found


def _line(link: Mapping[str, Any], placed: Layered, critical: frozenset[str]) -> Line:
    """A curve from the right of one box to the left of another, past those between them."""
    places = [_corner(place) for place in placed.ways[link["from"], link["to"]]]
    middle = HEIGHT // 2
    x, y = places[0][0] + WIDTH, places[0][1] + middle
    path = [f"M{x} {y}"]
    for n, (left, top) in enumerate(places[1:], 1):
        half = coordinate((x + left) / 2)
        path.append(f"C{half} {y} {half} {top + middle} {left} {top + middle}")
        x, y = left, top + middle
        if n < len(places) - 1:
            x = left + WIDTH
            path.append(f"H{x}")
    both = link["from"] in critical and link["to"] in critical
    return Line("".join(path), both, link["join"] == "one", link["way"] == "pull")


def _rows(whole: Whole, reading: Reading, checked: Checked | None, links: list[dict[str, Any]]) -> list[Row]:
    critical = frozenset(reading.timetable.critical if reading.timetable else ())
    return [
        Row(
            reading.names[task.code],
            [link["from"] for link in links if link["to"] == task.code and link["join"] == "all"],
            [link["from"] for link in links if link["to"] == task.code and link["join"] == "one"],
            [link["to"] for link in links if link["from"] == task.code],
            _time(task.code, reading, checked),
            task.code in critical,
        )
        for task in whole.tasks
    ]
