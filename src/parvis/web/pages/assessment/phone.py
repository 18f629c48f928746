"""What a phone asks for: the page that works without network, its worker, the pack, and a place to send entries to.

A phone keeps whatever it cannot send. So every refusal is a status with {code, sentence}, never a page of another kind.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from parvis.access.errors import NotAllowed, NotVisible, Refused
from parvis.assessment import actions, queries
from parvis.assessment.rules.sent import Batch, read
from parvis.files.actions import sentence as photo_sentence
from parvis.files.rules.cleaning import MOST_BYTES
from parvis.people.models import Account
from parvis.web.pages.assessment.pack import pack_of
from parvis.web.pages.assessment.sent import plain

P = ParamSpec("P")
Function = Callable[Concatenate[HttpRequest, Account, P], HttpResponse]
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]
GONE, FORBIDDEN, MISSING, UNUSABLE, CLOSED, TOO_LARGE = 410, 403, 404, 422, 409, 413
STATUS = {"expired": GONE, "revoked": GONE, "closed": CLOSED, "no_questionnaire": CLOSED}
MOST_ENTRIES = 500


def problem(status: int, code: str, sentence: str) -> HttpResponse:
    """A refusal that a program can tell apart and a person can read."""
    body = {"code": code, "sentence": sentence}
    return JsonResponse(body, status=status, content_type="application/problem+json")


def for_phone(method: str) -> Callable[[Function[P]], Page[P]]:
    """An address that a phone asks: who is not signed in gets 401 with a sentence, not a page to sign in on."""

    def declare(function: Function[P]) -> Page[P]:
        @wraps(function)
        def run(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not isinstance(request.user, Account):
                return problem(401, "sign_in", _("Sign in again to send. Nothing on the phone is lost."))
            try:
                return function(request, request.user, *args, **kwargs)
            except (NotVisible, NotAllowed, Refused) as refused:
                return _refusal(refused)

        return cast("Page[P]", require_http_methods([method])(run))

    return declare


def _refusal(refused: NotVisible | NotAllowed | Refused) -> HttpResponse:
    if isinstance(refused, NotVisible):
        sentence = _(
            "This visit is not there any more, or not for you any more. Nothing on the phone is lost: keep it as a file and hand it to the lead of the assessment."
        )
        return problem(MISSING, "gone", sentence)
    if isinstance(refused, NotAllowed):
        return problem(FORBIDDEN, "no_seat", refused.reason)
    return problem(STATUS.get(refused.field, UNUSABLE), refused.field or "refused", refused.sentence)


@for_phone("GET")
def pack(request: HttpRequest, account: Account, pk: UUID) -> HttpResponse:
    """Everything that a phone takes along for one visit."""
    visit = queries.own_visit(account, pk)
    actions.takes_entries(account, visit)
    return JsonResponse(pack_of(request, account, visit), headers={"Cache-Control": "no-store"})


@for_phone("POST")
def entries(request: HttpRequest, account: Account, pk: UUID) -> HttpResponse:
    """A batch of answers and notes. The answer names what is safe now, and all that this account said so far."""
    visit = queries.own_visit(account, pk)
    batch = _batch(request.body)
    readable = [(raw, read(raw, account.pk)) for raw in batch.entries]
    said = [entry for _raw, entry in readable if entry is not None]
    received = actions.receive_entries(account, visit, said)
    refused = [{"id": str(pk), "sentence": _("Another entry was kept under this number.")} for pk in received.taken]
    refused += [
        {"id": str(raw.get("id", ""))[:40], "sentence": _("Parvis cannot read this entry.")}
        for raw, entry in readable
        if entry is None
    ]
    known = [plain(row) for row in queries.own_entries(account, visit.assessment)]
    return JsonResponse({"safe": [str(pk) for pk in received.safe], "refused": refused, "known": known})


@for_phone("POST")
def photos(request: HttpRequest, account: Account, pk: UUID) -> HttpResponse:
    """One photo with its entry. Only when the digest comes back may the phone call it sent."""
    visit = queries.own_visit(account, pk)
    file = request.FILES.get("photo")
    entry = read(_json(request.POST.get("entry", "")), account.pk)
    if file is None or entry is None:
        raise Refused(_("Parvis cannot read this entry."), "unreadable")
    if file.size is None or file.size > MOST_BYTES:
        return problem(TOO_LARGE, "too_large", photo_sentence("too_many_bytes"))
    kept = actions.receive_photo(account, visit, entry, file.read())
    return JsonResponse({"id": str(kept.pk), "sha256": kept.sent_sha256})


@for_phone("POST")
def returned(request: HttpRequest, account: Account, pk: UUID) -> HttpResponse:
    """The visit is over, and the phone has nothing left to send."""
    actions.return_visit(account, queries.own_visit(account, pk))
    return JsonResponse({})


def _batch(body: bytes) -> Batch:
    try:
        batch = Batch.model_validate_json(body)
    except ValidationError:
        raise Refused(_("Parvis cannot read what was sent. Nothing was kept, and nothing on the phone is lost."), "unreadable") from None  # fmt: skip
    if len(batch.entries) > MOST_ENTRIES:
        raise Refused(_("Too much was sent at once. Nothing was kept, and nothing on the phone is lost."), "unreadable")
    return batch


def _json(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
