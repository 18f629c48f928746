"""The messages of an exercise in the columns of a layout."""

from collections.abc import Mapping, Sequence

from parvis.exercises.msel.known import Known, term_line
from parvis.exercises.msel.layouts import KINDS, LAYOUTS, MODES, Layout
from parvis.exercises.msel.row import Row
from parvis.exercises.msel.times import shown

TITLE = 60
NOTHING = Known()
#: Lines of the notes that hold a field for which a layout has no column.
OWN_LINES = {
    "From": "sender",
    "By": "mode",
    "Type": "kind",
    "Objectives": "objectives",
    "Move": "move",
    "Terms": "terms",
}


def write(
    code: str, rows: Sequence[Row], tasks: Mapping[str, str], known: Known = NOTHING
) -> tuple[list[str], list[list[str]]]:
    """Head and rows of the sheet. `tasks`: the text of each task by its code.

    A field for which the layout has no column goes into the column of notes, in a line of its own; `read` takes it back.
    """
    layout = LAYOUTS[code]
    return [head for head, _field in layout.columns], [
        _cells(layout, n, row, tasks, known) for n, row in enumerate(rows, 1)
    ]


def _cells(layout: Layout, number: int, row: Row, tasks: Mapping[str, str], known: Known) -> list[str]:
    held = {
        "number": str(number),
        "time": shown(row.offset_s),
        "kind": KINDS[row.kind],
        "mode": MODES[row.mode][0],
        "sender": row.sender,
        "to": row.to,
        "title": title(row.message),
        "message": row.message,
        "expected": "\n".join(response(task, tasks) for task in row.expected),
    }
    own = {code: (within, rule) for code, within, rule in row.terms}
    terms = [(code, *own.get(code, (known.targets.get(code), ""))) for code in row.expected]
    held |= {
        "objectives": "\n".join(f"O{number} {known.objectives.get(number, '')}".strip() for number in row.objectives),
        "move": "" if row.move is None else str(row.move),
        "group": known.moves.get(row.move or 0, ""),
        "terms": "\n".join(term_line(*one) for one in terms if one[1] or one[2]),
    }
    brief = held | {
        "objectives": "; ".join(f"O{number}" for number in row.objectives),
        "terms": "; ".join(term_line(*one) for one in row.terms),
    }
    homeless = {word: brief[field] for word, field in OWN_LINES.items() if not layout.head_of(field)}
    lines = [f"{word}: {said}" for word, said in homeless.items() if said]
    held["note"] = "\n".join([*lines, row.note]).strip()
    return [held.get(field, "") for _head, field in layout.columns]


def title(message: str) -> str:
    """The first words of a message, for layouts that want a title."""
    first = message.strip().split("\n")[0]
    return first if len(first) <= TITLE else first[: TITLE - 1].rsplit(" ", 1)[0] + "…"


def response(code: str, tasks: Mapping[str, str]) -> str:
    return f"{code} {tasks[code]}"
