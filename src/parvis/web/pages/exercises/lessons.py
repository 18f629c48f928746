"""Lessons: drawn from an observation with one press, worked on, and closed by an exercise that tries them again."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import may, require, seen
from parvis.access.roles import Can
from parvis.exercises import actions, queries
from parvis.exercises.actions.lesson import EDITABLE
from parvis.exercises.models import Lesson, Observation
from parvis.people.models import Account
from parvis.plans import queries as plans
from parvis.plans.actions import agree_action
from parvis.web.pages.exercises.forms import RetestForm
from parvis.web.pages.exercises.lesson_forms import CorrectiveForm, LessonPageForm
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, press, signed_in
from parvis.web.templatetags.parvis import tlp

PER_PAGE = 50


@signed_in
def listing(request: HttpRequest, account: Account) -> HttpResponse:
    """Lessons of all places that the reader may see: those that wait, or those that were tried again."""
    show = "closed" if request.GET.get("show") == "closed" else "waiting"
    wanted = queries.lessons(account)
    wanted = (
        wanted.filter(state__in=queries.WAITING) if show == "waiting" else wanted.exclude(state__in=queries.WAITING)
    )
    page = Paginator(wanted, PER_PAGE).get_page(request.GET.get("page"))
    names = [("waiting", _("To be re-tested")), ("closed", _("Re-tested"))]
    tabs = [{"label": label, "url": f"?show={code}", "current": code == show} for code, label in names]
    return render(
        request,
        "exercises/lessons.html",
        {"page": page, "tabs": tabs, "show": show, "follow": queries.follow_through(account)},
    )


@press
def draw(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """One press: the observation becomes a lesson, and its task is open again. Pressed twice, it opens the lesson."""
    found = seen(account, Observation, pk)
    require(account, Can.DIRECT, found)
    known = found.lessons.order_by("created", "id").first()
    made = known or actions.draw_lesson(account, found.exercise, observations=[found])
    return redirect("exercises:lesson", pk=made.pk)


def _page(
    request: HttpRequest,
    account: Account,
    found: Lesson,
    form: LessonPageForm | None = None,
    *,
    retest: RetestForm | None = None,
    corrective: CorrectiveForm | None = None,
) -> HttpResponse:
    later = (
        queries.exercises(account).filter(place=found.place_id, state__in=queries.PLAYED).exclude(pk=found.exercise_id)
    )
    if found.exercise.ended:
        later = later.filter(t0__gt=found.exercise.ended)
    retest = retest or RetestForm()
    retest.limit(later.order_by("-ended", "id"))
    form = form or LessonPageForm(
        account, found, initial={name: getattr(found, name) for name in (*EDITABLE, "version")}
    )
    initial = {"title": found.recommendation[:200], "owner": found.owner, "due": found.due, "start": localdate()}
    context = {
        "lesson": found,
        "place": found.place,
        "tlp": tlp(found.exercise.marking),
        "form": form,
        "retest": retest,
        "corrective": corrective or CorrectiveForm(account, found, initial=initial, auto_id="act_%s"),
        "actions": plans.actions(account, found.place_id).filter(lessons=found),
        "later": later.exists(),
        "observations": queries.observations(account, found.exercise).filter(lessons=found),
        "may_change": may(account, Can.PLAN, found) and found.state != Lesson.State.VERIFIED,
        "may_close": may(account, Can.DIRECT, found) and found.state != Lesson.State.VERIFIED,
    }
    return render(request, "exercises/lesson.html", context)


@form_page
def lesson(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    found = queries.lesson(account, pk)
    form = None
    if request.method == "POST":
        require(account, Can.PLAN, found)
        form = LessonPageForm(account, found, request.POST)
        if form.is_valid():
            try:
                actions.change_lesson(account, found, **form.cleaned_data)
            except Refused as refused:
                blame(form, refused)
            else:
                messages.success(request, _("Saved."))
                return redirect("exercises:lesson", pk=pk)
    return _page(request, account, found, form)


@press
def retest(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Close a lesson by the exercise that tried it again."""
    found = queries.lesson(account, pk)
    require(account, Can.DIRECT, found)
    form = RetestForm(request.POST)
    form.limit(queries.exercises(account).filter(place=found.place_id).order_by("-ended", "id"))
    if form.is_valid():
        try:
            actions.verify_lesson(account, found, form.cleaned_data["retest"], note=form.cleaned_data["note"])
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("The lesson is closed: the re-test is on record."))
            return redirect("exercises:lesson", pk=pk)
    return _page(request, account, found, retest=form)


@press
def act(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Agree on a corrective action, or say that an action of the place is one."""
    found = queries.lesson(account, pk)
    require(account, Can.PLAN, found)
    form = CorrectiveForm(account, found, request.POST, auto_id="act_%s")
    if form.is_valid():
        try:
            _answered(account, found, form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("The corrective action stands among the actions of the place."))
            return redirect("exercises:lesson", pk=pk)
    return _page(request, account, found, corrective=form)


@transaction.atomic
def _answered(account: Account, found: Lesson, given: dict[str, Any]) -> None:
    chosen = given.pop("existing") or plans.actions(account, found.place_id).filter(pk=given["id"]).first()
    marking = found.exercise.marking
    action = chosen or agree_action(account, found.place, marking=marking, **given)
    if not action.lessons.filter(pk=found.pk).exists():
        actions.answer_lesson(account, found, action)
