"""Documents and tables for those who may read what is in them."""

import uuid
from contextlib import suppress
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parvis.access.errors import NotAllowed, NotVisible, Refused
from parvis.access.queries import reach, require
from parvis.access.roles import Can
from parvis.assessment import queries as assessments
from parvis.assessment.models import Assessment
from parvis.exchange.actions import export_package
from parvis.exchange.queries import practice
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.places import queries as places
from parvis.places.actions import note_export
from parvis.places.models import Place
from parvis.reports import events, pdf, register, word
from parvis.reports.actions.releasing import release_extract
from parvis.reports.assessment.case import case_of
from parvis.reports.assessment.shelf import SHELF
from parvis.reports.thread import thread_document
from parvis.thread.queries import strictest

DOCUMENTS = {"pdf": pdf.render, "docx": word.render}


def write(account: Account, what: str, kind: str, which: str | None = None, **decision: Any) -> bytes:
    """The register, a place or a signed practice (their id), or a document of an assessment, in the format `kind`.

    An extract may leave only by a decision: `wanted` and `reason` (see `release_extract`).
    """
    if what == "extract":
        return release_extract(account, _assessed(account, which), kind=kind, **decision)
    if what in SHELF:
        return write_assessment(account, _assessment(account, which), what, kind)
    if what == "register":
        return write_register(account, kind)
    try:
        pk = uuid.UUID(what)
    except ValueError:
        raise Refused(_("Name “register”, or the id of a place or of a practice. Nothing was written.")) from None
    if kind == "parvis":
        return export_package(account, practice(account, pk))
    return write_place(account, places.place(account, pk), kind)


def _assessment(account: Account, pk: str | None) -> Assessment:
    try:
        return assessments.assessment(account, uuid.UUID(pk or ""))
    except ValueError:
        raise Refused(_("Name the id of the assessment. Nothing was written.")) from None


def _assessed(account: Account, pk: str | None) -> Assessment:
    """An assessment by its id, or the newest one of a place by the id of the place."""
    with suppress(NotVisible):
        return _assessment(account, pk)
    there = places.place(account, uuid.UUID(pk or ""))
    newest = assessments.assessments(account).filter(place=there).order_by("-created", "id").first()
    if newest is None:
        raise Refused(_("No assessment of this place was opened yet. Nothing was released."))
    return newest


def write_register(account: Account, kind: str) -> bytes:
    """The places that the account may take out, as geojson, csv or xlsx."""
    if kind not in register.WRITERS:
        raise Refused(_("The register comes as .geojson, .csv or .xlsx. Nothing was written."))
    if not reach(account).may_anywhere(Can.EXPORT):
        raise NotAllowed(_("Your role does not include taking the register out."))
    rows = list(places.places(account, Can.EXPORT).select_related("owner").order_by("name", "id"))
    body = register.WRITERS[kind](rows)
    note_export(account, kind=kind, rows=len(rows))
    return body


@verb(events.DocumentWritten)
def write_place(account: Account, place: Place, kind: str) -> bytes:
    """The thread of a place as pdf or docx, in the reader's language."""
    require(account, Can.EXPORT, place)
    if kind not in DOCUMENTS:
        raise Refused(_("The document of a place comes as .pdf or .docx. Nothing was written."))
    document = thread_document(account, place, timezone.localdate())
    body = DOCUMENTS[kind](document)
    event = events.DocumentWritten(format=kind, language=translation.get_language() or "en")
    record(account, event, object_id=place.pk, place_id=place.pk, marking=strictest(account, place))
    return body


@verb(events.AssessmentDocumentWritten)
def write_assessment(account: Account, of: Assessment, what: str, kind: str, *, named: bool = False) -> bytes:
    """A document of an assessment, in the reader's language; experts by name only for its lead, who asks for it."""
    require(account, Can.EXPORT, of)
    if named:
        require(account, Can.LEAD_ASSESSMENT, of)
    if what not in SHELF or kind not in SHELF[what].writers:
        raise Refused(_("There is no such document, or not in this format. Nothing was written."))
    case = case_of(account, of, timezone.localdate(), named=named)
    body = SHELF[what].writers[kind](case)
    language = translation.get_language() or "en"
    event = events.AssessmentDocumentWritten(document=what, format=kind, language=language, named=named)
    record(account, event, object_id=of.pk, place_id=of.place_id, marking=case.marking())
    return body
