"""The named decision by which an extract of an assessment leaves: who, why, for whom, and exactly which file."""

from collections.abc import Callable
from hashlib import sha256

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.assessment.models import Assessment
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.reports import events, pdf, word
from parvis.reports.assessment.extract import grids
from parvis.reports.assessment.guard import naming
from parvis.reports.assessment.release import Extract, extract_of
from parvis.reports.document import Document
from parvis.reports.workbook import to_xlsx

LONGEST_REASON = 500
FORMATS: dict[str, Callable[[Document], bytes]] = {
    "pdf": pdf.render,
    "docx": word.render,
    "xlsx": lambda made: to_xlsx(grids(made), made.tlp),
}


@verb(events.ExtractReleased)
def release_extract(
    actor: Account, of: Assessment, *, wanted: int, kind: str, reason: str, looked_at: str | None = None
) -> bytes:
    """The extract as a file. `looked_at`: the digest of the words that the actor has seen, where there was a preview."""
    made = extract_of(actor, of, wanted, timezone.localdate())
    if kind not in FORMATS:
        raise Refused(_("An extract comes as .pdf, .docx or .xlsx. Nothing was released."), "format")
    if made.refusal:
        raise Refused(made.refusal)
    if looked_at is not None and looked_at != made.digest:
        raise Refused(_("What goes in has changed since you looked at it. Nothing was released: read it again."))
    why = _reason(reason, made)
    body = FORMATS[kind](made.document)
    event = events.ExtractReleased(
        released_as=wanted, format=kind, language=translation.get_language() or "en", reason=why,
        pieces=len(made.found.entering), sha256=sha256(body).hexdigest(),
    )  # fmt: skip
    record(actor, event, object_id=of.pk, place_id=of.place_id, marking=made.case.marking())
    return body


def _reason(reason: str, made: Extract) -> str:
    why = reason.strip()
    if not why:
        raise Refused(_("Say why it may leave: the decision bears your name. Nothing was released."), "reason")
    if len(why) > LONGEST_REASON:
        raise Refused(_("The reason is longer than 500 characters. Nothing was released."), "reason")
    named = naming(why, made.watch)
    if named:
        raise Refused(
            _("The reason stays in the journal for good and names nobody. Nothing was released: name a function. %(found)s")
            % {"found": " ".join(named)},
            "reason",
        )  # fmt: skip
    return why
