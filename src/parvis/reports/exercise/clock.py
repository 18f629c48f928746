"""Planned against observed on the exercise clock, as a drawing that is read in black and white too, and as a table."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import shorten, wrap

from django.utils.translation import gettext as _

from parvis.exercises.queries import TaskRow
from parvis.reports.document import Picture, Section, Table
from parvis.reports.drawing import INK, SOFT, WIDTH, label, whole
from parvis.reports.exercise.evening import Evening
from parvis.reports.sections import minutes

LEFT, RIGHT, TOP, ROW, BAR = 236.0, 60.0, 44.0, 42.0, 10.0
LETTERS = 42  # of a task beside its line, on two lines
MOST = 14  # tasks on one drawing: so many fit on a page and can still be read
STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440)  # minutes between marks that people read easily
MARKS = 8
CLOSE = 10.0  # numbers of messages nearer than this would lie over one another
HATCH = (
    f'<defs><pattern id="late" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="5" height="5" fill="#ffffff"/><rect width="2.2" height="5" fill="{INK}"/></pattern></defs>'
)


@dataclass(frozen=True)
class Bar:
    """One task: seconds on the clock, None where a moment is not known; `said`: what became of it."""

    label: str
    role: str
    called: float | None
    due: float | None
    began: float | None
    done: float | None
    late: bool
    said: str


def section(of: Evening) -> Section:
    """The drawings, and behind them the table with the same times."""
    rows = bars(of)
    if not rows:
        return Section(_("Planned and observed"), [_("Nothing was called for or noted: there is nothing to compare.")])
    called = [(one.delivered_s, one.number) for one in of.injects if one.delivered_s is not None]
    pages = [rows[at : at + MOST] for at in range(0, len(rows), MOST)]
    words = _("Minutes on the exercise clock. Outlined: planned, from the call for a task to its target. Filled: observed, from the first moment that was noted until done; hatched: later than planned. ▼: a message came in.")  # fmt: skip
    end = max([of.result.endex_s, *(one.due or 0.0 for one in rows)])
    pictures = [Picture(drawing(page, called, end), words) for page in pages]
    return Section(_("Planned and observed"), pictures=pictures, table=_table(rows))


def bars(of: Evening) -> list[Bar]:
    """The tasks that were called for or seen, in the order of the plan."""
    found = [_bar(of, row) for row in of.result.rows]
    return [bar for bar in found if bar.called is not None or bar.began is not None]


def _bar(of: Evening, row: TaskRow) -> Bar:
    moments = [at for name, at in row.result.stamps.items() if name != "event" and not math.isnan(at)]
    done = row.result.stamps["done"]
    late = row.result.ratio > 1
    return Bar(
        of.written(f"{row.task.code} {row.task.text}"),
        row.task.responsible.name if row.task.responsible else "",
        row.called_s,
        row.due_s,
        min(moments, default=None),
        None if math.isnan(done) else done,
        late,
        _said(row),
    )


def _said(row: TaskRow) -> str:
    if row.result.status == "not_observed":
        return _("not observed")
    if row.result.status == "never_done":
        return _("never done")
    return _("late") if row.result.ratio > 1 else _("in time") if row.result.target_s else _("done")


def _table(rows: Sequence[Bar]) -> Table:
    head = [_("Task"), _("Called for"), _("Planned until"), _("First seen"), _("Done"), _("State")]
    cells = [[bar.label, *map(minutes, (bar.called, bar.due, bar.began, bar.done)), bar.said] for bar in rows]
    return Table(head, cells)


def drawing(rows: Sequence[Bar], called: Sequence[tuple[float, int]], end: float) -> str:
    """`called`: when each message came in, and its number."""
    length = max(end, 60.0)

    def across(seconds: float) -> float:
        return LEFT + (WIDTH - RIGHT - LEFT) * seconds / length

    bottom = TOP + ROW * len(rows)
    pieces = [HATCH, *_axis(across, length, bottom), *_messages(across, called)]
    for at, bar in enumerate(rows):
        pieces += _line(bar, TOP + ROW * at, across, length)
    return whole(WIDTH, bottom + 4, pieces)


def _axis(across: Callable[[float], float], length: float, bottom: float) -> list[str]:
    step = next((step for step in STEPS if length / 60 / step <= MARKS), STEPS[-1])
    pieces = []
    for minute in range(0, int(length / 60) + 1, step):
        x = across(60 * minute)
        pieces.append(f'<path d="M{x:.1f} {TOP - 6:.0f}V{bottom:.0f}" stroke="#c9c5b8" stroke-width="0.7"/>')
        pieces.append(label(x, 12, str(minute), "middle", SOFT, 11))
    return pieces


def _messages(across: Callable[[float], float], called: Sequence[tuple[float, int]]) -> list[str]:
    pieces, last = [], -math.inf
    for at, number in sorted(called):
        x = across(at)
        pieces.append(f'<path d="M{x - 3.5:.1f} 29h7l-3.5 7z" fill="{INK}"/>')
        if x - last >= CLOSE:
            pieces.append(label(x, 26, str(number), "middle", INK, 10))
            last = x
    return pieces


def _line(bar: Bar, top: float, across: Callable[[float], float], length: float) -> list[str]:
    """Name and role, the planned span, and beneath it what was observed."""
    names = wrap(shorten(bar.label, 2 * LETTERS - 4, placeholder=" …"), LETTERS)[:2]
    pieces = [f'<path d="M0 {top:.1f}H{WIDTH:.0f}" stroke="#e4e0d5" stroke-width="0.7"/>']
    pieces += [label(0, top + 12 + 11 * at, words, "start", INK, 10) for at, words in enumerate(names)]
    pieces.append(label(0, top + 35, shorten(bar.role, LETTERS + 4, placeholder=" …"), "start", SOFT, 9))
    if bar.called is not None and bar.due is not None:
        pieces.append(_span(across(bar.called), across(bar.due), top + 6, f'fill="#ffffff" stroke="{INK}"'))
    pieces += _observed(bar, top + 22, across, length)
    last = across(max(filter(None, (bar.due, bar.done, bar.called, bar.began)), default=0.0))
    if bar.late or bar.done is None:
        x, anchor = (WIDTH, "end") if last > WIDTH - RIGHT - 12 else (last + 5, "start")
        pieces.append(label(x, top + 31 if bar.began is not None else top + 36, bar.said, anchor, INK, 10))
    return pieces


def _observed(bar: Bar, y: float, across: Callable[[float], float], length: float) -> list[str]:
    """Filled until the target, hatched beyond it; what was never done runs on as a dashed line to the end."""
    if bar.began is None:
        return []
    began = across(bar.began)
    if bar.done is None:
        dashes = f'<path d="M{began:.1f} {y + BAR / 2:.1f}H{across(length):.1f}" stroke="{INK}" stroke-width="1.5" stroke-dasharray="4 3"/>'
        return [dashes] if bar.said == _("never done") else [_span(began, began + 3, y, f'fill="{INK}"')]
    done = across(bar.done)
    turned = min(max(across(bar.due), began), done) if bar.late and bar.due is not None else done
    pieces = [_span(began, turned, y, f'fill="{INK}"')] if turned > began or not bar.late else []
    if turned < done or (bar.late and turned <= began):
        pieces.append(_span(turned, done, y, f'fill="url(#late)" stroke="{INK}"'))
    return pieces


def _span(start: float, end: float, y: float, paint: str) -> str:
    return f'<rect x="{start:.1f}" y="{y:.1f}" width="{max(end - start, 2.0):.1f}" height="{BAR:.0f}" {paint} stroke-width="0.9"/>'
