"""What people say is left of the risks with each of several options, read for all of them with the same few queries."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from parvis.access.queries import visible_to
from parvis.assessment.queries import RiskRow, method_of, sheets
from parvis.content.queries import label
from parvis.content.schemas import MethodPack
from parvis.people.models import Account
from parvis.solutions.models import DesignStage, Option, Placement, RiskAfter
from parvis.solutions.queries.catalogue import picked
from parvis.solutions.queries.residual import band_after, spot_of
from parvis.solutions.rules import Spot, bears_on

Rows = dict[str, RiskRow]


@dataclass(frozen=True)
class Judged:
    """One option at its newest stage. `after`: the middle band by risk; `before`: the panel's row by risk."""

    stage: DesignStage | None
    after: dict[str, int]
    before: Rows
    waiting: int
    method: str
    bands: tuple[str, ...]  # their names, the lowest first
    marking: int
    older: bool  # another option of the place was judged against a newer assessment


def judged(account: Account | None, options: Sequence[Option]) -> dict[UUID, Judged]:
    stages = _newest(account, options)
    told = _statements(account, stages)
    spots = _spots(account, stages)
    rests = {option: rows[0].scenario.assessment for option, rows in told.items()}
    found_sheets = sheets(account, list({of.pk: of for of in rests.values()}.values()))
    before = {pk: {str(row.scenario.pk): row for row in one.rows} for pk, one in found_sheets.items()}
    found = {}
    for one in options:
        of, stage = rests.get(one.pk), stages.get(one.pk)
        if of is None:
            found[one.pk] = Judged(stage, {}, {}, 0, "", (), 0, older=False)
            continue
        method, panel = method_of(of), before.get(of.pk, {})
        after = _middle(method, told[one.pk])
        bands = tuple(label(band.label) for band in method.bands)
        waiting = _waiting(one, panel, after, spots.get(one.pk, {}))
        older = any(other.place_id == of.place_id and other.created > of.created for other in rests.values())
        found[one.pk] = Judged(stage, after, panel, waiting, of.method_urn, bands, of.marking, older=older)
    return found


def usual_years(account: Account | None, options: Sequence[Option]) -> int | None:
    """Over how many years the costs of most of these options are stated; None while nobody has stated any."""
    stated = Counter(int(stage.costs.get("years", 0)) for stage in _newest(account, options).values())
    del stated[0]
    return max(stated, key=lambda years: (stated[years], years), default=None)


def _newest(account: Account | None, options: Sequence[Option]) -> dict[UUID, DesignStage]:
    rows = visible_to(account, DesignStage).filter(option__in=options).order_by("created", "pk")
    return {row.option_id: row for row in rows}


def _statements(account: Account | None, stages: Mapping[UUID, DesignStage]) -> dict[UUID, list[RiskAfter]]:
    found: dict[UUID, list[RiskAfter]] = defaultdict(list)
    rows = visible_to(account, RiskAfter).filter(stage__in=stages.values()).select_related(
        "stage", "scenario__assessment__place"
    )  # fmt: skip
    for row in rows.order_by("created", "pk"):
        found[row.stage.option_id].append(row)
    return found


def _spots(account: Account | None, stages: Mapping[UUID, DesignStage]) -> dict[UUID, dict[str, list[Spot]]]:
    found: dict[UUID, dict[str, list[Spot]]] = defaultdict(lambda: defaultdict(list))
    for row in visible_to(account, Placement).filter(stage__in=stages.values()).select_related("stage").order_by("pk"):
        found[row.stage.option_id][row.measure].append(spot_of(row))
    return found


def _middle(method: MethodPack, told: Sequence[RiskAfter]) -> dict[str, int]:
    """The middle band of those who judged every factor, by risk; of two middle ones the graver."""
    bands: dict[str, list[int]] = defaultdict(list)
    for row in told:
        band = band_after(method, row.values)
        if band is not None:
            bands[str(row.scenario_id)].append(band)
    return {risk: sorted(dots)[len(dots) // 2] for risk, dots in bands.items()}


def _waiting(option: Option, before: Rows, after: Mapping[str, int], spots: Mapping[str, list[Spot]]) -> int:
    """How many risks the measures bear on without anybody having said what is left."""
    held = picked(option.measures)
    silent = [row.scenario for risk, row in before.items() if risk not in after]
    return sum(any(bears_on(m, spots.get(m.id, []), s.threat, s.phase, spot_of(s)) for m in held) for s in silent)
