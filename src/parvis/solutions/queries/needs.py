"""Reading needs: by phase and function, with what answers them, and why one may no longer change."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from parvis.access.queries import visible_to
from parvis.assessment.models import Vulnerability
from parvis.content.queries import measures
from parvis.content.schemas import Measure
from parvis.people.models import Account
from parvis.solutions.models import Answer, Call, CallRequirement, Comparison, Objective, Option, Requirement
from parvis.solutions.queries.catalogue import vocabulary
from parvis.solutions.rules import GENTLEST_FIRST

FIXED = (Comparison.State.SCORING, Comparison.State.SCORED, Comparison.State.DECIDED)


def settled_by(need: Requirement) -> str:
    """What has been built on the words of this need, as a sentence; empty as long as they may change.

    Asked for whoever edits, and across what they may read: that something rests on a need is no secret of it.
    """
    for choice in Comparison.objects.filter(requirements=need, state__in=FIXED).order_by("-created", "pk"):
        if choice.state == Comparison.State.DECIDED:
            return _("A decision was taken on this need.")
        return _("Experts score options by this need.")
    asked = CallRequirement.objects.filter(requirement=need).exclude(call__state=Call.State.DRAFT)
    return _("A call for information that is public asks for this need.") if asked.exists() else ""


def objective(account: Account | None, weakness: Vulnerability) -> Objective | None:
    return visible_to(account, Objective).filter(vulnerability=weakness).first()


def objectives(account: Account | None, place_id: UUID) -> dict[UUID, Objective]:
    """The objectives of a place by the weakness that each is about."""
    return {row.vulnerability_id: row for row in visible_to(account, Objective).filter(place_id=place_id)}


@dataclass(frozen=True)
class Cell:
    """One phase of one function: the needs that stand there, by number, and the measures that answer them."""

    phase: str
    needs: tuple[int, ...]
    decided: tuple[Measure, ...]
    proposed: tuple[Measure, ...]


@dataclass(frozen=True)
class Line:
    """One function, over all phases."""

    code: str
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """Functions by phases. `phases` are their labels; `unplaced` the numbers of needs without phase or function."""

    phases: tuple[str, ...]
    lines: tuple[Line, ...]
    unplaced: tuple[int, ...]

    @property
    def empty(self) -> int:
        return sum(not (cell.needs or cell.decided or cell.proposed) for line in self.lines for cell in line.cells)

    @property
    def size(self) -> int:
        return len(self.phases) * len(self.lines)


def matrix(account: Account | None, needs: Sequence[Requirement], standing: Iterable[UUID]) -> Matrix:
    """Where the needs stand, numbered from 1 in the given order. `standing`: the options that decisions in force chose.

    A measure answers a cell when its option says that it meets a need of that cell, and the catalogue names both the
    phase and the function for it.
    """
    phases, functions = vocabulary("phases"), vocabulary("functions")
    decided, proposed = _answering(account, needs, set(standing))

    def cell(function: str, phase: str) -> Cell:
        here = [n for n, need in enumerate(needs, 1) if phase in need.phases and function in need.functions]
        chosen = _fitting(decided, needs, here, phase, function)
        others = [row for row in _fitting(proposed, needs, here, phase, function) if row not in chosen]
        return Cell(phases[phase], tuple(here), tuple(chosen), tuple(others))

    lines = tuple(Line(code, name, tuple(cell(code, phase) for phase in phases)) for code, name in functions.items())
    unplaced = tuple(n for n, need in enumerate(needs, 1) if not (need.phases and need.functions))
    return Matrix(tuple(phases.values()), lines, unplaced)


def _answering(
    account: Account | None, needs: Sequence[Requirement], standing: set[UUID]
) -> tuple[dict[UUID, set[str]], dict[UUID, set[str]]]:
    """Measures by the need that their option says it meets: those decided, and all that are proposed."""
    rows = visible_to(account, Answer).filter(requirement__in=list(needs), option__in=visible_to(account, Option))
    decided: dict[UUID, set[str]] = defaultdict(set)
    proposed: dict[UUID, set[str]] = defaultdict(set)
    for need, option, picked in rows.values_list("requirement_id", "option_id", "option__measures"):
        (decided if option in standing else proposed)[need].update(picked)
    return decided, proposed


def _fitting(
    by_need: dict[UUID, set[str]], needs: Sequence[Requirement], here: Iterable[int], phase: str, function: str
) -> list[Measure]:
    known = measures()
    codes = {code for number in here for code in by_need[needs[number - 1].pk]}
    rows = [known[code] for code in codes if code in known]
    fit = [row for row in rows if phase in row.phases and function in row.functions]
    return sorted(fit, key=lambda row: (GENTLEST_FIRST[row.kind], row.id))


def likely_functions(weakness: Vulnerability) -> list[str]:
    """The security functions that measures against the threat behind a weakness have, the most frequent first."""
    scenario = weakness.scenario
    counts: dict[str, int] = defaultdict(int)
    for row in measures().values():
        if scenario and scenario.threat in row.threats and (not scenario.phase or scenario.phase in row.phases):
            for function in row.functions:
                counts[function] += 1
    order = list(vocabulary("functions"))
    return sorted(counts, key=lambda code: (-counts[code], order.index(code)))
