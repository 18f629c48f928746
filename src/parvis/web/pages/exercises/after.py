"""After the exercise: planned against observed, ratings."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import may, require, visible_to
from parvis.access.roles import Can
from parvis.content.language import said
from parvis.exercises import actions, queries
from parvis.exercises.models import Exercise
from parvis.exercises.models.record import RatingLetter
from parvis.exercises.queries import Result, TaskRow
from parvis.people.models import Account
from parvis.plans import queries as plans
from parvis.solutions.models import Evaluation
from parvis.thread.queries import ribbons
from parvis.web.pages.exercises.lettered import Wrong, letter_rows
from parvis.web.pages.exercises.times import clock_rows, known, measures, versus_rows
from parvis.web.pages.exercises.tonight import to_do
from parvis.web.pages.reading import press, signed_in
from parvis.web.templatetags.parvis import tlp

SHOWN = frozenset({"never_done", "not_observed", "late"})  # the columns beside say these already


def table_rows(found: Result) -> list[dict[str, Any]]:
    """Each task with what is said of it, ready for the table."""
    return [
        {
            "row": row,
            "state": _state(row),
            "elapsed": known(row.result.elapsed_s),
            "spread": known(row.result.spread["done"]),
            "open_for": known(row.result.at_least_s),
            "said": [said(one) for one in row.statements if one.code not in SHOWN],
            "why": said(row.suggestion),
            "chosen": row.rating.rating if row.rating else row.suggestion.rating or RatingLetter.NA,
        }
        for row in found.rows
    ]


def _state(row: TaskRow) -> tuple[str, str]:
    if row.result.status == "not_observed":
        return "missing", _("not observed")
    if row.result.status == "never_done":
        return "contradicted", _("never done")
    if row.result.ratio > 1:
        return "stale", _("late")
    return "done", _("in time") if row.result.target_s else _("done")


@signed_in
def result(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Times against targets, never done, wrong owner, order, load per role; observations and lessons."""
    return result_page(request, account, queries.exercise(account, pk))


def result_page(request: HttpRequest, account: Account, found: Exercise, wrong: Wrong | None = None) -> HttpResponse:
    """`wrong`: a letter that was just refused."""
    compared = queries.result(account, found)
    more = queries.measured(account, compared)
    directs = may(account, Can.DIRECT, found)
    names = queries.names(account, found)
    rows = table_rows(compared)
    lessons = list(queries.lessons(account, found.place_id).filter(exercise=found))
    wash = queries.hot_wash(account, found)
    rates = directs and found.state == Exercise.State.FINISHED
    table = visible_to(account, Evaluation).filter(pk=found.evaluation_id).first() if found.evaluation_id else None
    trial = queries.trial(account, table) if table else None
    context = {
        "exercise": found,
        "place": found.place,
        "tlp": tlp(found.marking),
        "links": ribbons(account, [found.place])[found.place_id],
        "result": compared,
        "clock": clock_rows(compared, more),
        "measures": measures(compared, more),
        # What was observed first; what nobody saw is folded away beneath it.
        "seen": [item for item in rows if item["row"].result.status != "not_observed"],
        "unseen": [item for item in rows if item["row"].result.status == "not_observed"],
        "capabilities": letter_rows(more, names, wrong),
        "observations": [
            {"row": row, "who": names.of(row.observer), "text": names.written(row.text)}
            for row in queries.observations(account, found)
        ],
        "lessons": lessons,
        "steps": to_do(account, compared, more, lessons, wash) if rates else [],
        "hot_wash": wash.without_names(names),
        "part": queries.part_of(account, found),
        "directs": directs,
        "trial": trial,
        "offers": queries.offers(account, found),
        "fulfilled": queries.fulfilled_by(account, found),
        "versus": versus_rows(trial) if trial else [],
        "may_export": may(account, Can.EXPORT, found),
        "rates": rates,
        "named": names.open,
        "letters": RatingLetter.choices,
    }
    return render(request, "exercises/result.html", context, status=422 if wrong else 200)


@press
def rate_all(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Decide every letter as it stands on the page, those that change nothing left aside."""
    found = queries.exercise(account, pk)
    require(account, Can.DIRECT, found)
    with transaction.atomic():
        for row in queries.result(account, found).rows:
            given = request.POST.get(f"rating-{row.task.pk}", "")
            if given and given != (row.rating.rating if row.rating else "") and row.result.status != "not_observed":
                actions.rate(account, found, row.task, given, suggested=row.suggestion.rating or "")
    return redirect(reverse("exercises:result", args=[pk]) + "#tasks")


@press
def rate(request: HttpRequest, account: Account, pk: str, task: str) -> HttpResponse:
    """The evaluator decides; what was suggested is kept beside it."""
    found = queries.exercise(account, pk)
    require(account, Can.DIRECT, found)
    row = get_object_or_404(plans.task_rows(account), pk=task, plan=found.plan_id)
    compared = next((r for r in queries.result(account, found).rows if r.task.pk == row.pk), None)
    suggested = compared.suggestion.rating or "" if compared else ""
    reason = request.POST.get("reason", "")[:400]
    given = request.POST.get("rating") or request.POST.get(f"rating-{row.pk}", "")
    actions.rate(account, found, row, given, suggested=suggested, reason=reason)
    return redirect(reverse("exercises:result", args=[pk]) + f"#{row.code}")


@press
def fulfils(request: HttpRequest, account: Account, pk: str, duty: str) -> HttpResponse:
    """The exercise fulfils a duty to exercise. Pressed twice, it does so once."""
    found, row = queries.exercise(account, pk), plans.duty(account, duty)
    try:
        if row.exercise != found.pk:
            row = actions.fulfil_by(account, found, row, request.POST.get("report", "")[:300])
        require(account, Can.PLAN, row)
    except Refused as refused:
        messages.error(request, refused.sentence)
    if request.POST.get("next") == "duties":
        return redirect(reverse("plans:duties", args=[row.plan_id]) + f"#{row.code}")
    return redirect(reverse("exercises:result", args=[pk]) + "#duties")
