"""What somebody asks of a plan with the tables that were read: each row found again by its key, else by its name."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from parvis.plans.rules.whole import Whole
from parvis.plans.tables.changes import Change, changes
from parvis.plans.tables.columns import SHEETS
from parvis.plans.tables.same import marks_of, relabelled, same
from parvis.plans.tables.words import key_of, tables_of
from parvis.plans.tables.workbook import MARK, Read, Remark


def asked(whole: Whole, read: Read) -> list[Change]:
    """The changes, with a remark in `read` for each key that cannot be followed. Its tables then speak of renamed rows by
    their new names throughout: asked once more they are the same."""
    marks = marks_of(whole)
    for sheet, own in marks.items():
        known = {mark: name for name, mark in own.items()}
        for number in _twice(sheet, known, read):
            read.remarks.append(Remark(read.cell(sheet, read.tables[sheet][number], MARK), _("This row carries the key of another row, as a copy does. It is taken as a new one.")))  # fmt: skip
            read.marks[sheet][number] = ""
        if sheet == "tasks":
            _codes(known, read)
    found = same(marks, read.tables, read.marks)
    named = {sheet: {row.get(SHEETS[sheet].keys[0], "") for row in rows} for sheet, rows in read.tables.items()}
    wanted = relabelled(read.tables, found, named)
    read.cells |= {
        (sheet, key_of(sheet, new)): read.cells[sheet, key_of(sheet, old)]
        for sheet, rows in wanted.items()
        for old, new in zip(read.tables[sheet], rows, strict=True)
        if old is not new and (sheet, key_of(sheet, old)) in read.cells
    }
    read.tables = wanted
    return changes(relabelled(tables_of(whole), found), wanted, found)


def _twice(sheet: str, known: Mapping[str, str], read: Read) -> Iterator[int]:
    """Rows with the key of a row that another is: the one that still has its name, else the first."""
    rows: dict[str, list[int]] = {}
    for number, mark in enumerate(read.marks.get(sheet, [])):
        if mark in known:
            rows.setdefault(mark, []).append(number)
    column = SHEETS[sheet].keys[0]
    for mark, numbers in rows.items():
        first = next((n for n in numbers if read.tables[sheet][n].get(column) == known[mark]), numbers[0])
        yield from (number for number in numbers if number != first)


def _codes(known: Mapping[str, str], read: Read) -> None:
    """A task keeps its code, by which exercises and messages know it."""
    rows = read.tables.get("tasks", [])
    taken = {row.get("code", "") for row in rows}
    for row, mark in zip(rows, read.marks.get("tasks", []), strict=False):
        code, written = known.get(mark, ""), row.get("code", "")
        if code and code != written and code not in taken:
            text = _("A task keeps its code, for exercises know it by it. This is still %(code)s.") % {"code": code}
            read.remarks.append(Remark(read.cell("tasks", row, "code"), text))
            places = read.cells.get(("tasks", key_of("tasks", row)))
            row["code"] = code
            if places:
                read.cells["tasks", key_of("tasks", row)] = places
