"""Handing in the answers, without an account.

The page sets no cookie, so there is no session and no CSRF token. There is nothing to forge either: whoever answers
is nobody in particular, and another site could at most answer once more, as anyone with the link can. In place of
the token the page carries a signed number, made when it was shown:
- it can be spent once, so that a form sent twice is written once;
- it is only valid for this survey and for a day;
- whoever wants to flood the survey has to fetch a page for each answer, and a full minute stops taking more.
What was spent is noted apart from the answers and thrown away when it could no longer be used.
"""

import hashlib
import uuid
from datetime import timedelta
from typing import Literal

from django.core import signing
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.content.queries import pack
from parvis.content.schemas import IndicatorsPack
from parvis.engines.privacy import PARTNERS, PUBLIC
from parvis.journal.actions import record, verb
from parvis.residents import events
from parvis.residents.models import Release, Response, SpentForm, Survey
from parvis.residents.rules.answers import AnswerError, Given, accept
from parvis.residents.rules.figures import Figures, figures, steady
from parvis.residents.rules.steps import door, step

SIGNER = "residents.form"
VALID = timedelta(hours=24)
MOST_PER_MINUTE = 60


class FormOutdatedError(Refused):
    """The page is older than a day, or was not made here: it is shown again with the answers kept."""


def form_token(survey: Survey) -> str:
    """The signed number of one shown page."""
    return signing.TimestampSigner(salt=SIGNER).sign(f"{survey.pk.hex}.{uuid.uuid4().hex}")


def hand_in(survey: Survey, token: str, given: Given, language: str) -> Literal["kept", "again"]:
    """Keep the answers of one shown page; "again" when this page was handed in before. Raises Refused otherwise."""
    digest = _digest(survey, token)
    if SpentForm.objects.filter(digest=digest).exists():
        return "again"
    try:
        _keep(survey, digest, given, language)
    except IntegrityError:  # the same page came twice at the same moment: the other one was first
        if not SpentForm.objects.filter(digest=digest).exists():
            raise
        return "again"
    return "kept"


def _digest(survey: Survey, token: str) -> str:
    try:
        inside = signing.TimestampSigner(salt=SIGNER).unsign(token, max_age=VALID)
    except signing.BadSignature:
        inside = ""
    if not inside.startswith(survey.pk.hex):
        sentence = _("This page is older than a day. Your answers still stand here: please send them once more.")
        raise FormOutdatedError(sentence)
    return hashlib.sha256(inside.encode()).hexdigest()


@verb(events.AnswerGiven)
def _keep(survey: Survey, digest: str, given: Given, language: str) -> None:
    held = Survey.objects.select_for_update().get(pk=survey.pk)  # one answer after the other: the steps are counted
    now = timezone.now()
    if door(held.state, held.opens, held.closes, timezone.localdate()) != "open":
        raise Refused(_("This survey takes no answers today. Nothing was sent."))
    spent = SpentForm.objects.filter(survey=held)
    if spent.filter(at__gt=now - timedelta(minutes=1)).count() >= MOST_PER_MINUTE:
        raise Refused(
            _("Many people are answering at this moment. Your answers still stand here: send them again in a minute.")
        )
    questions = pack(held.pack_urn, held.pack_version)
    assert isinstance(questions, IndicatorsPack)
    try:
        answers = accept(questions, given)
    except AnswerError as error:
        raise Refused(_sentence(error.problem), error.item) from None
    spent.filter(at__lt=now - 2 * VALID).delete()
    SpentForm.objects.create(survey=held, digest=digest)
    Response.objects.create(survey=held, answers=answers, language=language)
    _release(held, questions)
    record(None, events.AnswerGiven(), object_id=held.pk, place_id=held.place_id, marking=held.marking)


def _sentence(problem: str) -> str:
    return {
        "missing": _("Please choose an answer."),
        "unknown_option": _("Please choose one of the answers."),
        "too_many": _("Please choose fewer answers."),
        "off_scale": _("Please choose a number of the scale."),
        "too_long": _("Please write at most 1000 characters."),
    }[problem]


def _release(survey: Survey, questions: IndicatorsPack) -> None:
    """Move the published figures on, when enough further answers are in."""
    public = survey.releases.filter(audience=Release.Audience.PUBLIC).order_by("-n").first()
    due = step(survey.responses.count(), public.n if public else 0)
    if due is None:
        return
    minimum = PUBLIC if due == "public" else PARTNERS
    rows = list(survey.responses.order_by("day", "id"))
    new = figures(questions, [row.answers for row in rows], minimum)
    earlier: list[tuple[Figures, int]] = [(public.figures, minimum)] if public else []
    between = survey.releases.filter(audience=Release.Audience.PARTNERS).order_by("-n").first()
    if between:
        empty: Figures = {"indicators": {}, "tables": {}}
        earlier = [*(earlier or [(empty, minimum)]), (between.figures, PARTNERS)]
    Release.objects.create(
        survey=survey,
        audience=due,
        n=len(rows),
        first_day=rows[0].day,
        last_day=rows[-1].day,
        figures=steady(new, earlier),
    )
