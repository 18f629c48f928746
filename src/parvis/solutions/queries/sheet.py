"""Every score of a comparison as one sheet: who gave what on what ground, what is missing, what an interest bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from parvis.content.queries import label
from parvis.people.models import Account
from parvis.solutions.models import Comparison, Interest, Option, Score
from parvis.solutions.queries.scoring import interests, scores
from parvis.solutions.queries.thread import criteria_of, options


@dataclass(frozen=True)
class Field:
    """What one expert gave one option on one criterion: a score, nothing yet, or barred by an interest."""

    expert: Account
    score: Score | None
    barred: bool


@dataclass(frozen=True)
class Line:
    criterion: str
    label: str
    minimum: int | None
    fields: tuple[Field, ...]

    @property
    def mean(self) -> float | None:
        values = [one.score.value for one in self.fields if one.score]
        return sum(values) / len(values) if values else None


@dataclass(frozen=True)
class Page:
    option: Option
    lines: tuple[Line, ...]

    @property
    def missing(self) -> int:
        return sum(not one.score and not one.barred for line in self.lines for one in line.fields)


def sheet(account: Account | None, comparison: Comparison) -> list[Page]:
    """One page for each option, once the scoring has ended; before that only what the reader gave."""
    given = list(scores(account, comparison).select_related("account"))
    declared = list(interests(account, comparison))
    experts = _experts(given, declared)
    by = {(one.option_id, one.criterion, one.account_id): one for one in given}
    barred = {(one.account_id, option.pk) for one in declared for option in one.options.all()}
    out = {one.account_id for one in declared if one.ruling == Interest.Ruling.OUT}

    def field(option: UUID, code: str, expert: Account) -> Field:
        return Field(expert, by.get((option, code, expert.pk)), expert.pk in out or (expert.pk, option) in barred)

    return [
        Page(
            option,
            tuple(
                Line(c.code, label(c.label), c.minimum, tuple(field(option.pk, c.code, expert) for expert in experts))
                for c in criteria_of(comparison).criteria
            ),
        )
        for option in options(account, comparison.pk).order_by("created", "pk")
    ]


def _experts(given: Sequence[Score], declared: Sequence[Interest]) -> list[Account]:
    """Whoever scored or was going to, by name."""
    found = {one.account_id: one.account for one in given} | {one.account_id: one.account for one in declared}
    return sorted(found.values(), key=lambda one: (str(one), str(one.pk)))
