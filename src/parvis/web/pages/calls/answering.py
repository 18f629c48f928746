"""The pages of a provider: ask for a link, write, attach, look once more, send, keep the receipt. No account, no cookie."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from parvis.access.errors import Conflict, NotVisible, Refused
from parvis.files.rules.papers import MOST_BYTES
from parvis.solutions.actions import calls as actions
from parvis.solutions.models import Call, CallAnswer
from parvis.solutions.queries import calls as queries
from parvis.solutions.rules import responses
from parvis.web.pages.calls.answer_forms import AnswerForm, initial_of
from parvis.web.pages.calls.downloads import attachment
from parvis.web.pages.calls.public import address, shown
from parvis.web.pages.residents.public import in_readers_language

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]


def by_link(*methods: str) -> Callable[[Page[P]], Page[P]]:
    """A page of whoever has the link: never kept by a browser; the link stands in place of a session and its token."""

    def declare(function: Page[P]) -> Page[P]:
        page = csrf_exempt(require_http_methods([*methods])(never_cache(in_readers_language(function))))
        return wraps(function)(page)

    return declare


@by_link("GET", "HEAD", "POST")
def link(request: HttpRequest, pk: str) -> HttpResponse:
    """Say who answers, and get a link of one's own."""
    found = queries.public_call(pk)
    refused = None
    if request.method == "POST":
        given = {name: request.POST.get(name, "").strip() for name in ("organisation", "contact")}
        try:
            secret = actions.ask_link(found, request.POST.get("form", ""), **given)
        except Refused as error:
            refused = error
        else:
            return redirect(address("answer", secret) + "&new=1")
    context = shown(found) | {
        "refused": refused, "token": actions.page_token(found, "link"), "given": request.POST,
        "here": address("link", found.pk), "organisation": request.POST.get("organisation", ""),
        "contact": request.POST.get("contact", ""),
    }  # fmt: skip
    return render(request, "calls/link.html", context, status=422 if refused else 200)


def _context(request: HttpRequest, found: CallAnswer, secret: str) -> dict[str, Any]:
    sent = queries.sent(found)
    return shown(found.call) | {
        "answer": found,
        "sent": sent,
        "here": address("answer", secret),
        "whole_link": request.build_absolute_uri(address("answer", secret).partition("?")[0]),
        "send_address": address("send", secret),
        "receipt_address": address("receipt", secret) if sent else "",
        "attach_address": address("attach", secret),
        "withdraw_address": address("withdraw", secret),
        "writable": found.call.state == Call.State.PUBLISHED,
        "most_megabytes": MOST_BYTES // 1024**2,
    }


@by_link("GET", "HEAD", "POST")
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    """The draft: saved as often as one likes, also after closing, so that nothing that was written is lost."""
    found = queries.by_link(secret)
    draft = queries.drafted(found, secret)
    taken_out = set(request.POST.getlist("take_out"))
    papers = [paper for paper in draft.papers if paper.id not in taken_out]
    asked = found.call.asked.order_by("number")
    form = AnswerForm(request.POST or None, initial=initial_of(draft, found.version), asked=asked, papers=papers)
    status, trouble = 200, ""
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.save_draft(secret, form.content, version=form.cleaned_data["version"])
            except Refused as refused:
                trouble = refused.sentence
            except Conflict:
                status = 409
                trouble = _("This answer was saved from elsewhere in the meantime. What you wrote here still stands here and is not saved: save again to put it in its place.")  # fmt: skip
                again = request.POST.copy()
                again["version"] = str(queries.by_link(secret).version)
                form.data = again
            else:
                return redirect(address("send" if "review" in request.POST else "answer", secret) + "&saved=1")
        else:
            trouble = _(
                "One field needs your attention. Nothing was saved yet; everything you wrote still stands here."
            )
    context = _context(request, found, secret) | {
        "form": form, "trouble": trouble, "papers": papers, "new": "new" in request.GET, "saved": "saved" in request.GET,
    }  # fmt: skip
    return render(request, "calls/answer.html", context, status=status)


def _given(file: Any) -> tuple[bytes, str]:
    """The bytes and the name of a file; one that is too large is not even read."""
    if file is None or not file.size:
        raise Refused(_("No file was chosen, or it is empty. Nothing was kept."), "file")
    if file.size > MOST_BYTES:
        raise Refused(_("This file is larger than 10 MB. Nothing was kept: send a smaller one."), "file")
    return file.read(), file.name or ""


@by_link("POST")
def attach(request: HttpRequest, secret: str) -> HttpResponse:
    """One file more."""
    found = queries.by_link(secret)
    try:
        actions.attach(secret, *_given(request.FILES.get("file")))
    except Refused as refused:
        context = _context(request, found, secret) | {"refused": refused}
        return render(request, "calls/not_attached.html", context, status=422)
    return redirect(address("answer", secret) + "&saved=1#files")


LACKING = {
    "organisation": lambda: _("who answers"),
    "solution": lambda: _("the name of your answer"),
    "summary": lambda: _("your answer in short"),
    "met": lambda: _("at least one requirement that is met or partly met"),
}


@by_link("GET", "HEAD", "POST")
def send(request: HttpRequest, secret: str) -> HttpResponse:
    """Look once more at what is sent, and send it."""
    found = queries.by_link(secret)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            actions.send(secret, version=_number(request.POST.get("version", "")))
        except Refused as error:
            refused = error
        except Conflict:
            refused = Refused(
                _("The draft was saved in the meantime. Look at it once more, then send it. Nothing was sent.")
            )
        else:
            return redirect(address("receipt", secret))
        found = queries.by_link(secret)
    content = queries.drafted(found, secret)
    context = _context(request, found, secret) | {
        "content": content, "rows": told(found, content), "refused": refused, "saved": "saved" in request.GET,
        "lacking": [str(LACKING[name]()) for name in responses.missing(content)],
    }  # fmt: skip
    return render(request, "calls/send.html", context, status=422 if refused else 200)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004  # an integer of the database


def told(found: CallAnswer, content: responses.Content) -> list[dict[str, Any]]:
    """Each requirement with what the answer says of it."""
    words = {"yes": _("meets it"), "partly": _("partly"), "no": _("does not meet it"), "": _("no answer")}
    return [
        {
            "row": row,
            "met": (met := content.met.get(str(row.number), responses.Met())),
            "meets": words[met.meets],
            "confidential": f"r{row.number}" in content.confidential,
        }
        for row in found.call.asked.order_by("number")
    ]


@by_link("GET", "HEAD")
def receipt(request: HttpRequest, secret: str) -> HttpResponse:
    """Number, time and digest of what was sent, to print or to keep."""
    found = queries.by_link(secret)
    sent = queries.sent(found)
    if sent is None:
        raise NotVisible
    content = queries.own_copy(sent, secret)
    context = _context(request, found, secret) | {
        "content": content, "rows": told(found, content), "bytes_address": address("sent", secret),
        "versions": list(found.versions.order_by("-at", "-pk")), "now": timezone.now(),
    }  # fmt: skip
    return render(request, "calls/receipt.html", context)


@by_link("GET", "HEAD")
def sent(request: HttpRequest, secret: str) -> HttpResponse:
    """The very bytes of which the receipt gives the digest."""
    found = queries.by_link(secret)
    version = queries.sent(found)
    if version is None:
        raise NotVisible
    return attachment(responses.hashed(queries.own_copy(version, secret)), f"{version.receipt}.json")


@by_link("POST")
def withdraw(request: HttpRequest, secret: str) -> HttpResponse:
    actions.withdraw(secret)
    return redirect(address("answer", secret))
