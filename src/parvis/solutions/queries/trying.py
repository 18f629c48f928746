"""Reading demonstrations and table-tops: what was measured run by run, and what those who watched say."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from parvis.access.queries import seen, visible_to
from parvis.people.models import Account
from parvis.solutions.models import Comparison, Evaluation, Indicator, Measured, Option, Question, Tally


@dataclass(frozen=True)
class Cell:
    """One value, and whether it meets the target; None for both where nothing was written down."""

    run: str
    value: float | None
    met: bool | None

    @property
    def name(self) -> str:
        return str(Measured.Run(self.run).label)


@dataclass(frozen=True)
class Measure:
    indicator: Indicator
    option: Option
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Answers:
    """How often each answer from 0 to 4 was given about one option."""

    question: Question
    option: Option
    counts: tuple[int, ...]

    @property
    def sheets(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        return sum(at * n for at, n in enumerate(self.counts)) / self.sheets if self.sheets else None


def evaluation(account: Account | None, pk: UUID | str) -> Evaluation:
    return seen(account, Evaluation, pk)


def evaluations(account: Account | None, comparison: Comparison) -> QuerySet[Evaluation]:
    return visible_to(account, Evaluation).filter(comparison=comparison)


def still_open(account: Account | None, comparison: Comparison) -> Evaluation | None:
    """The first demonstration or table-top of a comparison that has not ended."""
    return evaluations(account, comparison).filter(ended=None).order_by("on", "pk").first()


def measured(account: Account | None, wanted: Evaluation) -> list[Measure]:
    """The result sheet: every indicator for every option that was shown, dry runs and the run that counts."""
    values = visible_to(account, Measured).filter(indicator__evaluation=wanted)
    by = {(one.indicator_id, one.option_id, one.run): one.value for one in values}
    shown = list(wanted.options.order_by("created", "pk"))
    found = []
    for indicator in wanted.indicators.all():
        for option in shown:
            cells = []
            for run in Measured.Run:
                value = by.get((indicator.pk, option.pk, str(run)))
                cells.append(Cell(str(run), value, None if value is None else indicator.met(value)))
            found.append(Measure(indicator, option, tuple(cells)))
    return found


def answers(account: Account | None, wanted: Evaluation) -> list[Answers]:
    """What those who watched or took part say, as counted by all observers together."""
    totals: dict[tuple[int, UUID], list[int]] = {}
    for tally in visible_to(account, Tally).filter(question__evaluation=wanted):
        key = (tally.question_id, tally.option_id)
        totals[key] = [
            one + more for one, more in zip(totals.get(key, [0] * len(tally.counts)), tally.counts, strict=True)
        ]
    shown = list(wanted.options.order_by("created", "pk"))
    return [
        Answers(question, option, tuple(totals.get((question.pk, option.pk), ())))
        for question in wanted.questions.all()
        for option in shown
    ]
