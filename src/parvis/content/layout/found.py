"""What is found wrong in a workbook, with sheet, row and column; and which row every part of the pack came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from parvis.content.errors import PackError


@dataclass
class Row:
    """One filled row: its values by column, and where each column stands."""

    sheet: str
    number: int
    values: dict[str, Any]
    columns: dict[str, str]


Rows = list[Row]
Path = Sequence[int | str]


class Found:
    """Collects errors while a workbook is read, so that all of them are told at once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.errors: list[PackError] = []
        self._rows: dict[int, Row] = {}
        self._kept: list[Any] = []  # an id stays somebody's only as long as the object lives
        self._fields: dict[str, Row] = {}

    def at(
        self, row: Row | None, column: str, code: str, detail: str = "", *, sheet: str = "", field: str = ""
    ) -> None:
        """Note an error: in a cell, in a row where the column is not known, or in a whole sheet."""
        where: dict[str, Any] = {"sheet": row.sheet if row else sheet}
        if row:
            where |= {"line": row.number, "column": self.name_of(row, column)}
        self.errors.append(PackError(code, detail=detail, field=field or column, file=self.file, **where))

    @staticmethod
    def name_of(row: Row, column: str) -> str:
        letter = row.columns.get(column) or next(
            (at for name, at in row.columns.items() if name.split()[0] == column), ""
        )
        return f"{letter} ({column})" if letter else column

    def came_from(self, part: Any, row: Row) -> None:
        self._rows[id(part)] = row
        self._kept.append(part)

    def field(self, name: str, row: Row) -> None:
        self._fields[name] = row

    def origin(self, pack: dict[str, Any], path: Path) -> tuple[Row | None, str]:
        """The row and the column of the value at that path, or of the last part of the path that stands in a row."""
        part: Any = pack
        row, column = None, ""
        if path and path[0] in self._fields:
            part, row = pack.get(str(path[0])), self._fields[str(path[0])]
            column, path = "text" if isinstance(part, dict) else "value", path[1:]
        for step in path:
            if isinstance(part, dict) and step in part:
                column, part = self._column(row, column, str(step)), part[step]
            elif isinstance(part, list) and isinstance(step, int) and step < len(part):
                column, part = f"c{step + 1}" if id(part) in self._rows else column, part[step]
            elif isinstance(part, dict) and isinstance(step, str) and step not in ("grids", "formula", "[key]"):
                return row, self._column(row, column, step)  # what is missing
            found = self._rows.get(id(part))
            if found:
                row, column = found, ""
        return row, column

    @staticmethod
    def _column(row: Row | None, before: str, step: str) -> str:
        """A text stands in one column for each language: "label", then "fr", is the column "label fr"."""
        languages = row and f"{before} {step}" in row.columns
        return f"{before} {step}" if languages else step

    def row_named(self, name: str) -> Row | None:
        """The row that defines a code or an id, for errors that only name it."""
        for row in self._rows.values():
            if name and name in (row.values.get("code"), row.values.get("id")):
                return row
        return None
