"""Swim-lanes: the tasks of a plan on one clock, a lane for each role, the words between them. SVG attributes come out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from parvis.engines import drill
from parvis.plans.rules import Reading, Whole, engine_plan
from parvis.web.components.clock import said
from parvis.web.components.record import percent
from parvis.web.components.spans import Clock, Tick
from parvis.web.pages.plans.checked import Checked

BAR, GAP, HEAD, FOOT = 22, 6, 22, 8
LEAST = 0.06  # of the clock: two bars never lie nearer, so that a code has room


@dataclass(frozen=True)
class Times:
    """One task, in seconds: when half of the runs have begun it and done it, and four in five (if it was checked)."""

    start: float
    end: float
    most: float | None


@dataclass(frozen=True)
class Bar:
    """One task: its span, how far P80 reaches, where its target lies, and how it is said."""

    x: str
    y: int
    width: str
    ends: str
    most: str
    code: str
    text: str
    target: str
    times: Times
    critical: bool = False
    reopened: bool = False

    @property
    def middle(self) -> int:
        return self.y + BAR // 2


@dataclass(frozen=True)
class Lane:
    role: str
    y: int
    height: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Arrow:
    """A word from a task to another; `pull`: somebody waits to be called."""

    x1: str
    y1: int
    x2: str
    y2: int
    pull: bool


@dataclass(frozen=True)
class Told:
    """A role hears of something without waiting for it."""

    x: str
    y: int
    text: str


@dataclass(frozen=True)
class Lanes:
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    arrows: tuple[Arrow, ...]
    told: tuple[Told, ...]
    height: int
    checked: bool


def lanes(
    whole: Whole, reading: Reading, checked: Checked | None = None, reopened: Iterable[object] = ()
) -> Lanes | None:
    """Lanes on the times of a check, else on the earliest times of the timetable; nothing without any time."""
    if reading.timetable is None:
        return None
    plan, times = engine_plan(whole), _times(reading.timetable, checked)
    ends = [time.most or time.end for time in times.values()]
    if max(ends, default=0) <= 0:
        return None
    clock = Clock(max(ends))
    again = {task.code for task in whole.tasks if task.pk in frozenset(reopened)}
    critical = frozenset(reading.timetable.critical)
    texts = {task.code: task.text for task in whole.tasks}
    made, top = dict[str, Lane](), 0
    for role, tasks in _by_role(plan, times).items():
        bars = [_bar(task, times[task.code], texts[task.code], clock) for task in tasks]
        bars = [replace(bar, critical=bar.code in critical, reopened=bar.code in again) for bar in bars]
        made[role] = _lane(reading.names.get(role) or _("Nobody yet"), top, bars, clock)
        top += made[role].height
    return Lanes(
        clock.ticks,
        tuple(made.values()),
        tuple(_arrows(plan, made)),
        tuple(_told(plan, made)),
        top,
        checked is not None,
    )


def _times(timetable: drill.Schedule, checked: Checked | None) -> dict[str, Times]:
    """By task. What most runs never do, or what has no end, is not on the clock."""
    if checked is None:
        found = {code: Times(one.earliest_start, one.earliest_finish, None) for code, one in timetable.timings.items()}
        return {code: one for code, one in found.items() if one.end < float("inf")}
    return {
        code: Times(row["begun"], row["done"][0], row["done"][1])
        for code, row in checked.tasks.items()
        if row["begun"] is not None and row["done"][0] is not None
    }


def _by_role(plan: drill.Plan, times: dict[str, Times]) -> dict[str, list[drill.Task]]:
    found: dict[str, list[drill.Task]] = {}
    for task in sorted((t for t in plan.tasks if t.code in times), key=lambda t: (times[t.code].start, t.code)):
        found.setdefault(next(iter(task.responsible), ""), []).append(task)
    return found


def _bar(task: drill.Task, times: Times, text: str, clock: Clock) -> Bar:
    words = _("%(code)s %(text)s: from %(start)s to %(end)s") % {
        "code": task.code, "text": text, "start": said(times.start), "end": said(times.end)
    }  # fmt: skip
    width = percent(max((times.end - times.start) / (clock.length * 1.06), 0.012))
    most = clock.at(times.most) if times.most else ""
    # A target far behind all that happens would press the rest together: the table has it.
    target = clock.at(task.target_s) if task.target_s and task.target_s <= clock.length else ""
    return Bar(clock.at(times.start), 0, width, clock.at(times.end), most, task.code, words, target, times)


def _lane(role: str, top: int, bars: list[Bar], clock: Clock) -> Lane:
    """Bars that would cover one another go one level down."""
    ends: list[float] = []
    placed = []
    for bar in bars:
        level = next((number for number, free in enumerate(ends) if free <= bar.times.start), len(ends))
        ends[level : level + 1] = [max(bar.times.most or bar.times.end, bar.times.start + clock.length * LEAST)]
        placed.append(replace(bar, y=top + HEAD + level * (BAR + GAP)))
    return Lane(role, top, HEAD + len(ends) * (BAR + GAP) - GAP + FOOT, tuple(placed))


def _arrows(plan: drill.Plan, lanes: dict[str, Lane]) -> Iterable[Arrow]:
    """The words that pass from one lane to another."""
    bars = {bar.code: (role, bar) for role, lane in lanes.items() for bar in lane.bars}
    for message in plan.messages:
        if message.sender in bars and message.receiver in bars:
            (own, sender), (other, receiver) = bars[message.sender], bars[message.receiver]
            if own != other:
                yield Arrow(sender.ends, sender.middle, receiver.x, receiver.middle, message.way == "pull")


def _told(plan: drill.Plan, lanes: dict[str, Lane]) -> Iterable[Told]:
    """A dot beside the name of each role that is told, when it is."""
    bars = {bar.code: bar for lane in lanes.values() for bar in lane.bars}
    for message in plan.messages:
        if message.sender in bars and message.role in lanes:
            lane = lanes[message.role]
            words = {"code": message.sender, "role": lane.role}
            yield Told(bars[message.sender].ends, lane.y + HEAD // 2, _("%(code)s tells: %(role)s") % words)
