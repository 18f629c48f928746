"""A method as a workbook, and the empty template: drop-downs, a frozen header, and a sheet that explains the rest."""

import io
from typing import Any

import xlsxwriter

from parvis.content.layout.cells import shown
from parvis.content.layout.columns import EXPLAINED, FIELDS, METHOD, SHEETS, Column, Sheet
from parvis.content.layout.flat import Row, Tables, tables_of
from parvis.content.layout.words import SHEET_WORDS, START, column_words
from parvis.content.schemas import MethodPack

LANGUAGES = ["en", "fr"]
#: Drop-downs reach as far as somebody who fills the template in by hand.
ROWS_WITH_CHOICES = 1000
WIDE, NARROW, TABLE = 44, 16, 12
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def to_workbook(method: MethodPack) -> bytes:
    """The workbook of a method. Read back, it is the same pack."""
    return _written(tables_of(method), _languages(method))


def template() -> bytes:
    """An empty workbook of the layout, with the fields of its first sheet named."""
    tables: Tables = {sheet.name: [] for sheet in SHEETS}
    tables[METHOD] = [{"field": name} for name in FIELDS]
    return _written(tables, LANGUAGES)


def _languages(method: MethodPack) -> list[str]:
    """Those that the pack announces, then every other one in which some of its texts are written."""
    more = {language for rows in tables_of(method).values() for row in rows for language in _of_row(row)}
    return [*method.languages, *sorted(more - set(method.languages))]


def _of_row(row: Row) -> set[str]:
    return {language for value in row.values() if isinstance(value, dict) for language in value}


def _written(tables: Tables, languages: list[str]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **PLAIN}) as book:
        book.set_properties({"title": "Parvis: method", "author": "", "company": ""})
        formats = {
            "head": book.add_format({"bold": True, "bg_color": "#E6ECEF", "border": 1}),
            "text": book.add_format({"text_wrap": True, "valign": "top", "num_format": 49}),
            "number": book.add_format({"valign": "top"}),
        }
        _explanation(book.add_worksheet(EXPLAINED), formats)
        for sheet in SHEETS:
            _sheet(book.add_worksheet(sheet.name), sheet, tables[sheet.name], languages, formats)
    return out.getvalue()


def _sheet(page: Any, sheet: Sheet, rows: list[Row], languages: list[str], formats: dict[str, Any]) -> None:
    place = 0
    for column in sheet.columns:
        for language in languages if column.kind == "wording" else [""]:
            _column(page, place, column, formats)
            page.write_string(0, place, f"{column.name} {language}".strip(), formats["head"])
            for number, row in enumerate(rows, start=1):
                value = row.get(column.name)
                if language:
                    value = (value or {}).get(language)
                typed = _typed(sheet, column, row)
                _cell(page, (number, place), typed, value, formats)
                if typed is not column:
                    _choices(page, number, number, place, typed)
                    if value is None and typed.kind == "whole":  # typed into a cell for text, it would stay text
                        page.write_blank(number, place, None, formats["number"])
            place += 1
    page.freeze_panes(1, 1)
    page.set_header(f"&L{sheet.name}&R&P / &N")
    page.set_landscape()


def _typed(sheet: Sheet, column: Column, row: Row) -> Column:
    """On the first sheet the field says what its value is."""
    if sheet.name == METHOD and column.name == "value":
        return FIELDS.get(row.get("field", ""), column)
    return column


def _column(page: Any, place: int, column: Column, formats: dict[str, Any]) -> None:
    number = column.kind in ("whole", "number")
    width = WIDE if column.kind in ("wording", "when") else TABLE if number else NARROW
    page.set_column(place, place, width, formats["number" if number else "text"])
    _choices(page, 1, ROWS_WITH_CHOICES, place, column)


def _choices(page: Any, first: int, last: int, place: int, column: Column) -> None:
    if column.choices:
        page.data_validation(first, place, last, place, {"validate": "list", "source": list(column.choices)})


def _cell(page: Any, at: tuple[int, int], column: Column, value: Any, formats: dict[str, Any]) -> None:
    if value is None or value == []:
        return
    cell = shown(column, value)
    if isinstance(cell, str):
        page.write_string(*at, cell, formats["text"])
    else:
        page.write_number(*at, cell, formats["number"])


def _explanation(page: Any, formats: dict[str, Any]) -> None:
    page.set_column(0, 1, 20, formats["text"])
    page.set_column(2, 3, 70, formats["text"])
    page.write_row(0, 0, ["sheet", "column", "en", "fr"], formats["head"])
    lines = [("", "", START)]
    for sheet in SHEETS:
        lines.append((sheet.name, "", SHEET_WORDS[sheet.name]))
        columns = FIELDS.values() if sheet.name == METHOD else sheet.columns
        lines += [(sheet.name, column.name, column_words(sheet.name, column)) for column in columns]
    for number, (sheet_name, column_name, words) in enumerate(lines, start=1):
        page.write_row(number, 0, [sheet_name, column_name, words["en"], words["fr"]], formats["text"])
    page.freeze_panes(1, 0)
