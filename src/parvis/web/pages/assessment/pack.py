"""The pack that a phone takes along: the place, the questions, what exists already, a map, and every word in the reader's language."""

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from parvis.assessment import queries
from parvis.assessment.models import Visit
from parvis.content.queries import label, term
from parvis.people.models import Account
from parvis.places import queries as places
from parvis.places.actions.reading import tiles_path
from parvis.reports.mapping import HEIGHT, WIDTH, Frame, Mark, draw
from parvis.web.pages.assessment.phone_words import words
from parvis.web.pages.assessment.sent import plain

FORMAT = 1  # raised when a phone with an older script could not read it


def pack_of(request: HttpRequest, account: Account, visit: Visit) -> dict[str, Any]:
    """All that the phone needs until it is back, and nothing that others said. By `now` it learns how wrong its clock is."""
    get_token(request)  # the cookie with which the phone proves that it is no forgery
    of = visit.assessment
    return {
        "format": FORMAT,
        "id": str(visit.pk),
        "assessment": str(of.pk),
        "title": of.title,
        "place": of.place.name,
        "condition": term("conditions", of.condition),
        "method": label(queries.method_of(of).title),
        "now": timezone.now().isoformat(),
        "issued": visit.issued.isoformat(),
        "expires": visit.expires.isoformat(),
        "language": get_language() or "en",
        "sections": [_section(chapter) for chapter in queries.chapters(account, of)],
        "measures": [
            {"name": queries.measure_name(row), "state": term("measure_states", row.state)}
            for row in queries.measures(account, of.place_id)
        ],
        "map": _map(account, visit),
        "entries": [plain(row) for row in queries.own_entries(account, of)],
        "words": words(),
        "seal": queries.file_key(visit),
        "urls": {
            "entries": reverse("visit:entries", args=[visit.pk]),
            "photos": reverse("visit:photos", args=[visit.pk]),
            "returned": reverse("visit:returned", args=[visit.pk]),
            "assessment": reverse("assessment:assessment", args=[of.pk]),
            "scores": reverse("assessment:scores", args=[of.pk]),
        },
    }


def _section(chapter: queries.Chapter) -> dict[str, Any]:
    return {
        "code": chapter.code,
        "label": chapter.label,
        "intro": chapter.intro,
        "questions": [
            {
                "id": ask.question.id,
                "text": ask.text,
                "why": ask.why,
                "answers": [{"value": c.value, "label": c.label, "anchor": c.anchor} for c in ask.choices],
                "when": [{"question": when.question, "answers": when.answers} for when in ask.question.when],
                "zones": [{"id": str(zone.pk), "name": zone.name} for zone in ask.zones],
            }
            for ask in chapter.asks
        ],
    }


def _map(account: Account, visit: Visit) -> dict[str, Any] | None:
    """A drawing of the place with its zones, and the window that it shows, so that a finger can put a pin."""
    shape = visit.place.geometry
    if shape is None:
        return None
    marks = [Mark(shape, "outline")]
    marks += [Mark(zone.geometry, "zone", zone.name) for zone in places.zones(account, visit.place_id) if zone.geometry]
    frame = Frame.around(shape.bounds)
    return {
        "svg": draw(shape.bounds, marks, tiles_path()),
        "bounds": [frame.west, frame.south, frame.east, frame.north],
        "width": WIDTH,
        "height": HEIGHT,
    }
