"""The machine check of everything that a call says in public, against what is closed about its place.

It knows forms (addresses, coordinates, telephone numbers), lists (names of people, zones, entrances) and sentences
(scenarios, weaknesses, existing measures, needs). It does not understand a text: a person still reads it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.access.models import Marking
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
from parvis.assessment.queries.closed import FIELDS
from parvis.engines.privacy import redact
from parvis.files.models import File
from parvis.people.queries import names_of_people
from parvis.places.models import Entrance, Place, Zone
from parvis.solutions.models import Call, Requirement

SOURCES: dict[Any, Any] = {
    Scenario: gettext_lazy("a scenario"),
    Judgement: gettext_lazy("a judgement"),
    Vulnerability: gettext_lazy("a weakness"),
    VisitEntry: gettext_lazy("a note of a visit"),
    Acceptance: gettext_lazy("the reason for an accepted finding"),
    Expectation: gettext_lazy("an expectation of the tier"),
    ExistingMeasure: gettext_lazy("an existing measure"),
    File: gettext_lazy("the caption of a photo"),
    Assessment: gettext_lazy("an assessment"),
}
#: Where an e-mail address or a telephone number is what the public needs.
CONTACT = "contact"


@dataclass(frozen=True)
class Hit:
    """Something that must not be published: in which public text, the words, and which closed field has them."""

    where: str
    text: str
    source: str

    @property
    def sentence(self) -> str:
        return _("%(where)s: “%(text)s” (%(source)s).") % {
            "where": self.where,
            "text": self.text,
            "source": self.source,
        }


def public_texts(of: Call) -> list[tuple[str, str, str]]:
    """Every text of a call that the public reads: the name of its field, how it is called, the words."""
    rows = [
        ("title", _("Public title"), of.title),
        ("description", _("Public description"), of.description),
        ("public_place", _("Name of the place in public"), of.public_place),
        (CONTACT, _("Who is in charge"), of.contact),
    ]
    rows += [("asked", _("Requirement %(n)d") % {"n": row.number}, row.text) for row in of.asked.order_by("number")]
    return [row for row in rows if row[2]]


def hits(of: Call) -> list[Hit]:
    """Everything in the public texts of a call that must not be published, each thing once."""
    return hits_in(of, public_texts(of))


def hits_in(of: Call, texts: Iterable[tuple[str, str, str]]) -> list[Hit]:
    """The same for some texts alone, such as an amendment or the answer to a question."""
    place = Place.objects.select_related("owner").get(pk=of.place_id)
    public = [settings.CITY_NAME, place.owner.name, of.public_place]
    names, sentences, people = list(_names(place, of)), list(_sentences(place)), names_of_people()
    found = [
        Hit(where, span.text, source)
        for field, where, text in texts
        for span, source in _spans(_masked(text, public), names, sentences, people, contact=field == CONTACT)
    ]
    return list(dict.fromkeys(found))


def _masked(text: str, public: Iterable[str]) -> str:
    for name in sorted(filter(None, public), key=len, reverse=True):
        text = text.replace(name, "·")
    return text


def _spans(
    text: str,
    names: list[tuple[Any, list[str]]],
    sentences: list[tuple[Any, frozenset[tuple[str, ...]]]],
    people: list[str],
    *,
    contact: bool,
) -> Iterator[tuple[redact.Span, str]]:
    for span in redact.findings(text, people):
        if not (contact and span.code in {"email", "phone"}):
            yield span, _kind(span.code)
    for source, known in names:
        yield from ((span, str(source)) for span in redact.findings(text, (), known) if span.code == "place")
    for source, runs in sentences:
        yield from ((span, str(source)) for span in redact.repeated(text, runs))


def _kind(code: str) -> str:
    return {
        "name": _("the name of a person"),
        "name_part": _("it may be part of the name of a person"),
        "email": _("an e-mail address"),
        "phone": _("a telephone number"),
        "coordinates": _("coordinates"),
        "street_number": _("an address"),
    }[code]


def _names(place: Place, of: Call) -> Iterator[tuple[Any, list[str]]]:
    """Names that may not stand there. One word such as “Stalls” is a common word, and is let pass; the place's is not."""
    yield _("the name of the place"), [place.name]
    yield _("the custodian of the place"), [place.custodian] if place.custodian else []
    for source, model in ((_("a zone of the place"), Zone), (_("an entrance of the place"), Entrance)):
        rows = model.objects.filter(place=place).order_by("name").values_list("name", flat=True)
        yield source, [name for name in rows if len(name.split()) > 1]


def _sentences(place: Place) -> Iterator[tuple[Any, frozenset[tuple[str, ...]]]]:
    for model, fields in FIELDS.items():
        rows = model.objects.filter(place=place).order_by("pk").values_list(*fields)
        yield SOURCES[model], redact.runs(text for row in rows for text in row if text)
    measures = ExistingMeasure.objects.filter(place=place).order_by("pk").values_list("name", flat=True)
    yield SOURCES[ExistingMeasure], redact.runs(measures)
    said = WorkshopNote.objects.filter(place=place).exclude(kind=WorkshopNote.Kind.DECIDED).order_by("pk")
    yield _("the minutes of a workshop"), redact.runs(said.values_list("text", flat=True))
    needs = Requirement.objects.filter(place=place, marking__gt=Marking.GREEN).order_by("pk")
    rows = needs.values_list("text", "metric", "threshold")
    yield _("a need"), redact.runs(text for row in rows for text in row if text)
