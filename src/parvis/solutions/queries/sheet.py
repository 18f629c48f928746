"""Every score of a comparison as one sheet: who gave what on what ground, what is missing, what an interest bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from parvis.content.queries import label
from parvis.people.models import Account
from parvis.solutions.models import Comparison, Interest, Kind, Option, Score
from parvis.solutions.queries.scoring import ended_kinds, interests, scores_of
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


def sheet(account: Account | None, comparison: Comparison, kind: str) -> list[Page]:
    """One page for each option of one evaluation, once its scoring has ended; before that only what the reader gave."""
    given = list(scores_of(account, comparison, kind).select_related("account"))
    declared = list(interests(account, comparison))
    desk = kind == Kind.DESK
    experts = _experts(given, declared if desk else [])
    by = {(one.option_id, one.criterion, one.account_id): one for one in given}
    barred = {(one.account_id, option.pk) for one in declared for option in one.options.all()}
    out = {one.account_id for one in declared if one.ruling == Interest.Ruling.OUT}

    def field(option: UUID, code: str, expert: Account) -> Field:
        return Field(expert, by.get((option, code, expert.pk)), expert.pk in out or (expert.pk, option) in barred)

    touched = {(one.option_id, one.criterion) for one in given}
    return [
        Page(
            option,
            tuple(
                Line(c.code, label(c.label), c.minimum, tuple(field(option.pk, c.code, expert) for expert in experts))
                for c in criteria_of(comparison).criteria
                if desk or (option.pk, c.code) in touched
            ),
        )
        for option in options(account, comparison.pk).order_by("created", "pk")
    ]


def _experts(given: Sequence[Score], declared: Sequence[Interest]) -> list[Account]:
    """Whoever scored or was going to, by name."""
    found = {one.account_id: one.account for one in given} | {one.account_id: one.account for one in declared}
    return sorted(found.values(), key=lambda one: (str(one), str(one.pk)))


@dataclass(frozen=True)
class Beside:
    """The mean scores of one option on one criterion, kind by kind; None where a kind has none."""

    label: str
    means: tuple[float | None, ...]
    kinds: tuple[str, ...]

    @property
    def pairs(self) -> list[tuple[str, float | None]]:
        return list(zip(self.kinds, self.means, strict=True))


def beside(account: Account | None, comparison: Comparison) -> list[tuple[Option, list[Beside]]]:
    """Desk, demonstration and table-top beside one another: the criteria that were looked at more than once."""
    kinds = ended_kinds(comparison)
    names = tuple(str(Kind(kind).label) for kind in kinds)
    every = [sheet(account, comparison, kind) for kind in kinds]
    by = {
        (at, page.option.pk, line.criterion): line.mean
        for at, pages in enumerate(every)
        for page in pages
        for line in page.lines
    }
    found = []
    for page in every[0]:
        rows = [
            Beside(line.label, tuple(by.get((at, page.option.pk, line.criterion)) for at in range(len(kinds))), names)
            for line in page.lines
        ]
        again = [row for row in rows if any(mean is not None for mean in row.means[1:])]
        if again:
            found.append((page.option, again))
    return found
