"""Tasks on one clock: the planned span above, the observed span below, and beneath them what each observer noted."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import localize
from django.utils.translation import gettext as _

from parvis.web.components.clock import said
from parvis.web.components.record import part, percent

STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440)  # minutes between marks that people read easily
MARKS = 6
LANES, LANE = 26, 10  # pixels: the two spans, and each observer beneath them


@dataclass(frozen=True)
class Span:
    """A span of minutes as SVG percentages and in words."""

    x: str
    width: str
    text: str


@dataclass(frozen=True)
class Tick:
    """A mark of the clock."""

    x: str
    label: str
    anchor: str


@dataclass(frozen=True)
class Watcher:
    """What one observer noted: a line from the first moment to the last, a mark for each, and the same in words."""

    y: int
    start: str
    end: str
    marks: tuple[str, ...]
    name: str
    text: str


@dataclass(frozen=True)
class Row:
    """One task."""

    label: str
    owner: str
    planned: Span | None
    observed: Span | None
    late: bool
    half: str
    most: str
    expected: str
    watchers: tuple[Watcher, ...]
    height: int


@dataclass(frozen=True)
class Timeline:
    """All tasks and the clock they share."""

    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]

    @property
    def expects(self) -> bool:
        return any(row.half for row in self.rows)

    @property
    def watched(self) -> bool:
        return any(row.watchers for row in self.rows)


def timeline(rows: Sequence[object]) -> Timeline:
    """Place tasks on a clock that begins at 0 and ends with the last of them.

    A row has `label`, `owner`, `planned_start`, `planned_end`, `observed_start` and `observed_end`, in minutes; None
    where a time is not known. It may have `p50` and `p80`, by when the plan expects it done, and `seen`: pairs of the
    name of an observer and of a list of pairs of a moment and its name.
    """
    names = ("planned_start", "planned_end", "observed_start", "observed_end", "p50", "p80")
    known = [float(minute) for row in rows for name in names if (minute := part(row, name)) is not None]
    known += [minute for row in rows for _name, moments in part(row, "seen") or () for minute, _label in moments]
    length = max([*known, 1.0])
    step = next((step for step in STEPS if length / step <= MARKS), STEPS[-1])
    marks = range(0, int(length) + 1, step)
    ticks = tuple(Tick(percent(mark / length), str(mark), _anchor(mark / length)) for mark in marks)
    return Timeline(ticks, tuple(_row(row, length) for row in rows))


def _row(row: object, length: float) -> Row:
    planned_end, observed_end = part(row, "planned_end"), part(row, "observed_end")
    late = planned_end is not None and observed_end is not None and observed_end > planned_end
    p50, p80 = part(row, "p50"), part(row, "p80")
    seen = part(row, "seen") or ()
    return Row(
        label=str(part(row, "label", "")),
        owner=str(part(row, "owner") or ""),
        planned=_span(part(row, "planned_start"), planned_end, length),
        observed=_span(part(row, "observed_start"), observed_end, length),
        late=late,
        half="" if p50 is None else percent(p50 / length),
        most="" if p80 is None else percent(p80 / length),
        expected="" if p50 is None else f"{said(60 * p50)} · {said(60 * (p80 or p50))}",
        watchers=tuple(_watcher(at, name, moments, length) for at, (name, moments) in enumerate(seen)),
        height=LANES + LANE * len(seen),
    )


def _watcher(at: int, name: str, moments: Sequence[tuple[float, str]], length: float) -> Watcher:
    places = [percent(minute / length) for minute, _label in moments]
    text = ", ".join(f"{label} {said(60 * minute)}" for minute, label in moments)
    return Watcher(LANES + LANE * at + 3, places[0], places[-1], tuple(places), name, text)


def _span(start: float | None, end: float | None, length: float) -> Span | None:
    if start is None or end is None:
        return None
    text = _("%(start)s to %(end)s") % {"start": _minutes(start), "end": _minutes(end)}
    return Span(percent(start / length), percent(max((end - start) / length, 0.006)), text)


def _minutes(value: float) -> str:
    """Minutes as a reader writes them: 5, 0.5 or 0,5."""
    tenths = round(float(value), 1)
    return str(localize(int(tenths) if tenths.is_integer() else tenths))


def _anchor(share: float) -> str:
    if share <= 0:
        return "start"
    return "end" if share > 1 - 0.5 / MARKS else "middle"
