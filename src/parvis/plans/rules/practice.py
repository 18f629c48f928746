"""When each part of a plan was last tried."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from parvis.plans.models import Practice

Last = tuple[date, UUID]


@dataclass(frozen=True)
class Tried:
    """By kind and subject the day and the exercise in which it was tried last."""

    last: Mapping[tuple[str, str], Last] = field(default_factory=dict)

    def on(self, kind: str, subject: object) -> date | None:
        found = self.last.get((kind, str(subject)[:200]))
        return found[0] if found else None


def tried(rows: Iterable[Practice]) -> Tried:
    """Of several exercises the last counts."""
    found: dict[tuple[str, str], Last] = {}
    for row in rows:
        key = (row.kind, row.subject)
        if key not in found or row.on >= found[key][0]:
            found[key] = (row.on, row.exercise)
    return Tried(found)
