"""Levels, bands and answers of several assessments in plain numbers, with queries that do not grow with them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from uuid import UUID

from parvis.access.queries import visible_to
from parvis.assessment.models import Assessment, Judgement, Scenario, VisitEntry
from parvis.assessment.queries.visiting import said_of
from parvis.assessment.rules import result, scoring
from parvis.assessment.rules import visit as visiting
from parvis.assessment.rules.states import FEW_BANDS
from parvis.content.carrying import carry
from parvis.content.schemas import MethodPack
from parvis.content.schemas.questionnaire import Question
from parvis.people.models import Account


@dataclass(frozen=True)
class Levels:
    """One scenario in numbers: the middle level of each factor that can be read by the method, and its band."""

    factors: dict[str, int]
    band: int | None  # counted from 1; None where a factor is missing
    experts: int


def scenarios_of(account: Account | None, rows: Iterable[Assessment]) -> dict[UUID, list[Scenario]]:
    """The scenarios of several assessments, in the order in which each shows them."""
    found: dict[UUID, list[Scenario]] = defaultdict(list)
    told = visible_to(account, Scenario).filter(assessment__in=list(rows)).select_related("zone")
    for row in told.order_by("family", "created", "id"):
        found[row.assessment_id].append(row)
    return found


def levels(rows: Sequence[Judgement], method: MethodPack, version: str = "") -> Levels | None:
    """The standing judgements of one scenario, read by a method; `version`: that under which they were given."""
    if not rows or not method.factors:
        return None
    carried = [carry(method, version or method.version, row.values) for row in rows]
    known = [factor.code for factor in method.factors if all(factor.code in values for values in carried)]
    middle = {code: _middle([values[code] for values in carried]) for code in known}
    whole = len(known) == len(method.factors)
    band = _middle(result.bands_of(carried, result.rules_of(method))) if whole else None
    return Levels(middle, band, len(rows))


def by_scenario(rows: Iterable[Judgement]) -> dict[UUID, list[Judgement]]:
    found: dict[UUID, list[Judgement]] = defaultdict(list)
    for row in rows:
        found[row.scenario_id].append(row)
    return found


def bands(rows: Iterable[Judgement], method: MethodPack) -> list[int]:
    """The band of every judged scenario of one assessment, counted from 1."""
    found = (levels(mine, method) for mine in by_scenario(rows).values())
    return [one.band for one in found if one and one.band]


def grave(found: Sequence[int], method: MethodPack) -> int:
    """How many of these bands are among the gravest."""
    return sum(band >= grave_from(method) for band in found)


def _middle(values: Sequence[int]) -> int:
    """Of an even number the higher one, as in the list of risks."""
    return sorted(values)[len(values) // 2]


def grave_from(method: MethodPack) -> int:
    """From which band on, counted from 1, a risk is grave: of few bands the last, else the last two."""
    bands = len(method.bands)
    return bands - 1 if bands > FEW_BANDS else bands


def answers_of(account: Account | None, rows: Sequence[Assessment]) -> dict[UUID, dict[UUID, scoring.Given]]:
    """What each assessor answered in each assessment, as it stands."""
    entries: dict[UUID, list[VisitEntry]] = defaultdict(list)
    for row in visible_to(account, VisitEntry).filter(assessment__in=list(rows), kind=visiting.ANSWER, unread=""):
        entries[row.assessment_id].append(row)
    return {of.pk: _standing(entries[of.pk]) for of in rows}


def _standing(rows: Sequence[VisitEntry]) -> dict[UUID, scoring.Given]:
    found: dict[UUID, dict[tuple[str, UUID | None], tuple[str, ...]]] = defaultdict(dict)
    for register, said in visiting.fold(map(said_of, rows)).items():
        values = visiting.values(said)
        if values:
            found[register.assessor][register.question, register.zone] = values
    return dict(found)


def shares(
    method: MethodPack, asked: Sequence[Question], given: Mapping[UUID, scoring.Given]
) -> dict[str, list[float]]:
    """What is missing, by section: one share for each assessor who saw enough to say."""
    found: dict[str, list[float]] = defaultdict(list)
    if method.questionnaire:
        for mine in given.values():
            for code, score in scoring.score(method.questionnaire, asked, mine).sections.items():
                if score.value is not None:
                    found[code].append(score.value)
    return {code: sorted(values) for code, values in found.items()}


def middle_share(values: Sequence[float]) -> float | None:
    return median(values) if values else None
