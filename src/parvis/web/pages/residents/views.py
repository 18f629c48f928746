"""The surveys that the reader may know of, and the page of one."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.queries import may, reach
from parvis.access.roles import Can
from parvis.content.queries import label
from parvis.people.models import Account
from parvis.places import queries as register
from parvis.residents import queries
from parvis.residents.models import Survey
from parvis.residents.rules.answers import asked
from parvis.residents.rules.steps import door, missing
from parvis.web.pages.reading import signed_in
from parvis.web.pages.residents.figures import shown
from parvis.web.templatetags.parvis import tlp

PER_PAGE = 40
CHOICES = 20


def door_words(found: Survey) -> tuple[str, str]:
    """The state of a survey today: one of the ribbon's states, for its sign, and a word."""
    today = door(found.state, found.opens, found.closes, timezone.localdate())
    return {
        "draft": ("missing", _("being prepared")),
        "early": ("stale", _("opens soon")),
        "open": ("done", _("open")),
        "over": ("done" if found.state == Survey.State.CLOSED else "stale", _("over")),
    }[today]


@signed_in
def listing(request: HttpRequest, account: Account) -> HttpResponse:
    """Every survey, the newest first: its state, how many answered, how many answers are published."""
    wanted = queries.surveys(account).order_by("-opens", "title", "id")
    page = Paginator(wanted, PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"survey": found, "state": door_words(found)} for found in page]
    context = {"page": page, "rows": rows, "may_ask": reach(account).may_anywhere(Can.SURVEY)}
    return render(request, "residents/list.html", context)


@signed_in
def choose(request: HttpRequest, account: Account) -> HttpResponse:
    """For which place: by name, at most twenty."""
    search = request.GET.get("q", "").strip()[:100]
    wanted = register.places(account, Can.SURVEY).filter(name__icontains=search).order_by("name", "id")
    return render(
        request,
        "residents/choose.html",
        {"search": search, "places": wanted[:CHOICES], "more": wanted.count() > CHOICES},
    )


@signed_in
def survey(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """One survey: its link, how many answered, what may be shown of it."""
    found = queries.survey(account, pk)
    pack = queries.questions_of(found)
    release = queries.release(account, found)
    answers, published = found.responses.count(), queries.published(found)
    context = {
        "survey": found,
        "place": found.place,
        "tlp": tlp(found.marking),
        "state": door_words(found),
        "door": door(found.state, found.opens, found.closes, timezone.localdate()),
        "link": request.build_absolute_uri(reverse("residents:answer", args=[found.token])),
        "results_link": request.build_absolute_uri(reverse("residents:results", args=[found.token])),
        "answers": answers,
        "published": published,
        "further": answers - published,
        "missing": missing(answers, published),
        "figures": shown(release, pack) if release else None,
        "words": queries.words(account, found),
        "pack_title": label(pack.title),
        "questions": [(label(item.text), [label(option.label) for option in item.options]) for item in asked(pack)],
        "unopened": found.state == Survey.State.DRAFT,
        "may_survey": may(account, Can.SURVEY, found),
    }
    return render(request, "residents/survey.html", context)
