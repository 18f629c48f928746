"""Tasks on one clock: the planned span above, the observed span below."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import localize
from django.utils.translation import gettext as _

from parvis.web.components.record import part, percent

STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440)  # minutes between marks that people read easily
MARKS = 6


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
class Row:
    """One task."""

    label: str
    owner: str
    planned: Span | None
    observed: Span | None
    late: bool


@dataclass(frozen=True)
class Timeline:
    """All tasks and the clock they share."""

    ticks: tuple[Tick, ...]
    rows: tuple[Row, ...]


def timeline(rows: Sequence[object]) -> Timeline:
    """Place tasks on a clock that begins at 0 and ends with the last of them.

    A row has `label`, `owner`, `planned_start`, `planned_end`, `observed_start` and `observed_end`, in minutes; None
    where a time is not known.
    """
    names = ("planned_start", "planned_end", "observed_start", "observed_end")
    known = [float(minute) for row in rows for name in names if (minute := part(row, name)) is not None]
    length = max([*known, 1.0])
    step = next((step for step in STEPS if length / step <= MARKS), STEPS[-1])
    marks = range(0, int(length) + 1, step)
    ticks = tuple(Tick(percent(mark / length), str(mark), _anchor(mark / length)) for mark in marks)
    return Timeline(ticks, tuple(_row(row, length) for row in rows))


def _row(row: object, length: float) -> Row:
    planned_end, observed_end = part(row, "planned_end"), part(row, "observed_end")
    late = planned_end is not None and observed_end is not None and observed_end > planned_end
    return Row(
        label=str(part(row, "label", "")),
        owner=str(part(row, "owner") or ""),
        planned=_span(part(row, "planned_start"), planned_end, length),
        observed=_span(part(row, "observed_start"), observed_end, length),
        late=late,
    )


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
