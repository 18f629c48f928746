"""Reading the design of an option: its stages, where its measures stand, and how one stage compares with another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db.models import QuerySet

from parvis.access.queries import seen, visible_to
from parvis.assessment.models import Scenario
from parvis.people.models import Account
from parvis.solutions.models import DesignStage, Option, Placement, RiskAfter
from parvis.solutions.queries.catalogue import picked, vocabulary
from parvis.solutions.queries.residual import Shifts, shifts
from parvis.solutions.rules import LifeCost, SideSum, life_cost, side_sums


def stages(account: Account | None, option: Option) -> list[DesignStage]:
    """The stages of an option that were reached, the earliest first."""
    found = visible_to(account, DesignStage).filter(option=option).select_related("place", "costed_by")
    return list(found.order_by("created", "pk"))


def newest(account: Account | None, option: Option) -> DesignStage | None:
    return next(reversed(stages(account, option)), None)


def placements(account: Account | None, stage: DesignStage | None) -> QuerySet[Placement]:
    """Where the measures stand at a stage."""
    found = visible_to(account, Placement).select_related("zone").order_by("created", "pk")
    return found.filter(stage=stage) if stage is not None else found.none()


def placement(account: Account | None, pk: UUID | str) -> Placement:
    return seen(account, Placement, pk)


def side_effects(option: Option) -> list[SideSum]:
    """What the measures of an option do to each side of the life of the place."""
    return side_sums(picked(option.measures), vocabulary("side_effects"))


def own_statement(account: Account, stage: DesignStage | None, scenario: Scenario) -> RiskAfter | None:
    """What the reader has said so far of what is left of this risk."""
    found = visible_to(account, RiskAfter).filter(scenario=scenario, account=account)
    return found.filter(stage=stage).first() if stage is not None else None


@dataclass(frozen=True)
class At:
    """One stage beside the others."""

    stage: DesignStage
    placed: int
    cost: LifeCost
    risks: Shifts | None


@dataclass(frozen=True)
class Kept:
    """One risk over the stages: its band words at each, and whether the last keeps what the one before it promised."""

    title: str
    words: tuple[str, ...]
    verdict: Literal["kept", "better", "worse", "open"]


@dataclass(frozen=True)
class Promise:
    """The stages of an option side by side."""

    stages: tuple[At, ...]
    risks: tuple[Kept, ...]


def promises(account: Account | None, option: Option, reached: Sequence[DesignStage]) -> Promise:
    """Every stage with what was placed, costed and judged at it; a risk is known again by its scenario."""
    at = tuple(
        At(stage, placements(account, stage).count(), life_cost(stage.costs), shifts(account, option, stage))
        for stage in reached
    )
    titles: dict[UUID, str] = {}
    for one in at:
        titles |= {row.scenario.pk: row.scenario.title for row in (one.risks.open if one.risks else ()) if row.said}
    return Promise(at, tuple(_kept(at, pk, title) for pk, title in titles.items()))


def _kept(at: Sequence[At], scenario: UUID, title: str) -> Kept:
    rows = [
        next((row for row in (one.risks.open if one.risks else ()) if row.scenario.pk == scenario), None) for one in at
    ]
    bands = [row.after if row else None for row in rows]
    promised = [band for band in bands[:-1] if band is not None]
    last = bands[-1]
    if last is None or not promised:
        verdict: Literal["kept", "better", "worse", "open"] = "open"
    else:
        verdict = "kept" if last == promised[-1] else ("better" if last < promised[-1] else "worse")
    return Kept(title, tuple(row.after_words if row else "" for row in rows), verdict)
