"""Opens a spreadsheet that somebody made for people: guarded, and with what is merged said in every row that it covers."""

import io
from collections.abc import Iterator
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook
from xlsxwriter.utility import xl_rowcol_to_cell

from parvis.access.errors import Refused
from parvis.content.errors import PackError
from parvis.content.layout.guard import checked

MERGED = gettext_lazy("These cells were merged; what they say was taken for every row that they cover.")


def opened(data: bytes) -> list[CalamineSheet]:
    """The sheets in their order. Raises Refused with a sentence when this is no workbook, or one that unfolds too far."""
    try:
        checked(data, "")
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [book.get_sheet_by_name(name) for name in book.sheet_names]
    except PackError as error:
        raise Refused(error.text(get_language() or "en"), "file") from error
    except (CalamineError, OSError, ValueError) as error:
        raise Refused(_("The workbook cannot be read. Nothing was taken: save it again as .xlsx."), "file") from error


def unmerged(sheet: CalamineSheet, cells: list[list[Any]], head: int) -> Iterator[str]:
    """Writes what stands in merged cells below the head into every row that they cover, in their first column, and names
    the areas ("C4:C6") in which it did."""
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        if head < bottom < len(cells):
            for number in range(max(top, head + 1), bottom + 1):
                cells[number][left] = cells[top][left]
            yield f"{xl_rowcol_to_cell(top, left)}:{xl_rowcol_to_cell(bottom, right)}"
