"""Questions from the public page, without an account, and their answers for everybody.

Strangers have no session and nothing to forge. In place of a token of the session the page carries a signed number:
made when it was shown, valid for one day, for one call and one purpose, and spent once.
"""

import hashlib
import uuid
from datetime import timedelta

from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.journal.actions import verb
from parvis.people.models import Account
from parvis.solutions import events
from parvis.solutions.actions.calls.preparing import locked_call, note
from parvis.solutions.actions.calls.publishing import refuse_hits
from parvis.solutions.models import Call, CallQuestion
from parvis.solutions.queries.calls import hits_in

SIGNER = "solutions.call"
VALID = timedelta(hours=24)
MOST_PER_MINUTE = 10
LONGEST = 1000


def page_token(call: Call, purpose: str) -> str:
    """The signed number of one shown page."""
    return signing.TimestampSigner(salt=f"{SIGNER}.{purpose}").sign(f"{call.pk.hex}.{uuid.uuid4().hex}")


def spent(call: Call, purpose: str, token: str) -> str:
    """The digest of a page's number; Refused when it is old or was made for something else."""
    try:
        inside = signing.TimestampSigner(salt=f"{SIGNER}.{purpose}").unsign(token, max_age=VALID)
    except signing.BadSignature:
        inside = ""
    if not inside.startswith(call.pk.hex):
        raise Refused(_("This page is older than a day. What you wrote still stands here: please send it once more."))
    return hashlib.sha256(inside.encode()).hexdigest()


def ask_question(call: Call, token: str, text: str) -> CallQuestion:
    """Ask in public. The same page handed in again gives the same question."""
    digest = spent(call, "question", token)
    return CallQuestion.objects.filter(digest=digest).first() or _ask(call, digest, text)


@verb(events.QuestionAsked)
def _ask(call: Call, digest: str, text: str) -> CallQuestion:
    held = Call.objects.select_for_update().get(pk=call.pk)
    now = timezone.now()
    if held.phase(now) != "questions":
        raise Refused(_("This call takes no questions any more. Your question was not sent."), "text")
    if not text.strip() or len(text) > LONGEST:
        raise Refused(_("Write a question of at most 1000 characters. Nothing was sent."), "text")
    if held.questions.filter(asked__gt=now - timedelta(minutes=1)).count() >= MOST_PER_MINUTE:
        raise Refused(_("Many questions arrive at this moment. Yours still stands here: send it again in a minute."))
    made = CallQuestion.objects.create(call=held, digest=digest, text=text.strip())
    note(None, held, events.QuestionAsked(call=held.pk), made.pk)
    return made


def _waiting(actor: Account, question: CallQuestion) -> tuple[Call, CallQuestion]:
    call = locked_call(actor, question.call)
    current = CallQuestion.objects.select_for_update().get(pk=question.pk)
    if current.answered or current.set_aside:
        raise Refused(_("This question is dealt with already, and everybody can read how. Nothing was changed."))
    return call, current


@verb(events.QuestionAnswered)
def answer_question(actor: Account, question: CallQuestion, answer: str) -> CallQuestion:
    """Answer for everybody: question and answer appear on the public page together."""
    call, current = _waiting(actor, question)
    if not answer.strip():
        raise Refused(_("Write the answer. Nothing was published."), "answer")
    refuse_hits(hits_in(call, [("text", _("The question"), current.text), ("answer", _("Your answer"), answer)]))
    current.answer, current.answered = answer.strip(), timezone.now()
    current.save()
    note(actor, call, events.QuestionAnswered(call=call.pk), current.pk)
    return current


@verb(events.QuestionSetAside)
def set_question_aside(actor: Account, question: CallQuestion, reason: str) -> CallQuestion:
    """Do not publish a question; everybody reads that there was one, and why it does not stand here."""
    call, current = _waiting(actor, question)
    if not reason.strip():
        raise Refused(_("Say why the question is not published: everybody reads the reason."), "reason")
    refuse_hits(hits_in(call, [("reason", _("Why"), reason)]))
    current.set_aside = reason.strip()
    current.save()
    note(actor, call, events.QuestionSetAside(call=call.pk, reason=current.set_aside), current.pk)
    return current
