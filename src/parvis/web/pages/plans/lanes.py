"""Swim-lanes: the tasks of a plan on one clock, a lane for each role. Numbers in, SVG attributes out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.plans.models import Task
from parvis.plans.rules import Reading
from parvis.web.components.clock import said
from parvis.web.components.record import percent

STEPS = (15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400)
MARKS = 6
BAR, GAP = 22, 6
END = 1.04  # a little room behind the last task


@dataclass(frozen=True)
class Tick:
    x: str
    label: str
    anchor: str


@dataclass(frozen=True)
class Bar:
    """One task: its span, where its target lies, and how it is said."""

    x: str
    y: int
    end: int
    width: str
    code: str
    text: str
    text_y: int
    target: str
    critical: bool
    reopened: bool


@dataclass(frozen=True)
class Lane:
    role: str
    height: int
    bars: tuple[Bar, ...]
    tasks: str


@dataclass(frozen=True)
class Lanes:
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]


def lanes(tasks: Sequence[Task], reading: Reading, reopened: Iterable[object] = ()) -> Lanes | None:
    """Lanes from the earliest times of the timetable; nothing without a timetable or without any time."""
    if reading.timetable is None:
        return None
    timings, again = reading.timetable.timings, frozenset(reopened)
    length = max(
        [timing.earliest_finish for timing in timings.values()] + [task.target_s or 0 for task in tasks], default=0
    )
    if length <= 0:
        return None
    by_role: dict[str, list[Task]] = {}
    for task in sorted(tasks, key=lambda task: (timings[task.code].earliest_start, task.code)):
        name = task.responsible.name if task.responsible else _("Nobody yet")
        by_role.setdefault(name, []).append(task)
    scale = length * END
    step = next((step for step in STEPS if length / step <= MARKS), STEPS[-1])
    ticks = tuple(
        Tick(percent(at / scale), said(at), "start" if at == 0 else "middle") for at in range(0, int(length) + 1, step)
    )
    rows = tuple(_lane(role, own, reading, again, scale) for role, own in by_role.items())
    return Lanes(ticks, rows)


def _lane(role: str, tasks: list[Task], reading: Reading, again: frozenset[object], scale: float) -> Lane:
    assert reading.timetable is not None  # the caller has looked
    critical = frozenset(reading.timetable.critical)
    ends: list[float] = []  # when each level of the lane is free again
    bars = []
    for task in tasks:
        timing = reading.timetable.timings[task.code]
        start, end = timing.earliest_start, timing.earliest_finish
        level = next((number for number, free in enumerate(ends) if free <= start), len(ends))
        ends[level : level + 1] = [max(end, start + scale * 0.06)]
        y = 4 + level * (BAR + GAP)
        said_text = _("%(code)s %(text)s: from %(start)s to %(end)s") % {
            "code": task.code, "text": task.text, "start": said(start), "end": said(end)
        }  # fmt: skip
        target = percent(task.target_s / scale) if task.target_s else ""
        width = percent(max((end - start) / scale, 0.012))
        bars.append(
            Bar(
                percent(start / scale),
                y,
                y + BAR,
                width,
                task.code,
                said_text,
                y + 15,
                target,
                task.code in critical,
                task.pk in again,
            )
        )
    return Lane(role, 8 + len(ends) * (BAR + GAP) - GAP, tuple(bars), ", ".join(task.code for task in tasks))
