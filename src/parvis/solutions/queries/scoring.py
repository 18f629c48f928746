"""Which scores count, and how far the scoring of a comparison is: of one expert, and of all."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from parvis.access.queries import seen, visible_to
from parvis.people.models import Account
from parvis.solutions.models import Comparison, Interest, Kind, Score
from parvis.solutions.queries.thread import criteria_of, options


def counting(given: QuerySet[Score]) -> QuerySet[Score]:
    """Scores without those that an interest sets aside: they stay where they are, but do not count."""
    theirs = Interest.objects.filter(
        comparison=OuterRef("option__comparison"), account=OuterRef("account"), concerns=True
    )
    left_out, touched = theirs.filter(ruling=Interest.Ruling.OUT), theirs.filter(options=OuterRef("option"))
    return given.exclude(Exists(left_out)).exclude(Exists(touched))


def scores(account: Account | None, wanted: Comparison) -> QuerySet[Score]:
    """The scores that count; while the comparison is being scored, only the reader's own.

    A criterion of an option that a later evaluation scored counts as scored there: nobody sees a barrier's effect better
    at the desk than on the spot. What was not scored again counts as it was.
    """
    found = counting(visible_to(account, Score).filter(option__comparison=wanted))
    if wanted.state == Comparison.State.SCORING:
        return found.filter(account=account)
    kinds = kinds_that_count(wanted)
    found = found.filter(kind__in=kinds)
    for at, kind in enumerate(kinds[:-1]):
        again = Score.objects.filter(
            option=OuterRef("option"), criterion=OuterRef("criterion"), kind__in=kinds[at + 1 :]
        )
        found = found.exclude(Q(kind=kind) & Exists(counting(again)))
    return found


def ended_kinds(wanted: Comparison) -> list[str]:
    """The evaluations whose scores can be read, in the order in which they ended."""
    later = wanted.evaluations.exclude(ended=None).order_by("ended", "pk").values_list("kind", flat=True)
    return [str(Kind.DESK), *later]


def kinds_that_count(wanted: Comparison) -> list[str]:
    """Those up to the one that was chosen to count; without a choice all that have ended."""
    ended = ended_kinds(wanted)
    return ended[: ended.index(wanted.counts) + 1] if wanted.counts in ended else ended


def scores_of(account: Account | None, wanted: Comparison, kind: str) -> QuerySet[Score]:
    """The scores of one evaluation; while it is open, only the reader's own."""
    found = counting(visible_to(account, Score).filter(option__comparison=wanted, kind=kind))
    ended = wanted.state != Comparison.State.SCORING and kind in ended_kinds(wanted)
    return found if ended else found.filter(account=account)


def interests(account: Account | None, wanted: Comparison) -> QuerySet[Interest]:
    """What the experts of a comparison declared, with what followed from it."""
    found = visible_to(account, Interest).filter(comparison=wanted)
    return found.select_related("account", "ruled_by").prefetch_related("options")


def interest(account: Account | None, pk: UUID | str) -> Interest:
    return seen(account, Interest, pk)


@dataclass(frozen=True)
class Progress:
    """`mine`: scores given by the reader for each option. `experts` have scored something; `missing` fields have no
    score. `barred`: the options that the reader's interest keeps them from; `declared` is None before they said so."""

    criteria: int
    options: int
    mine: dict[UUID, int]
    experts: int
    finished: int
    missing: int
    declared: Interest | None
    barred: frozenset[UUID]

    @property
    def complete(self) -> bool:
        """Whether the reader has scored everything that is theirs to score."""
        return self.declared is not None and self.options > 0 and self.given >= self.fields

    @property
    def fields(self) -> int:
        return self.criteria * (self.options - len(self.barred))

    @property
    def given(self) -> int:
        return sum(n for option, n in self.mine.items() if option not in self.barred)


def progress(account: Account, comparison: Comparison) -> Progress:
    """Counts alone: while scoring goes on, nobody sees what others gave."""
    criteria, rows = (
        len(criteria_of(comparison).criteria),
        options(account, comparison.pk).order_by().values_list("pk", flat=True),
    )
    everybody = list(rows)
    barred = _barred(comparison, everybody)
    given = counting(visible_to(account, Score).filter(option__comparison=comparison, kind=Kind.DESK)).order_by()
    each = Counter(dict(given.values_list("account").annotate(n=Count("pk")).values_list("account", "n")))
    known = given.values("option", "criterion").distinct().count()
    mine = given.filter(account=account).values_list("option").annotate(n=Count("pk"))
    finished = sum(n >= criteria * (len(everybody) - len(barred.get(who, ()))) for who, n in each.items())
    return Progress(
        criteria=criteria, options=len(everybody), mine=dict(mine.values_list("option", "n")), experts=len(each),
        finished=finished, missing=criteria * len(everybody) - known,
        declared=Interest.objects.filter(comparison=comparison, account=account).first(),
        barred=barred.get(account.pk, frozenset()),
    )  # fmt: skip


def _barred(comparison: Comparison, everything: list[UUID]) -> dict[UUID, frozenset[UUID]]:
    """The options that each expert with an interest does not score."""
    found: dict[UUID, frozenset[UUID]] = {}
    for one in Interest.objects.filter(comparison=comparison, concerns=True).prefetch_related("options"):
        out = one.ruling == Interest.Ruling.OUT
        found[one.account_id] = frozenset(everything if out else (option.pk for option in one.options.all()))
    return found
