"""Bringing in the file that a phone handed over: through the same verbs as its sending, so that nothing counts twice."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from parvis.access.errors import NotVisible, Refused
from parvis.assessment.actions.receiving import receive_entries, receive_photo, takes_entries
from parvis.assessment.models import Visit
from parvis.assessment.queries.visiting import file_key, known_entries, own_visit
from parvis.assessment.rules.handed import Handed, bare, picture, read_handed, sealed_with
from parvis.assessment.rules.sent import read
from parvis.assessment.rules.visit import PHOTO, Said
from parvis.people.models import Account


@dataclass(frozen=True)
class BroughtIn:
    """How many entries are new, how many were here already, and the sentences about those that could not be taken."""

    visit: Visit
    fresh: int
    known: int
    refused: tuple[str, ...]


def bring_in(actor: Account, data: bytes) -> BroughtIn:
    """Take in what a phone could not send. In the name of whoever took the visit along, and nobody else's."""
    file = read_handed(data)
    if file is None:
        raise Refused(
            _(
                "This is not a file that a phone kept of a visit. Nothing was changed: choose the file whose name begins with “visit-”."
            ),
            "file",
        )
    visit = _own(actor, file.visit)
    if not sealed_with(file, file_key(visit)):
        raise Refused(
            _(
                "This file was changed after the phone wrote it, or did not arrive whole. Nothing was kept: let the phone make it again."
            ),
            "file",
        )
    takes_entries(actor, visit)
    return _take(actor, visit, file)


def _own(actor: Account, pk: UUID) -> Visit:
    try:
        return own_visit(actor, pk)
    except NotVisible:
        raise Refused(
            _(
                "This visit is not yours, or was taken along from another installation. Nothing was changed: sign in where it was taken along, as who took it along."
            ),
            "file",
        ) from None


def _take(actor: Account, visit: Visit, file: Handed) -> BroughtIn:
    readable = [(raw, read(bare(raw), actor.pk)) for raw in file.entries]
    said = [(raw, entry) for raw, entry in readable if entry is not None]
    refused = [_("Parvis cannot read this entry.") for _raw, entry in readable if entry is None]
    before = known_entries(actor, visit.assessment, [entry.id for _raw, entry in said])
    received = receive_entries(actor, visit, [entry for _raw, entry in said if entry.kind != PHOTO])
    refused += [_("Another entry was kept under this number.") for _taken in received.taken]
    refused += [problem for raw, entry in said if entry.kind == PHOTO and (problem := _photo(actor, visit, raw, entry))]
    after = known_entries(actor, visit.assessment, [entry.id for _raw, entry in said])
    return BroughtIn(visit, len(after - before), len(before), tuple(dict.fromkeys(refused)))


def _photo(actor: Account, visit: Visit, raw: dict[str, Any], entry: Said) -> str:
    """Keep one photo of the file; why it was not kept, or an empty text."""
    data = picture(raw)
    if data is None:
        return _("A photo is named in the file, and its picture is not there.")
    try:
        receive_photo(actor, visit, entry, data)
    except Refused as refused:
        return refused.sentence
    return ""
