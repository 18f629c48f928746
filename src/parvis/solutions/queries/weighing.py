"""The weights that people gave, beside one another and beside the agreed set."""

from dataclasses import dataclass

from parvis.access.queries import visible_to
from parvis.content.language import said
from parvis.content.queries import label
from parvis.engines import choice
from parvis.people.models import Account
from parvis.solutions.models import Comparison, Weighing
from parvis.solutions.queries.thread import criteria_of, heads_of
from parvis.solutions.rules import pair_table


@dataclass(frozen=True)
class Range:
    """One criterion: what everybody gave, and what is agreed."""

    label: str
    values: tuple[int, ...]
    agreed: int
    people: tuple[str, ...]

    @property
    def named(self) -> list[tuple[str, int]]:
        return list(zip(self.people, self.values, strict=True))

    @property
    def low(self) -> int:
        return min(self.values)

    @property
    def high(self) -> int:
        return max(self.values)


@dataclass(frozen=True)
class Spread:
    """The widest disagreement comes first. `given` is in the order of `people`."""

    given: tuple[Weighing, ...]
    rows: tuple[Range, ...]

    @property
    def highest(self) -> int:
        """The upper end of the common scale."""
        return max(max(row.high, row.agreed) for row in self.rows)


def own_weights(account: Account, comparison: Comparison) -> Weighing | None:
    return visible_to(account, Weighing).filter(comparison=comparison, account=account).first()


def contradictions(comparison: Comparison, mine: Weighing) -> list[str]:
    """What the pairs that somebody compared say about each other, in words; nothing for other ways."""
    if mine.way != Weighing.Way.PAIRS:
        return []
    pack = criteria_of(comparison)
    heads = list(heads_of(pack))
    names = {head.code: label(head.label) for head in pack.heads}
    found = choice.pairwise(pair_table(heads, mine.given))
    return [said(one) for one in found.statements([names[head] for head in heads])]


def spread(account: Account | None, comparison: Comparison) -> Spread | None:
    """What everybody gave, criterion by criterion; None while nobody has."""
    found = visible_to(account, Weighing).filter(comparison=comparison).select_related("account")
    given = tuple(found.order_by("account__name", "account_id"))
    if not given:
        return None
    people = tuple(str(one.account) for one in given)
    rows = [
        Range(label(c.label), tuple(one.weights[c.code] for one in given), int(comparison.weights[c.code]), people)
        for c in criteria_of(comparison).criteria
        if not c.knock_out
    ]
    return Spread(given, tuple(sorted(rows, key=lambda row: row.low - row.high)))
