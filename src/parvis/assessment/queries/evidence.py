"""What a weakness rests on: the scenario, what each expert gave, the measures, the photos."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from parvis.access.queries import visible_to
from parvis.assessment.models import ExistingMeasure, Judgement, Scenario, Vulnerability
from parvis.assessment.queries.methods import measure_name, method_of
from parvis.assessment.rules import states
from parvis.content.queries import label
from parvis.files.models import File
from parvis.files.queries import photos_about
from parvis.people.models import Account


@dataclass(frozen=True)
class Spread:
    """One factor of the method with every expert's level."""

    label: str
    values: list[int]
    low: int
    high: int


@dataclass
class Evidence:
    """As far as the reader may know it; judgements only once their round is over."""

    scenario: Scenario | None = None
    spreads: list[Spread] = field(default_factory=list)
    measures: list[tuple[ExistingMeasure, str]] = field(default_factory=list)
    photos: list[File] = field(default_factory=list)


def evidence(account: Account | None, rows: Sequence[Vulnerability]) -> dict[UUID, Evidence]:
    """The evidence of several weaknesses; the number of queries does not grow with them."""
    found = {row.pk: Evidence() for row in rows}
    stories = (
        visible_to(account, Scenario)
        .select_related("assessment")
        .in_bulk({row.scenario_id for row in rows if row.scenario_id})
    )
    given = defaultdict(list)
    shown = visible_to(account, Judgement).filter(scenario__in=stories, standing=True)
    for judgement in shown.exclude(assessment__state__in=states.BLIND).order_by("created", "id"):
        given[judgement.scenario_id].append(judgement)
    for row in rows:
        story = stories.get(row.scenario_id) if row.scenario_id else None
        if story:
            found[row.pk].scenario = story
            found[row.pk].spreads = _spreads(story, given[story.pk])
    named = visible_to(account, ExistingMeasure).filter(vulnerabilities__in=found).prefetch_related("vulnerabilities")
    measures = list(named.distinct().order_by("created", "id"))
    for measure in measures:
        for weakness in measure.vulnerabilities.all():  # type: ignore[attr-defined]  # reverse of Vulnerability.measures
            if weakness.pk in found:
                found[weakness.pk].measures.append((measure, measure_name(measure)))
    _photos(account, found, measures)
    return found


def _spreads(story: Scenario, given: list[Judgement]) -> list[Spread]:
    return [
        Spread(label(factor.label), values, factor.levels[0].value, factor.levels[-1].value)
        for factor in (method_of(story.assessment).factors if given else ())
        if (values := [row.values[factor.code] for row in given if factor.code in row.values])
    ]


def _photos(account: Account | None, found: dict[UUID, Evidence], measures: list[ExistingMeasure]) -> None:
    """The photos of a weakness itself, then those of its measures."""
    by_thing = defaultdict(list)
    for photo in photos_about(account, [*found, *(row.pk for row in measures)]):
        by_thing[photo.about].append(photo)
    for pk, one in found.items():
        one.photos = by_thing[pk] + [photo for row, _name in one.measures for photo in by_thing[row.pk]]
