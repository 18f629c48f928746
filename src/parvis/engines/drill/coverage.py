"""Which of the tasks that an exercise is about were evaluated at all."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Coverage:
    """`evaluated` and `missing`: codes in the order in which they were asked for; `share` is None where none was."""

    evaluated: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def share(self) -> float | None:
        """Evaluated tasks over all."""
        every = len(self.evaluated) + len(self.missing)
        return len(self.evaluated) / every if every else None


def coverage(critical: Iterable[str], rated: Iterable[str]) -> Coverage:
    """Critical tasks with at least one rated observation, and those without (the coverage of an HSEEP evaluation)."""
    asked, seen = tuple(dict.fromkeys(critical)), frozenset(rated)
    return Coverage(tuple(c for c in asked if c in seen), tuple(c for c in asked if c not in seen))
