"""The ranking of a comparison, with everything that a fair reader wants to know beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from parvis.content.language import figure, said
from parvis.content.queries import label
from parvis.content.schemas import CriteriaPack
from parvis.engines import choice
from parvis.people.models import Account
from parvis.solutions.models import Comparison, Option, Score
from parvis.solutions.queries.opinions import Favour, Grade, Look, look
from parvis.solutions.queries.scoring import scores
from parvis.solutions.queries.thread import criteria_of, options

Floats = NDArray[np.float64]

SURE = 0.95  # an order that holds in fewer of the draws than this is called open
FLIPS = ("flip_up", "flip_down", "no_flip", "no_weights")
#: What stands on its own beside the other sentences.
APART = (*FLIPS, "leads", "moved", "method_disagrees")


@dataclass(frozen=True)
class Weighed:
    """A criterion as this comparison uses it. A knock-out has no weight, but a minimum."""

    code: str
    label: str
    weight: int
    minimum: int | None


@dataclass(frozen=True)
class Given:
    """One expert's score of one option on one criterion."""

    expert: str
    value: int
    reason: str


@dataclass(frozen=True)
class Cell:
    """All scores of one option on one criterion: everyone's, and their mean."""

    criterion: Weighed
    given: tuple[Given, ...]
    mean: float

    @property
    def values(self) -> list[int]:
        return [one.value for one in self.given]


@dataclass(frozen=True)
class Placed:
    """An option with its rank. `value` is 0..100; `probabilities` are those of each rank, the first rank first."""

    option: Option
    rank: int
    value: float
    topsis: int
    promethee: int
    vikor: int
    grade: Grade
    probabilities: tuple[float, ...]
    interval: tuple[int, int]
    cells: tuple[Cell, ...]

    @property
    def percent(self) -> str:
        """The value as an SVG length: a point, never the comma of the reader's language."""
        return f"{self.value:.1f}%"


@dataclass(frozen=True)
class KnockedOut:
    """An option below a minimum, with the sentences that say on what."""

    option: Option
    reasons: tuple[str, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Turn:
    """Beyond this weight of one criterion (in per cent) another option would come first."""

    criterion: str
    now: float
    needed: float
    rival: str

    @property
    def change(self) -> float:
        return abs(self.needed - self.now)


@dataclass(frozen=True)
class Ranking:
    """The whole picture. `placed` is in order of rank; `because` says why the first leads, `nearest` what would flip it
    first, `moved` what would if all weights moved together, `agreement` how far the methods agree, `leaving` what turns
    round when an option leaves, `open_order` is a sentence that is empty when the order is sure."""

    comparison: Comparison
    criteria: tuple[Weighed, ...]
    low: int
    high: int
    experts: int
    placed: tuple[Placed, ...]
    out: tuple[KnockedOut, ...]
    sentences: tuple[str, ...]
    because: str
    nearest: str
    moved: str
    turns: tuple[Turn, ...]
    agreement: tuple[str, ...]
    leaving: tuple[str, ...]
    favour: tuple[Favour, ...]
    open_order: str

    @property
    def first(self) -> Option | None:
        return self.placed[0].option if self.placed else None


def ranking(account: Account | None, comparison: Comparison) -> Ranking | None:
    """The ranking, once scoring has ended; None before that."""
    if comparison.state not in {Comparison.State.SCORED, Comparison.State.DECIDED}:
        return None
    rows = list(options(account, comparison.pk).order_by("created", "pk"))
    given = list(scores(account, comparison).select_related("account").order_by("account__name", "account_id"))
    return weigh(comparison, criteria_of(comparison), rows, given)


def weigh(comparison: Comparison, pack: CriteriaPack, rows: Sequence[Option], given: Sequence[Score]) -> Ranking:
    """Rank options by the weighted mean of fixed values, with second opinions, knock-outs and what would flip it."""
    criteria = tuple(
        Weighed(c.code, label(c.label), int(comparison.weights.get(c.code, 0)), c.minimum) for c in pack.criteria
    )
    low, high = pack.scale[0].value, pack.scale[-1].value
    panel = _panel(criteria, rows, given)
    means = choice.average(panel).mean
    cells = [_cells(criteria, row, given, means[place]) for place, row in enumerate(rows)]
    limits = [np.nan if c.minimum is None else c.minimum for c in criteria]
    missed = choice.knock_outs(means, limits, np.ones(len(criteria)))
    out = [
        KnockedOut(rows[o], _below(cells[o], missed[o]), cells[o]) for o in np.flatnonzero(missed.any(axis=1)).tolist()
    ]
    left: list[int] = np.flatnonzero(~missed.any(axis=1)).tolist()
    counted = [place for place, c in enumerate(criteria) if c.minimum is None]
    scales = [choice.Criterion(criteria[p].code, criteria[p].weight, "benefit", low, high) for p in counted]
    values = choice.value_scores(panel[:, left][:, :, counted], scales) if len(left) else np.empty((1, 0, 0))
    experts = panel.shape[0]
    base = (comparison, criteria, low, high, experts)
    if not len(left):
        return Ranking(*base, (), tuple(out), (_("No option meets every minimum."),), "", "", "", (), (), (), (), "")
    steps = [label(step.label) for step in pack.scale]
    seen = look(values, scales, [rows[o].name for o in left], [criteria[p].label for p in counted], steps)
    placed = _placed(seen, [rows[o] for o in left], [cells[o] for o in left])
    told = {one.code: said(one) for one in seen.told if one.code in APART}
    return Ranking(
        *base, placed, tuple(out), tuple(said(one) for one in seen.told if one.code not in APART),
        told.get("leads", ""), next((told[code] for code in FLIPS if code in told), ""), told.get("moved", ""),
        _turns(seen), tuple(map(said, seen.agreed)), tuple(map(said, seen.leaving)), seen.favour,
        _openness(placed, experts),
    )  # fmt: skip


def _panel(criteria: Sequence[Weighed], rows: Sequence[Option], given: Sequence[Score]) -> Floats:
    """Scores as (experts, options, criteria), nan where an expert gave none."""
    who = {one: place for place, one in enumerate(dict.fromkeys(score.account_id for score in given))}
    across = {row.pk: place for place, row in enumerate(rows)}
    columns = {c.code: place for place, c in enumerate(criteria)}
    panel = np.full((max(len(who), 1), len(rows), len(criteria)), np.nan)
    for score in given:
        panel[who[score.account_id], across[score.option_id], columns[score.criterion]] = score.value
    return panel


def _cells(criteria: Sequence[Weighed], row: Option, given: Sequence[Score], means: Floats) -> tuple[Cell, ...]:
    mine = [score for score in given if score.option_id == row.pk]
    return tuple(
        Cell(
            c, tuple(Given(str(s.account), s.value, s.reason) for s in mine if s.criterion == c.code), float(means[at])
        )
        for at, c in enumerate(criteria)
    )


def _below(cells: Sequence[Cell], missed: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(
        _("%(criterion)s: %(mean)s on average, at least %(minimum)d is needed.")
        % {"criterion": cell.criterion.label, "mean": figure(cell.mean, 1), "minimum": cell.criterion.minimum}
        for cell, fails in zip(cells, missed, strict=True)
        if fails
    )


def _placed(seen: Look, rows: Sequence[Option], cells: Sequence[tuple[Cell, ...]]) -> tuple[Placed, ...]:
    drawn, ranks = seen.drawn, choice.ranks(seen.total)
    placed = [
        Placed(
            option=row,
            rank=int(ranks[at]),
            value=100 * float(seen.total[at]),
            topsis=seen.ranks["TOPSIS"][at],
            promethee=seen.ranks["PROMETHEE II"][at],
            vikor=seen.ranks["VIKOR"][at],
            grade=seen.grades[at],
            probabilities=tuple(drawn.probability[at].tolist()),
            interval=(int(drawn.interval[at][0]), int(drawn.interval[at][1])),
            cells=cells[at],
        )
        for at, row in enumerate(rows)
    ]
    return tuple(sorted(placed, key=lambda one: (one.rank, one.option.created, one.option.pk)))


def _turns(seen: Look) -> tuple[Turn, ...]:
    turns = [
        Turn(seen.criteria[f.criterion], 100 * f.now, 100 * f.needed, seen.options[f.rival])
        for f in seen.flips.by_criterion
        if f
    ]
    return tuple(sorted(turns, key=lambda turn: turn.change))


def _openness(placed: Sequence[Placed], experts: int) -> str:
    """The sentence to say when the first place could go to another option within the spread."""
    if len(placed) < 2:  # noqa: PLR2004 - nothing to compare
        return ""
    winner = placed[0]
    if winner.probabilities[0] < SURE:
        rival = max(placed[1:], key=lambda one: one.probabilities[0])
        return _(
            "The order is open: within the spread of weights and scores, %(rival)s comes first in %(share)d %% of cases."
        ) % {
            "rival": rival.option.name,
            "share": round(100 * rival.probabilities[0]),
        }
    if experts == 1:
        return _("Only one person has scored: how far experts differ is not known.")
    return ""
