"""Tables as one Excel workbook or as CSV: numbers stay numbers, days stay days, and no cell is ever a formula."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.utils.text import slugify
from django.utils.timezone import localtime
from xlsxwriter.utility import xl_range_abs

from parvis.reports.register import harmless

LONGEST_CELL = 32_000  # of Excel
LONGEST_NAME = 31
MOST_ROWS = 1000  # down to which a list is offered
LISTS = "Lists_"  # no title of ours


@dataclass(frozen=True)
class Grid:
    """One sheet: its name, its head, its rows of texts, numbers and days. Columns named in `hidden` by their number are
    there for the next reading only; `lists`: by column the words to choose from, others may be typed."""

    name: str
    head: list[str]
    rows: list[list[Any]]
    hidden: tuple[int, ...] = ()
    lists: Mapping[int, Sequence[str]] = field(default_factory=dict)


def to_xlsx(grids: Sequence[Grid], tlp: str) -> bytes:
    """One sheet each, with a head that stays in sight and the label in header and footer."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold, plain = (
            book.add_format({"bold": True, "text_wrap": True}),
            book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),  # "2:30" stays what was typed
        )
        dated = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
        choices = _choices(grids)
        for grid in grids:
            sheet = book.add_worksheet(grid.name[:LONGEST_NAME])
            sheet.write_row(0, 0, grid.head, bold)
            for number, row in enumerate(grid.rows, 1):
                for column, cell in enumerate(row):
                    _write(sheet, number, column, cell, (plain, dated))
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(len(grid.rows), 1), len(grid.head) - 1)
            for column, head in enumerate(grid.head):
                longest = max([len(head), *(len(str(row[column])) for row in grid.rows if row[column] is not None)])
                options = {"hidden": column in grid.hidden}
                sheet.set_column(column, column, min(max(longest + 2, 8), 60), None, options)
            for column in grid.lists:
                rule = {"validate": "list", "source": choices[grid.name, column], "error_type": "warning"}
                sheet.data_validation(1, column, MOST_ROWS, column, rule)
            sheet.set_landscape()
            sheet.repeat_rows(0)
            sheet.set_header(f"&R{tlp}")
            sheet.set_footer(f"&C&P / &N&R{tlp}")
        if choices:
            sheet = book.add_worksheet(LISTS)
            sheet.hide()
            for place, words in enumerate(words for grid in grids for words in grid.lists.values()):
                sheet.write_column(0, place, words)
    return out.getvalue()


def _choices(grids: Sequence[Grid]) -> dict[tuple[str, int], str]:
    """Where the words to choose from stand, in a hidden sheet behind all others: by sheet and column."""
    wanted = [(grid.name, column, len(words)) for grid in grids for column, words in grid.lists.items()]
    return {
        (name, column): f"={LISTS}!{xl_range_abs(0, place, max(count, 1) - 1, place)}"
        for place, (name, column, count) in enumerate(wanted)
    }


def _write(sheet: Any, row: int, column: int, cell: Any, formats: tuple[Any, Any]) -> None:
    plain, dated = formats
    if isinstance(cell, datetime):
        sheet.write_datetime(row, column, localtime(cell).replace(tzinfo=None), dated)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), dated)  # noqa: DTZ001  # a day
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(row, column, cell)
    elif cell is not None:
        sheet.write_string(row, column, str(cell)[:LONGEST_CELL], plain)


def to_csv(grid: Grid) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(grid.head)
    writer.writerows([[harmless(_plain(cell)) for cell in row] for row in grid.rows])
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: Any) -> Any:
    return cell.isoformat() if isinstance(cell, date) else cell


def to_zip(grids: Sequence[Grid]) -> bytes:
    """Each table as a CSV file of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for number, grid in enumerate(grids, 1):
            pack.writestr(f"{number}-{slugify(grid.name)}.csv", to_csv(grid))
    return out.getvalue()
