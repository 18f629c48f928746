"""The front of a study as a reader sees it: its combinations, what each step more buys, and what was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from parvis.access.queries import visible_to
from parvis.people.models import Account
from parvis.solutions.models import Decision, Option, PortfolioStudy
from parvis.solutions.queries.portfolio.numbers import Numbers
from parvis.solutions.rules.portfolio import Point, Task, kept_points, kept_task, outline


@dataclass(frozen=True)
class Step:
    """What a combination costs more than the one before it, and what that changes."""

    cost: int
    points: int  # of a hundred
    openness: int

    @property
    def lost(self) -> int:
        """How much openness it takes, as a figure above zero."""
        return max(-self.openness, 0)


@dataclass(frozen=True)
class Row:
    """One combination. `remaining`: of a hundred steps of today. `step`: from the one before; None for the first."""

    number: int
    point: Point
    options: tuple[Option, ...]
    gone: int  # options that there are no longer
    at_least: bool
    chosen: bool
    outline: bool  # the least risk for its cost; the others keep more openness
    step: Step | None

    @property
    def remaining(self) -> int:
        return round(100 * self.point.remaining)

    @property
    def ids(self) -> list[str]:
        return list(self.point.options)


@dataclass(frozen=True)
class Front:
    """What the last calculation brought. `stale`: numbers or rules have changed since. `open`: there may be more."""

    rows: tuple[Row, ...]
    task: Task
    stale: bool
    open: str
    unit: int

    @property
    def main(self) -> list[Row]:
        return [row for row in self.rows if row.outline]

    @property
    def others(self) -> list[Row]:
        return [row for row in self.rows if not row.outline]


def front(account: Account | None, study: PortfolioStudy, now: Numbers) -> Front | None:
    """The combinations of the last calculation, the cheapest first; None before there was one."""
    if study.result is None:
        return None
    points = kept_points(study.result)
    named = {str(one.pk): one for one in visible_to(account, Option).filter(portfolios=study).select_related(
        "place", "comparison"
    )}  # fmt: skip
    lacking = {str(line.option.pk) for line in now.lines if line.at_least}
    best, wanted = outline(points), sorted(study.chosen)
    rows = []
    for number, point in enumerate(points, 1):
        options = tuple(named[one] for one in point.options if one in named)
        before = best[best.index(point) - 1] if point in best[1:] else None
        rows.append(
            Row(number, point, options, len(point.options) - len(options), bool(lacking & set(point.options)),
                bool(wanted) and sorted(point.options) == wanted,
                point in best, _step(before, point))
        )  # fmt: skip
    stale = study.result_of != now.task.fingerprint
    return Front(tuple(rows), kept_task(study.result), stale, study.result["open"], study.result["unit"])


def _step(before: Point | None, point: Point) -> Step | None:
    if before is None:
        return None
    less = round(100 * before.remaining) - round(100 * point.remaining)
    return Step(point.cost - before.cost, less, point.openness - before.openness)


@dataclass(frozen=True)
class Chosen:
    """One option of the combination that was chosen, and its decision once there is one."""

    option: Option
    decision: Decision | None


def chosen(account: Account | None, study: PortfolioStudy) -> list[Chosen]:
    """What is to be decided, place by place, the undecided first."""
    options: Sequence[Option] = list(
        visible_to(account, Option).filter(portfolios=study, pk__in=study.chosen).select_related("place", "comparison")
        .order_by("place__name", "name", "pk")
    )  # fmt: skip
    decisions = {one.option_id: one for one in visible_to(account, Decision).filter(option__in=options).order_by("pk")}
    found = [Chosen(one, decisions.get(one.pk)) for one in options]
    return sorted(found, key=lambda one: one.decision is not None)
