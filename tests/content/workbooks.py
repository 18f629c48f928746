"""Workbooks for tests: taken apart into plain grids, changed, and put together again by another hand."""

import io
from collections.abc import Callable
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

Grids = dict[str, list[list[Any]]]


def grids(data: bytes) -> Grids:
    """Every sheet as rows of cells."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def workbook(sheets: Grids, touch: Callable[[Any, dict[str, Any]], None] | None = None) -> bytes:
    """A workbook of these cells; `touch` may do to it what a person with Excel does."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        pages = {name: book.add_worksheet(name) for name in sheets}
        for name, rows in sheets.items():
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if cell != "":
                        pages[name].write(number, place, cell)
        if touch:
            touch(book, pages)
    return out.getvalue()


def column(rows: list[list[Any]], name: str) -> int:
    return rows[0].index(name)
