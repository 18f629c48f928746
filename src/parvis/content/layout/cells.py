"""One cell: from what a pack holds to what Excel shows, and back. Nothing is guessed."""

from typing import Any

from parvis.content.layout.columns import Column


class CellError(ValueError):
    """A cell that cannot be what its column holds: the code of a sentence and its detail."""

    def __init__(self, code: str, detail: str) -> None:
        self.code, self.detail = code, detail[:80]
        super().__init__(f"{code}: {detail}")


def shown(column: Column, value: Any) -> str | int | float:
    """What is written into the cell."""
    if column.kind == "list":
        return ", ".join(value)
    if column.kind == "when":
        return "; ".join(f"{one['question']} = {', '.join(one['answers'])}" for one in value)
    return value if isinstance(value, int | float) else str(value)


def read(column: Column, cell: object) -> Any:
    """The value of a cell that is not empty. Raises CellError."""
    if column.kind in ("whole", "number"):
        return _number(column, cell)
    text = _text(column, cell)
    if column.kind == "list":
        return [part.strip() for part in text.split(",") if part.strip()]
    if column.kind == "when":
        return [_condition(part) for part in text.split(";") if part.strip()]
    return text


def _number(column: Column, cell: object) -> int | float:
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise CellError("cell_number", str(cell))
    if float(cell).is_integer():
        return int(cell)
    if column.kind == "whole":
        raise CellError("cell_number", str(cell))
    return cell


def _text(column: Column, cell: object) -> str:
    """A whole number stands for its digits; anything else that Excel made of a text is not turned back by guessing."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer() and column.name not in ("version", "value"):
        return str(int(cell))
    raise CellError("cell_text", f"{type(cell).__name__} {cell}")


def _condition(text: str) -> dict[str, Any]:
    question, equals, answers = text.partition("=")
    given = [answer.strip() for answer in answers.split(",") if answer.strip()]
    if not equals or not question.strip() or not given:
        raise CellError("cell_condition", text.strip())
    return {"question": question.strip(), "answers": given}
