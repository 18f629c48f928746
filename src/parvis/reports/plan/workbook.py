"""A plan as a workbook: one sheet for each table, made to be changed and brought in again."""

from parvis.plans import tables
from parvis.plans.queries import Whole
from parvis.reports.workbook import Grid, to_xlsx


def plan_xlsx(whole: Whole, tlp: str) -> bytes:
    """The workbook. The keys that hold rows together stand in a hidden column."""
    lists = tables.lists()
    rows = tables.grids(tables.tables_of(whole), tables.marks_of(whole))
    return to_xlsx([_grid(*row, lists[row[0]]) for row in rows], tlp)


def _grid(title: str, heads: list[str], rows: list[list[str]], lists: dict[int, list[str]]) -> Grid:
    hidden = tuple(n for n, head in enumerate(heads) if head == str(tables.MARK_HEAD))
    return Grid(title, heads, rows, hidden, lists)
