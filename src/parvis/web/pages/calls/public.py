"""The pages of calls for everybody: the list, a call with its questions and answers, asking. No account, no cookie."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from parvis.access.errors import Refused
from parvis.solutions.actions import calls as actions
from parvis.solutions.models import Call
from parvis.solutions.queries import calls as queries
from parvis.web.pages.calls.wording import amended, phase_words
from parvis.web.pages.residents.public import in_readers_language


def languages() -> list[tuple[str, str]]:
    return [
        (code, translation.get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES
    ]


def address(name: str, *parts: Any) -> str:
    """An address in the language that the reader has now."""
    return f"{reverse(f'call:{name}', args=parts)}?lang={translation.get_language()}"


def shown(of: Call) -> dict[str, Any]:
    """What every public page of a call knows of it."""
    phase = of.phase(timezone.now())
    return {
        "call": of,
        "phase": phase,
        "phase_words": phase_words(phase),
        "asked": list(of.asked.order_by("number")),
        "languages": languages(),
        "zone": timezone.get_current_timezone_name(),
        "home": address("call", of.pk),
        "list_address": address("list"),
        "answering": phase in {"questions", "answers"},
    }


@require_safe
@in_readers_language
def listing(request: HttpRequest) -> HttpResponse:
    """The calls that take answers now, and those that came to an end."""
    rows = [{"call": found, "address": address("call", found.pk)} for found in queries.open_calls()]
    ended = [{"call": found, "address": address("call", found.pk)} for found in queries.ended_calls()]
    context = {"rows": rows, "ended": ended, "languages": languages(), "zone": timezone.get_current_timezone_name()}
    return render(request, "calls/public_list.html", context)


@require_safe
@in_readers_language
def call(request: HttpRequest, pk: str) -> HttpResponse:
    """What is asked, until when, what others asked, what was changed, and how to answer."""
    found = queries.public_call(pk)
    questions = list(queries.shown_questions(found))
    context = shown(found) | {
        "questions": questions,
        "waiting": found.questions.filter(answered=None, set_aside="").count(),
        "amendments": [amended(row) for row in found.amendments.order_by("-number")],
        "broken": [row for row in queries.openings(found) if row.early],
        "ask_address": address("ask", found.pk),
        "link_address": address("link", found.pk),
    }
    return render(request, "calls/public_call.html", context)


@csrf_exempt  # there is no session to protect; see solutions.actions.calls.asking for what stands in its place
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@in_readers_language
def ask(request: HttpRequest, pk: str) -> HttpResponse:
    """Ask a question that everybody will read with its answer."""
    found = queries.public_call(pk)
    refused, text = None, request.POST.get("text", "")
    if request.method == "POST":
        try:
            actions.ask_question(found, request.POST.get("form", ""), text)
        except Refused as error:
            refused = error
        else:
            return redirect(address("call", found.pk) + "#questions")
    context = shown(found) | {
        "refused": refused, "text": text, "token": actions.page_token(found, "question"),
        "here": address("ask", found.pk),
    }  # fmt: skip
    return render(request, "calls/ask.html", context, status=422 if refused else 200)
