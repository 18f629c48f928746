"""A plan as a workbook: one sheet for each table, read back cell by cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from python_calamine import CalamineSheet
from xlsxwriter.utility import xl_rowcol_to_cell

from parvis.access.errors import Refused
from parvis.content.layout.opening import MERGED, opened, unmerged
from parvis.plans.tables import terms
from parvis.plans.tables.columns import SHEETS, Column, Sheet
from parvis.plans.tables.normal import normal
from parvis.plans.tables.same import NAMED
from parvis.plans.tables.words import Tables, Words, key_of

MOST_ROWS = 1000
HEAD_WITHIN = 10
#: The column that holds a row together while its name changes, and the name of its cells.
MARK, MARK_HEAD = "#", gettext_lazy("Key of the row (leave as it is)")
Row = tuple[str, list[str], list[list[str]]]


@dataclass(frozen=True)
class Remark:
    """Something to know about a cell, "Tasks!D7"; the whole sheet where no cell is named."""

    cell: str
    text: str


@dataclass
class Read:
    """The rows of each sheet that was there, and in which row of it each stands."""

    tables: Tables = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    #: By sheet and key of a row, the cell of each of its columns.
    cells: dict[tuple[str, tuple[str, ...]], dict[str, str]] = field(default_factory=dict)
    #: By sheet the key that each row carries in its hidden column, or nothing.
    marks: dict[str, list[str]] = field(default_factory=dict)

    def cell(self, sheet: str, words: Mapping[str, str], column: str) -> str:
        places = self.cells.get((sheet, key_of(sheet, words)), {})
        return places.get(column, places.get("", str(SHEETS[sheet].title)))


def grids(tables: Tables, marks: Mapping[str, Mapping[str, str]] | None = None) -> list[Row]:
    """Title, heads and rows of every sheet, in the reader's language. Rows with a name of their own carry their key in a
    last column, which is meant to be hidden: `marks`, by sheet and name."""
    found = []
    for code, sheet in SHEETS.items():
        heads = [str(column.head) for column in sheet.columns]
        rows = [[_shown(column, row.get(column.name, "")) for column in sheet.columns] for row in tables[code]]
        if code in NAMED:
            known = (marks or {}).get(code, {})
            heads.append(str(MARK_HEAD))
            rows = [[*cells, known.get(row[sheet.keys[0]], "")] for cells, row in zip(rows, tables[code], strict=True)]
        found.append((str(sheet.title), heads, rows))
    return found


def lists() -> dict[str, dict[int, list[str]]]:
    """By title of a sheet and number of a column the words to choose from."""
    return {
        str(sheet.title): {
            number: [text for _code, text in terms.options(column.terms)]
            if column.terms
            else [str(text) for _code, text in column.choices]
            for number, column in enumerate(sheet.columns)
            if column.terms or column.choices
        }
        for sheet in SHEETS.values()
    }


def _shown(column: Column, words: str) -> str:
    if column.terms:
        return terms.shown(column.terms, words)
    return next((str(label) for code, label in column.choices if code == words), words)


def read(data: bytes) -> Read:
    """The tables of a workbook. Refused when it cannot be read at all, or no sheet of it is one of a plan."""
    found, titles = Read(), _said({code: sheet.title for code, sheet in SHEETS.items()})
    for sheet in opened(data):
        code = titles.get(sheet.name.strip().casefold())
        if code and code not in found.tables:
            _take(SHEETS[code], sheet, found)
    if not found.tables:
        raise Refused(
            _("No sheet of this workbook is a table of a plan. Nothing was taken: download the plan and change that workbook."),
            "file",
        )  # fmt: skip
    for code, own in SHEETS.items():
        if code not in found.tables:
            found.remarks.append(
                Remark(str(own.title), _("There is no such sheet: this part of the plan stays as it is."))
            )
    return found


def _said(words: Mapping[str, Any]) -> dict[str, str]:
    """Codes by their words, in every language of the installation."""
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {str(text).strip().casefold(): code for code, text in words.items()}
    return found


def _take(own: Sheet, sheet: CalamineSheet, found: Read) -> None:
    cells = sheet.to_python(skip_empty_area=False)
    heads = _said({column.name: column.head for column in own.columns} | {MARK: MARK_HEAD})
    at, places = _head(own, cells, heads)
    if not places:
        found.remarks.append(
            Remark(sheet.name, _("No row of this sheet holds the heads of its columns. It was left out."))
        )
        return
    missing = [column for column in own.columns if column.name not in places]
    if any(column.must or column.name in own.keys[:1] for column in missing):
        words = ", ".join(str(column.head) for column in missing)
        found.remarks.append(Remark(sheet.name, _("These columns are missing: %(heads)s. The sheet was left out.") % {"heads": words}))  # fmt: skip
        return
    for column in missing:
        found.remarks.append(Remark(sheet.name, _("The column “%(head)s” is missing: what the plan says there stays.") % {"head": column.head}))  # fmt: skip
    for area in unmerged(sheet, cells, at):
        found.remarks.append(Remark(f"{sheet.name}!{area}", str(MERGED)))
    found.tables[own.code], found.marks[own.code] = [], []
    for number, row in enumerate(cells[at + 1 : at + 1 + MOST_ROWS], start=at + 1):
        if any(str(cell).strip() for cell in row):
            _line(own, sheet.name, number, {name: (place, row[place]) for name, place in places.items()}, found)
    if len(cells) - at - 1 > MOST_ROWS:
        found.remarks.append(Remark(sheet.name, _("Only the first %(most)d rows were read.") % {"most": MOST_ROWS}))


def _head(own: Sheet, cells: Sequence[Sequence[Any]], heads: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    """The row with the heads, and where each column stands."""
    best: tuple[int, dict[str, int]] = (0, {})
    for number, row in enumerate(cells[:HEAD_WITHIN]):
        places = {
            heads[str(cell).strip().casefold()]: place
            for place, cell in reversed(list(enumerate(row)))
            if str(cell).strip().casefold() in heads
        }
        if len(places) > len(best[1]):
            best = (number, places)
    return best if len(best[1]) >= min(2, len(own.columns)) else (0, {})


def _line(own: Sheet, title: str, number: int, cells: Mapping[str, tuple[int, Any]], found: Read) -> None:
    words: Words = {}
    places = {"": f"{title}!{number + 1}:{number + 1}"}
    for name, (place, cell) in cells.items():
        places[name] = f"{title}!{xl_rowcol_to_cell(number, place)}"
        if name == MARK:
            continue
        words[name] = _written(own.column(name), cell, places[name], found)
    codes = {column.name: _said(dict(column.choices)) for column in own.columns if column.choices}
    words = {name: codes.get(name, {}).get(text.strip().casefold(), text) for name, text in words.items()}
    words = normal(own.code, words)
    key = (own.code, key_of(own.code, words))
    if any(key[1]) and key in found.cells:
        found.remarks.append(Remark(places[""], _("This row is named like one above it. It was left out.")))
        return
    found.cells[key] = places
    found.tables[own.code].append(words)
    found.marks[own.code].append(str(cells[MARK][1]).strip() if MARK in cells else "")


def _written(column: Column, cell: Any, place: str, found: Read) -> str:
    """A cell as its reader sees it. What the spreadsheet made of "2:30" or "5-10" is no longer what was typed: it is named."""
    if isinstance(cell, datetime):
        cell = cell.date() if column.kind == "day" else cell
    if isinstance(cell, date) and column.kind == "day":
        return cell.isoformat()
    if isinstance(cell, datetime | date | time | timedelta):
        found.remarks.append(
            Remark(place, _("The spreadsheet took this cell for a date or a time of day: format it as text and type it again."))
        )  # fmt: skip
        return str(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
