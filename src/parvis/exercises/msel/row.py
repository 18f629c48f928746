"""What stands between a spreadsheet and the messages of an exercise."""

from dataclasses import dataclass

from parvis.exercises.msel.known import Terms


@dataclass(frozen=True)
class Row:
    """One message of a script. `offset_s`: seconds on the exercise clock; `expected`: codes of tasks.

    `objectives` and `move` by number; `terms` of single tasks, where they are not those of the plan.
    """

    offset_s: int
    kind: str  # of Inject.Kind
    mode: str  # of Inject.Mode
    sender: str
    to: str
    message: str
    note: str = ""
    expected: tuple[str, ...] = ()
    objectives: tuple[int, ...] = ()
    move: int | None = None
    terms: tuple[Terms, ...] = ()


@dataclass(frozen=True)
class Remark:
    """What could not be taken as it stood, in the cell where it stands, and what was done."""

    cell: str  # "C7", "B2:B5", "7:7" for a row, or "" for the whole sheet
    text: str


@dataclass(frozen=True)
class Script:
    """A sheet that was read: its layout, its messages in their order, and all that was not plain."""

    layout: str
    rows: tuple[Row, ...]
    remarks: tuple[Remark, ...]
