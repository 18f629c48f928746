"""The pages for everyone who has the link: answer, thanks, results. No account, no cookie, no script."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from parvis.access.errors import Refused
from parvis.content.queries import label
from parvis.content.schemas.indicators import Item
from parvis.residents import queries
from parvis.residents.actions import form_token, hand_in
from parvis.residents.models import Survey
from parvis.residents.rules.answers import asked
from parvis.residents.rules.steps import door
from parvis.web.pages.residents.figures import shown

P = ParamSpec("P")


def in_readers_language(function: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """The language of ?lang=, else the one that the browser asks for: chosen by a link, so that no cookie is needed."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        chosen = cast("HttpRequest", args[0]).GET.get("lang", "")
        if chosen not in dict(settings.LANGUAGES):
            return function(*args, **kwargs)
        with translation.override(chosen):
            return function(*args, **kwargs)

    return run


@dataclass(frozen=True)
class Question:
    """One question as the page draws it, with what was answered before, if the page comes back."""

    item: Item
    text: str
    answers: list[tuple[str, str, bool]]  # code, label, chosen
    words: str
    error: str

    @property
    def ends(self) -> tuple[str, str]:
        return label(self.item.lowest_label or {"en": ""}), label(self.item.highest_label or {"en": ""})


def _questions(survey: Survey, given: dict[str, list[str]], refused: Refused | None) -> list[Question]:
    found = []
    for item in asked(queries.questions_of(survey)):
        values = given.get(item.code, [])
        options = [(option.code, label(option.label)) for option in item.options]
        if item.lowest is not None and item.highest is not None:
            options = [(str(step), str(step)) for step in range(item.lowest, item.highest + 1)]
        answers = [(code, words, code in values) for code, words in options]
        error = refused.sentence if refused and refused.field == item.code else ""
        found.append(Question(item, label(item.text), answers, values[0] if values else "", error))
    return found


def _context(survey: Survey) -> dict[str, object]:
    pack = queries.questions_of(survey)
    return {
        "survey": survey,
        "pack": pack,
        "door": door(survey.state, survey.opens, survey.closes, timezone.localdate()),
        "languages": [
            (code, translation.get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES
        ],
    }


def _within(survey: Survey, name: str) -> str:
    """An address of the same survey in the language that the reader has now."""
    return f"{reverse(f'residents:{name}', args=[survey.token])}?lang={translation.get_language()}"


@csrf_exempt  # there is no session to protect; see residents.actions.answering for what stands in its place
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@in_readers_language
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The questions, and the answers handed in."""
    survey = queries.by_link(token)
    context = _context(survey)
    refused = None
    if request.method == "POST":
        try:
            hand_in(
                survey, request.POST.get("form", ""), dict(request.POST.lists()), translation.get_language() or "en"
            )
        except Refused as error:
            refused = error
        else:
            return redirect(_within(survey, "thanks"))
    elif context["door"] != "open":
        return render(request, "residents/over.html", context)
    context |= {
        "questions": _questions(survey, dict(request.POST.lists()), refused),
        "token": form_token(survey),
        "refused": refused,
        "here": _within(survey, "answer"),
    }
    return render(request, "residents/answer.html", context, status=422 if refused else 200)


@require_safe
@in_readers_language
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    """What happens with the answers, and when."""
    survey = queries.by_link(token)
    return render(request, "residents/thanks.html", _context(survey) | {"results": _within(survey, "results")})


@require_safe
@in_readers_language
def results(request: HttpRequest, token: str) -> HttpResponse:
    """The figures that everyone may see: none under eleven answers."""
    survey = queries.by_link(token)
    release = queries.public_release(survey)
    context = _context(survey)
    figures = shown(release, queries.questions_of(survey)) if release else None
    return render(
        request, "residents/results.html", context | {"figures": figures, "answer_url": _within(survey, "answer")}
    )
