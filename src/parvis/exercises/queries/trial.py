"""A table-top with and without an option: the same tasks on the clocks of several exercises."""

import math
from dataclasses import dataclass

from parvis.engines import drill
from parvis.exercises.models import Exercise
from parvis.exercises.queries.reading import exercises
from parvis.exercises.queries.result import result
from parvis.people.models import Account
from parvis.solutions.models import Evaluation, Option


@dataclass(frozen=True)
class Tried:
    """One task: seconds from being called for to done in each exercise, None where it was not seen done."""

    code: str
    text: str
    target_s: float | None
    took_s: tuple[float | None, ...]


@dataclass(frozen=True)
class Versus:
    """One option beside the place as it is: the same tasks, paired."""

    option: Option
    paired: drill.Paired


@dataclass(frozen=True)
class Trial:
    """The exercises, the one without an option first, and the tasks that any of them saw."""

    exercises: tuple[Exercise, ...]
    rows: tuple[Tried, ...]

    def versus(self) -> list[Versus]:
        """Each option that was played, against the runs without any; nothing while one side is missing."""
        sides: dict[Option | None, list[int]] = {}
        for at, one in enumerate(self.exercises):
            sides.setdefault(one.with_option, []).append(at)
        plain = sides.pop(None, [])
        if not plain:
            return []
        return [
            Versus(option, drill.paired(self._times(plain), self._times(places)))
            for option, places in sides.items()
            if option
        ]

    def _times(self, places: list[int]) -> dict[str, list[float | None]]:
        return {row.code: [row.took_s[at] for at in places] for row in self.rows}


def trial(account: Account | None, evaluation: Evaluation) -> Trial:
    found = exercises(account).filter(evaluation=evaluation).select_related("with_option")
    played = sorted(found, key=lambda one: (one.with_option_id is not None, str(one.with_option), one.created))
    took: dict[tuple[str, str], dict[int, float | None]] = {}
    targets: dict[tuple[str, str], float | None] = {}
    for at, one in enumerate(played):
        for row in result(account, one).rows:
            key = (row.task.code, row.task.text)
            seconds = row.result.elapsed_s
            took.setdefault(key, {})[at] = None if math.isnan(seconds) else seconds
            targets[key] = row.result.target_s
    rows = [
        Tried(code, text, targets[code, text], tuple(times.get(at) for at in range(len(played))))
        for (code, text), times in sorted(took.items())
    ]
    return Trial(tuple(played), tuple(row for row in rows if any(one is not None for one in row.took_s)))
