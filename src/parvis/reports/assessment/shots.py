"""The photos of an assessment that a reader may see: of measures, of weaknesses, of answers on site."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from parvis.assessment import queries
from parvis.assessment.models import Assessment, ExistingMeasure
from parvis.files.models import File
from parvis.files.queries import photos_about
from parvis.people.models import Account
from parvis.places.queries import zones


@dataclass(frozen=True)
class Shot:
    """One photo, what it is about, and in which zone."""

    photo: File
    about: str
    zone: str


def shots(account: Account, of: Assessment, measures: list[ExistingMeasure], told: queries.Filled | None) -> list[Shot]:
    """Measures first, as they are listed, then weaknesses, then the questions in their order."""
    things: dict[UUID | None, tuple[str, str]] = {
        row.pk: (queries.measure_name(row), queries.zone_name(row)) for row in measures
    }
    for row in queries.weaknesses_of(account, of):
        things[row.pk] = (row.title, queries.zone_name(row))
    found = list(photos_about(account, [pk for pk in things if pk]))
    order = {pk: place for place, pk in enumerate(things)}
    found.sort(key=lambda photo: order[photo.about])
    return [*(Shot(photo, *things[photo.about]) for photo in found), *_answered(account, of, told)]


def _answered(account: Account, of: Assessment, told: queries.Filled | None) -> Iterator[Shot]:
    if told is None:
        return
    names = {zone.pk: zone.name for zone in zones(account, of.place_id)}
    for code, ask in told.asks.items():
        for row in told.answered.get(code, []):
            yield from (Shot(photo, ask.text, names.get(row.zone, "") if row.zone else "") for photo in row.photos)
