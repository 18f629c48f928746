"""A provider's answer, without an account: ask for a link, save, attach, send, revise, withdraw.

Whoever has the link is the provider. Of the link the database holds a digest; the draft is locked with the link itself,
each sending is sealed for the key of the call, and that key is not in the database (see `publishing`).
"""

import base64
import hmac
import secrets
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.engines.privacy import sealing
from parvis.journal.actions import verb
from parvis.solutions import events
from parvis.solutions.actions.calls.asking import spent
from parvis.solutions.actions.calls.preparing import note
from parvis.solutions.models import Call, CallAnswer, CallVersion
from parvis.solutions.queries.calls.answers import by_link, digest_of, drafted
from parvis.solutions.rules import responses
from parvis.solutions.rules.responses import Content

MOST_LINKS_PER_MINUTE = 60
MOST_ANSWERS = 2000
OPEN_PHASES = {"questions", "answers"}


class Late(Refused):
    """Sent after closing: the draft is kept for its writer, and is never opened here."""


def ask_link(call: Call, token: str, *, organisation: str, contact: str = "") -> str:
    """A secret for one provider, made from the page that asked: the same page sent twice gives the same link."""
    spent(call, "link", token)
    link = base64.urlsafe_b64encode(hmac.digest(token.encode(), b"parvis link", "sha256")).decode().rstrip("=")
    if not CallAnswer.objects.filter(digest=digest_of(link)).exists():
        _begin(call, link, Content(organisation=organisation[:200], contact=contact[:200]))
    return link


@verb(events.AnswerBegun)
def _begin(call: Call, link: str, content: Content) -> CallAnswer:
    held = Call.objects.select_for_update().get(pk=call.pk)
    now = timezone.now()
    if held.phase(now) not in OPEN_PHASES:
        raise Refused(_("This call is closed: it takes no answers any more. Nothing was kept."))
    if not content.organisation:
        raise Refused(_("Say who answers. Nothing was kept yet."), "organisation")
    newest = held.answers.filter(created__gt=now - timedelta(minutes=1)).count()
    if newest >= MOST_LINKS_PER_MINUTE or held.answers.count() >= MOST_ANSWERS:
        raise Refused(_("Many providers ask for a link at this moment. Please try again in a minute."))
    made = CallAnswer.objects.create(call=held, digest=digest_of(link), draft=_locked(link, content))
    note(None, held, events.AnswerBegun(call=held.pk), made.pk)
    return made


def _locked(link: str, content: Content) -> bytes:
    return sealing.lock(link.encode(), content.model_dump_json().encode())


def _held(link: str) -> CallAnswer:
    """The answer, locked for this write; of a call that is not opened or ended yet."""
    found = CallAnswer.objects.select_for_update().select_related("call").get(pk=by_link(link).pk)
    if found.call.state != Call.State.PUBLISHED:
        raise Refused(_("This call has ended: nothing can be changed any more. What you sent still stands here."))
    return found


@verb(events.DraftSaved)
def save_draft(link: str, content: Content, *, version: int) -> CallAnswer:
    """Keep what is written so far. Conflict when the same answer was saved elsewhere since."""
    found = _held(link)
    if found.version != version:
        raise Conflict
    known = {paper.id for paper in drafted(found, link).papers}
    if {paper.id for paper in content.papers} - known:
        raise Refused(_("A file of this answer is unknown here. Nothing was saved: attach it again."), "papers")
    found.draft = _locked(link, content)
    found.version += 1
    found.save()
    note(None, found.call, events.DraftSaved(call=found.call_id), found.pk)
    return found


def add_paper(link: str, paper: responses.Paper) -> None:
    """Put an attached file into the draft; inside the transaction that keeps its bytes."""
    found = _held(link)
    content = drafted(found, link)
    found.draft = _locked(link, content.model_copy(update={"papers": [*content.papers, paper]}))
    found.version += 1
    found.files += 1
    found.save()


def send(link: str, *, version: int) -> CallVersion:
    """Send the draft as it is saved. Late: it stays a draft, and that somebody tried is noted."""
    try:
        return _send(link, version)
    except Late:
        _note_late(link)
        raise


@verb(events.AnswerSent)
def _send(link: str, version: int) -> CallVersion:
    found = _held(link)  # one after the other: the clock is read in turn
    call, now = found.call, timezone.now()
    if found.version != version:
        raise Conflict
    if call.phase(now) not in OPEN_PHASES:
        raise Late(
            _("This call closed before your answer arrived, so it was not accepted. What you wrote is kept as a draft that only you can read.")
        )  # fmt: skip
    content = drafted(found, link)
    if lacking := responses.missing(content):
        raise Refused(_("Something is still missing. Your draft is kept."), lacking[0])
    data = content.model_dump_json().encode()
    made = CallVersion.objects.create(
        answer=found, receipt=secrets.token_hex(6).upper(), at=now, sha256=responses.digest(content),
        sealed=sealing.seal(bytes(call.public_key or b""), data), copy=sealing.lock(link.encode(), data),
    )  # fmt: skip
    CallAnswer.objects.filter(pk=found.pk).update(withdrawn=None)
    note(None, call, events.AnswerSent(call=call.pk, receipt=made.receipt, sha256=made.sha256), found.pk)
    return made


@verb(events.AnswerLate)
def _note_late(link: str) -> None:
    found = by_link(link)
    CallAnswer.objects.filter(pk=found.pk).update(late=timezone.now())
    note(None, found.call, events.AnswerLate(call=found.call_id), found.pk)


@verb(events.AnswerWithdrawn)
def withdraw(link: str) -> CallAnswer:
    """Take back what was sent: it is never opened. Until closing it can be sent again."""
    found = _held(link)
    if found.call.phase(timezone.now()) not in OPEN_PHASES:
        raise Refused(
            _("This call is closed. What you sent can no longer be withdrawn here: write to who is in charge.")
        )
    if found.withdrawn or not found.versions.exists():
        raise Refused(_("Nothing of this answer is sent at the moment. Nothing was changed."))
    found.withdrawn = timezone.now()
    found.save()
    note(None, found.call, events.AnswerWithdrawn(call=found.call_id), found.pk)
    return found
