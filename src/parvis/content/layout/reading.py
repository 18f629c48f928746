"""A workbook becomes a method: read whole or not at all, and everything wrong with it is told at once."""

import io
import re
from typing import Any

from pydantic import ValidationError
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook
from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name

from parvis.content.errors import PackError, explained, together
from parvis.content.layout.cells import CellError, read
from parvis.content.layout.columns import BY_NAME, EXPLAINED, FIELDS, METHOD, SHEETS, Column, Sheet
from parvis.content.layout.found import Found, Row, Rows
from parvis.content.layout.guard import MAX_WORKBOOK, checked, formulas, is_workbook
from parvis.content.layout.nested import Nested
from parvis.content.schemas import MethodPack
from parvis.content.schemas.questionnaire import MOST_QUESTIONS

__all__ = ["MAX_WORKBOOK", "is_workbook", "read_workbook"]

MOST_ROWS = 5 * MOST_QUESTIONS
WORDING = re.compile(r"(.+) ([a-z]{2})")


def read_workbook(data: bytes, file: str = "") -> MethodPack:
    """The method in a workbook of the layout. Raises PackError; `every` holds all that was found."""
    bodies = checked(data, file)
    found = Found(file)
    tables: dict[str, Rows] = {sheet.name: [] for sheet in SHEETS}
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for name in book.sheet_names:
            if name in BY_NAME:
                tables[name] = _table(BY_NAME[name], book.get_sheet_by_name(name), bodies.get(name, b""), found)
            elif name != EXPLAINED:
                found.at(None, "", "sheet_unknown", sheet=name)
    except (CalamineError, OSError, ValueError) as error:
        raise PackError("workbook", file=file) from error
    for name in (METHOD, "steps", "sources"):
        if name not in book.sheet_names:
            found.at(None, "", "sheet_missing", name, sheet=name)
    return _method(tables, found)


def _method(tables: dict[str, Rows], found: Found) -> MethodPack:
    pack = Nested(tables, found).build()
    try:
        method = MethodPack.model_validate(pack)
    except ValidationError as error:
        read_whole = not found.errors
        told = {(one.sheet, one.line, one.column) for one in found.errors}
        for one in error.errors():
            said = _explained(one, pack, found)
            if read_whole or (said.line and (said.sheet, said.line, said.column) not in told):
                told.add((said.sheet, said.line, said.column))
                found.errors.append(said)
        raise together(_in_order(found.errors)) from error
    if found.errors:
        raise together(_in_order(found.errors))
    return method


def _in_order(errors: list[PackError]) -> list[PackError]:
    order = list(BY_NAME)
    return sorted(errors, key=lambda one: (order.index(one.sheet) if one.sheet in order else -1, one.line or 0))


def _explained(error: Any, pack: dict[str, Any], found: Found) -> PackError:
    row, column = found.origin(pack, error["loc"])
    said = explained(error, field=".".join(map(str, error["loc"])), file=found.file)
    named = found.row_named(said.detail.partition(":")[0].partition(",")[0]) if row is None else None
    row = row or named
    if said.code in ("text_language", "pack_language") and column:
        column = f"{column.split()[0]} {said.detail.rpartition(': ')[2].split(',')[0]}"
    if row is None:
        said.sheet = _sheet_of(error["loc"])
        return said
    said.sheet, said.line, said.column = row.sheet, row.number, found.name_of(row, column)
    return said


def _sheet_of(path: tuple[int | str, ...]) -> str:
    """The sheet of what has no row: a list that is missing, or the method as a whole."""
    names = {"source": "sources", "scales": "answer scales", "outcome": "grids", "carried_over": "carried over"}
    return next((name for part in path if (name := names.get(str(part), str(part))) in BY_NAME), METHOD)


def _table(sheet: Sheet, cells: CalamineSheet, body: bytes, found: Found) -> Rows:
    for start, end in cells.merged_cell_ranges or []:
        area = f"{xl_col_to_name(start[1])}{start[0] + 1}:{xl_col_to_name(end[1])}{end[0] + 1}"
        found.at(Row(sheet.name, start[0] + 1, {}, {}), "", "merged", area)
    if cells.total_height > MOST_ROWS:
        found.at(None, "", "too_many_rows", f"{MOST_ROWS:,}", sheet=sheet.name)
        return []
    lines = cells.to_python(skip_empty_area=False)
    columns = _header(sheet, lines[0] if lines else [], found)
    for letter, number in formulas(body):
        names = {at: name for name, at in columns.items()}
        found.at(Row(sheet.name, number, {}, columns), names.get(letter, letter), "formula")
    filled = [number for number, line in enumerate(lines) if number and any(map(_filled, line))]
    rows: Rows = []
    for number in range(1, filled[-1] + 1 if filled else 1):
        row = Row(sheet.name, number + 1, {}, columns)
        if any(map(_filled, lines[number])):
            _fill(sheet, row, lines[number], found)
            rows.append(row)
        else:
            found.at(row, "", "empty_row")
    return rows


def _filled(cell: object) -> bool:
    return cell is not None and str(cell).strip() != ""


def _header(sheet: Sheet, cells: list[Any], found: Found) -> dict[str, str]:
    """Where each column stands, by its name."""
    columns: dict[str, str] = {}
    first = Row(sheet.name, 1, {}, columns)
    for place, cell in enumerate(cells):
        name = str(cell).strip()
        if not name:
            continue
        if _column(sheet, name) is None:
            found.at(first, "", "column_unknown", name)
        elif name in columns:
            found.at(first, name, "column_twice", name)
        else:
            columns[name] = xl_col_to_name(place)
    for column in sheet.columns:
        name = f"{column.name} en" if column.kind == "wording" else column.name
        if column.needed and name not in columns:
            found.at(first, "", "column_missing", name)
    return columns


def _column(sheet: Sheet, name: str) -> Column | None:
    wording = WORDING.fullmatch(name)
    for column in sheet.columns:
        if column.kind == "wording" and wording and wording[1] == column.name:
            return column
        if column.kind != "wording" and name == column.name:
            return column
    return None


def _fill(sheet: Sheet, row: Row, line: list[Any], found: Found) -> None:
    places = {name: xl_cell_to_rowcol(f"{letters}1")[1] for name, letters in row.columns.items()}
    cells = {name: line[place] for name, place in places.items() if place < len(line)}
    for name, cell in cells.items():
        column = _column(sheet, name)
        if column is None or not _filled(cell):
            continue
        if sheet.name == METHOD and name == "value":
            column = FIELDS.get(str(cells.get("field")).strip(), column)
        try:
            value = read(column, cell)
        except CellError as error:
            found.at(row, name, error.code, error.detail)
            continue
        if column.kind == "wording":
            row.values.setdefault(column.name, {})[name[-2:]] = value
        else:
            row.values["value" if sheet.name == METHOD and name == "value" else name] = value
    _check(sheet, row, cells, found)


def _check(sheet: Sheet, row: Row, cells: dict[str, Any], found: Found) -> None:
    if sheet.name == METHOD and "field" in row.values and row.values["field"] not in FIELDS:
        found.at(row, "field", "field_unknown", str(row.values["field"]))
    for column in sheet.columns:
        name = f"{column.name} en" if column.kind == "wording" else column.name
        if column.needed and column.name not in row.values and not _filled(cells.get(name)):
            found.at(row, name, "missing", name)
