"""What was written at a place and must not leave, for the machine check of what does.

All of it is read, whatever the reader may see: the words stay on this side, and a check names only what somebody has
written once more into a text for outside.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from parvis.assessment.models import (
    Acceptance,
    Assessment,
    ExistingMeasure,
    Expectation,
    Judgement,
    Scenario,
    VisitEntry,
    Vulnerability,
    WorkshopNote,
)
from parvis.content.queries import terms
from parvis.files.models import File
from parvis.places.models import Place, Zone

FIELDS: dict[Any, tuple[str, ...]] = {  # any model of these: each has its `objects`
    Scenario: ("title", "narrative", "assumes"),
    Judgement: ("reason", "revision"),
    Vulnerability: ("title", "description"),
    VisitEntry: ("note",),
    Acceptance: ("reason",),
    Expectation: ("known_by",),
    ExistingMeasure: ("note",),
    File: ("caption",),
    Assessment: ("police_absence", "tier_reason"),
}


@dataclass(frozen=True)
class Closed:
    """`texts` of which no sentence may leave, and `names` that may not: of zones that show a weakness, of contacts."""

    texts: tuple[str, ...]
    names: tuple[str, ...]


def closed_words(place: Place) -> Closed:
    """Of every assessment of the place."""
    return Closed(tuple(filter(None, _texts(place))), tuple(filter(None, _names(place))))


def _texts(place: Place) -> Iterator[str]:
    for model, fields in FIELDS.items():
        for row in model.objects.filter(place=place).order_by("pk").values_list(*fields):
            yield from row
    yield from (
        ExistingMeasure.objects.filter(place=place).exclude(state="good").order_by("pk").values_list("name", flat=True)
    )
    # What was decided is there to be carried out, in the same words.
    said = WorkshopNote.objects.filter(place=place).exclude(kind=WorkshopNote.Kind.DECIDED)
    yield from said.order_by("pk").values_list("text", flat=True)
    for reasons in Assessment.objects.filter(place=place).order_by("pk").values_list("left_out", flat=True):
        yield from reasons.values()


def _names(place: Place) -> Iterator[str]:
    measures = ExistingMeasure.objects.filter(place=place).exclude(state="good").values("zone")
    stories = Scenario.objects.filter(place=place).values("zone")
    weak = Vulnerability.objects.filter(place=place).values("zone")
    shown = Q(pk__in=measures) | Q(pk__in=stories) | Q(pk__in=weak)
    kinds = {word.casefold() for labels in terms("zone_kinds").values() for word in labels.values()}
    named = Zone.objects.filter(shown, place=place).order_by("name").values_list("name", flat=True)
    # A name of one word ("Stalls") is a common word, and would turn up in half of all sentences.
    yield from (name for name in named if name.casefold() not in kinds and len(name.split()) > 1)
    yield place.custodian
