"""How far the scoring of a comparison is: of one expert, and of all."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from parvis.access.queries import visible_to
from parvis.people.models import Account
from parvis.solutions.models import Comparison, Score
from parvis.solutions.queries.thread import criteria_of, options


@dataclass(frozen=True)
class Progress:
    """`mine`: scores given by the reader for each option. `experts` have scored something; `missing` fields have no score."""

    criteria: int
    options: int
    mine: dict[UUID, int]
    experts: int
    finished: int
    missing: int

    @property
    def complete(self) -> bool:
        """Whether the reader has scored everything."""
        return self.options > 0 and sum(self.mine.values()) >= self.fields

    @property
    def fields(self) -> int:
        return self.criteria * self.options

    @property
    def given(self) -> int:
        return sum(self.mine.values())


def progress(account: Account, comparison: Comparison) -> Progress:
    """Counts alone: while scoring goes on, nobody sees what others gave."""
    criteria, rows = len(criteria_of(comparison).criteria), options(account, comparison.pk).count()
    given = visible_to(account, Score).filter(option__comparison=comparison).order_by()
    each = list(given.values_list("account").annotate(n=Count("pk")).values_list("account", "n"))
    known = given.values("option", "criterion").distinct().count()
    mine = given.filter(account=account).values_list("option").annotate(n=Count("pk"))
    return Progress(
        criteria=criteria,
        options=rows,
        mine=dict(mine.values_list("option", "n")),
        experts=len(each),
        finished=sum(n >= criteria * rows for _account, n in each),
        missing=criteria * rows - known,
    )
