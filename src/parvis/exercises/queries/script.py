"""The messages of an exercise as rows of a script."""

from parvis.exercises.models import Exercise
from parvis.exercises.msel import Row
from parvis.exercises.queries.reading import injects
from parvis.people.models import Account


def script(account: Account | None, exercise: Exercise) -> list[Row]:
    """Every message in the order of the clock. For those who direct: the caller has asked."""
    return [
        Row(one.offset_s, one.kind, one.mode, one.sender, one.to, one.message, one.note,
            tuple(sorted(task.code for task in one.tasks)))
        for one in injects(account, exercise)
    ]  # fmt: skip
