"""Documents and exports, as downloads."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from parvis.access.queries import may, require
from parvis.access.roles import Can
from parvis.assessment import queries as assessments
from parvis.exercises import queries as exercises
from parvis.people.models import Account
from parvis.places import queries as places
from parvis.plans import queries as plans
from parvis.reports.actions import (
    CHECKS,
    DOCUMENTS,
    EVENING,
    write_assessment,
    write_check,
    write_exercise,
    write_place,
    write_register,
)
from parvis.reports.assessment.shelf import SHELF
from parvis.reports.formats import TYPES
from parvis.reports.register import WRITERS
from parvis.web.pages.reading import signed_in
from parvis.web.templatetags.parvis import tlp


@signed_in
def register(request: HttpRequest, account: Account, kind: str) -> HttpResponse:
    if kind not in WRITERS:
        raise Http404
    return download(write_register(account, kind), f"register.{kind}", kind)


@signed_in
def place(request: HttpRequest, account: Account, pk: str, kind: str) -> HttpResponse:
    if kind not in DOCUMENTS:
        raise Http404
    found = places.place(account, pk)
    return download(write_place(account, found, kind), f"{slugify(found.name) or 'place'}.{kind}", kind)


@signed_in
def documents(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The documents of an assessment: for whom each is, and in which formats it comes."""
    found = assessments.assessment(account, pk)
    require(account, Can.EXPORT, found)
    context = {
        "assessment": found,
        "place": found.place,
        "tlp": tlp(max(found.marking, found.place.marking)),
        "kinds": list(SHELF.values()),
        "lead": may(account, Can.LEAD_ASSESSMENT, found),
        "may_share": may(account, Can.SHARE, found),
    }
    return render(request, "reports/documents.html", context)


@signed_in
def document(request: HttpRequest, account: Account, pk: str, what: str, kind: str) -> HttpResponse:
    if what not in SHELF or kind not in SHELF[what].writers:
        raise Http404
    found = assessments.assessment(account, pk)
    body = write_assessment(account, found, what, kind, named=request.GET.get("names") == "yes")
    return download(body, f"{slugify(found.title) or 'assessment'}-{what}.{kind}", kind)


@signed_in
def exercise(request: HttpRequest, account: Account, pk: str, kind: str) -> HttpResponse:
    """The after-action report, its tables, and the improvement plan of an exercise."""
    if kind not in EVENING:
        raise Http404
    found = exercises.exercise(account, pk)
    name = slugify(found.title) or "exercise"
    return download(write_exercise(account, found, kind), f"{name}.{kind}", kind)


@signed_in
def check(request: HttpRequest, account: Account, pk: str, kind: str) -> HttpResponse:
    """What the last check of a plan found."""
    if kind not in CHECKS:
        raise Http404
    found = plans.plan_by_id(account, pk)
    return download(write_check(account, found, kind), f"{slugify(found.title) or 'plan'}-check.{kind}", kind)


def download(body: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(body, content_type=TYPES[kind], headers=headers)
