"""A spreadsheet becomes messages: what can be read is taken, every cell that cannot is named, and its words are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineSheet

from parvis.access.errors import Refused
from parvis.content.layout.opening import MERGED, opened, unmerged
from parvis.exercises.msel.known import Known
from parvis.exercises.msel.layouts import LAYOUTS, Layout
from parvis.exercises.msel.lines import Lines
from parvis.exercises.msel.row import Remark, Script

MOST_ROWS = 2000
NOTHING = Known()
HEAD_WITHIN = 30  # rows above the head: a title, a logo, who to call
ENOUGH = 3  # columns by which a head is known


def read(data: bytes, tasks: Mapping[str, str], known: Known = NOTHING) -> Script:
    """The messages in the first sheet that has the columns of a layout. `tasks`: texts of the plan's tasks by code;
    `known`: what else the exercise has.

    Raises Refused when the file cannot be read, or no sheet has such columns.
    """
    for sheet in opened(data):
        cells = sheet.to_python(skip_empty_area=False)
        found = _head(cells)
        if found:
            return _script(sheet, cells, found, tasks, known)
    raise Refused(
        _("No sheet has the columns of a script (HSEEP, Standard or MITRE). Nothing was taken: download one of the three "
          "layouts and copy your rows into it."),
        "file",
    )  # fmt: skip


@dataclass(frozen=True)
class Head:
    """The layout of a sheet, the row in which its head stands, and where each column is."""

    layout: Layout
    at: int
    places: dict[str, int]


def _head(cells: list[list[Any]]) -> Head | None:
    """The head with the most columns of a layout, where there is one."""
    best: Head | None = None
    for number, row in enumerate(cells[:HEAD_WITHIN]):
        places = {plain(cell): place for place, cell in reversed(list(enumerate(row))) if plain(cell)}
        for layout in LAYOUTS.values():
            there = {head: places[plain(head)] for head, _field in layout.columns if plain(head) in places}
            if len(there) >= ENOUGH and (best is None or len(there) > len(best.places)):
                best = Head(layout, number, there)
    return best


def plain(cell: object) -> str:
    """A head as it is compared: case, spaces and signs do not matter."""
    return "".join(sign for sign in str(cell).casefold() if sign.isalnum())


def _script(sheet: CalamineSheet, cells: list[list[Any]], head: Head, tasks: Mapping[str, str], known: Known) -> Script:
    layout, places = head.layout, head.places
    if not any(field in ("message", "title") for name, field in layout.columns if name in places):
        sentence = _("The column “%(name)s” is missing, so there is no message to read. Nothing was taken.")
        raise Refused(sentence % {"name": layout.head_of("message")}, "file")
    if len(cells) - head.at > MOST_ROWS:
        sentence = _("The sheet has more than %(most)d rows. Nothing was taken: split it.")
        raise Refused(sentence % {"most": MOST_ROWS}, "file")
    lines = Lines(layout, places, cells[head.at], tasks, known)
    for name, field in layout.columns:
        if field not in ("", "number") and name not in places:
            lines.remark("", _("The column “%(name)s” is missing; it is left empty.") % {"name": name})
    for area in unmerged(sheet, cells, head.at):
        lines.remark(area, str(MERGED))
    for number, row in enumerate(cells[head.at + 1 :], start=head.at + 1):
        if any(str(cell).strip() for cell in row):
            lines.add(number, row)
    rows = lines.rows()
    if not rows:
        raise Refused(_("The sheet has a head but no message under it. Nothing was taken."), "file")
    return Script(layout.code, rows, tuple(sorted(lines.remarks, key=_row_of)))


def _row_of(remark: Remark) -> int:
    """The first row that it speaks of; 0 for the whole sheet."""
    return int("".join(sign for sign in remark.cell.partition(":")[0] if sign.isdigit()) or 0)
