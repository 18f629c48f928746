"""After the exercise: planned against observed, ratings, the anonymous hot wash."""

from statistics import mean

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import may, require
from parvis.access.roles import Can
from parvis.content.language import said
from parvis.exercises import actions, queries
from parvis.exercises.models import Exercise
from parvis.exercises.models.record import RatingLetter
from parvis.exercises.queries import Result, TaskRow
from parvis.people.models import Account
from parvis.plans import queries as plans
from parvis.thread.queries import ribbons
from parvis.web.pages.exercises.forms import hot_wash_form
from parvis.web.pages.exercises.times import clock_rows, known, measures
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, press, signed_in
from parvis.web.templatetags.parvis import tlp

SHOWN = frozenset({"never_done", "not_observed", "late"})  # the columns beside say these already


def table_rows(found: Result) -> list[dict[str, object]]:
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
    return "done", _("in time") if row.task.target_s else _("done")


@signed_in
def result(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Times against targets, never done, wrong owner, order, load per role; observations and lessons."""
    found = queries.exercise(account, pk)
    compared = queries.result(account, found)
    more = queries.measured(account, compared)
    directs = may(account, Can.DIRECT, found)
    context = {
        "exercise": found,
        "place": found.place,
        "tlp": tlp(found.marking),
        "links": ribbons(account, [found.place])[found.place_id],
        "result": compared,
        "clock": clock_rows(compared, more),
        "measures": measures(compared, more),
        "rows": table_rows(compared),
        "observations": queries.observations(account, found),
        "lessons": queries.lessons(account, found.place_id).filter(exercise=found),
        "hot_wash": _hot_wash(account, found, directs=directs),
        "answered": found.participants.filter(hot_washed=True).count(),
        "part": queries.part_of(account, found),
        "directs": directs,
        "rates": directs and found.state == Exercise.State.FINISHED,
        "letters": RatingLetter.choices,
    }
    return render(request, "exercises/result.html", context)


def _hot_wash(account: Account, found: Exercise, *, directs: bool) -> list[dict[str, object]]:
    """Each question with its count and mean; the words of the answers for those who direct only."""
    answers = list(queries.hot_wash(account, found))
    shown: list[dict[str, object]] = []
    for code, field in hot_wash_form(queries.pack(found)).fields.items():
        own = [row for row in answers if row.question == code]
        scores = [row.score for row in own if row.score is not None]
        shown.append(
            {
                "question": field.label,
                "count": len(own),
                "mean": round(mean(scores), 1) if scores else None,
                "words": [row.text for row in own if row.text] if directs else [],
            }
        )
    return shown if answers else []


@press
def rate(request: HttpRequest, account: Account, pk: str, task: str) -> HttpResponse:
    """The evaluator decides; what was suggested is kept beside it."""
    found = queries.exercise(account, pk)
    require(account, Can.DIRECT, found)
    row = get_object_or_404(plans.task_rows(account), pk=task, plan=found.plan_id)
    compared = next((r for r in queries.result(account, found).rows if r.task.pk == row.pk), None)
    suggested = compared.suggestion.rating or "" if compared else ""
    reason = request.POST.get("reason", "")[:400]
    actions.rate(account, found, row, request.POST.get("rating", ""), suggested=suggested, reason=reason)
    return redirect(reverse("exercises:result", args=[pk]) + f"#{row.code}")


@form_page
def hot_wash(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Short answers right after the exercise, kept without a name."""
    found = queries.exercise(account, pk)
    me = queries.participants(account, found).filter(account=account).first()
    form = hot_wash_form(queries.pack(found), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_hot_wash(account, found, form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Thank you. Your answers are kept without your name."))
            return redirect("exercises:exercise", pk=pk)
    context = {
        "exercise": found,
        "form": form,
        "tlp": tlp(found.marking),
        "answered": bool(me and me.hot_washed),
        "takes_part": me is not None,
    }
    return render(request, "exercises/hot_wash.html", context)
