"""What the exercise finds out, and in which moves: lists and forms of those who direct."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import seen
from parvis.exercises import actions, queries
from parvis.exercises.models import CapabilityTarget, Exercise, Move, Objective
from parvis.people.models import Account
from parvis.plans import queries as plans
from parvis.web.pages.exercises.gate import directed
from parvis.web.pages.exercises.goal_forms import GoalForm, MoveForm, ObjectiveForm, TargetForm
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, press, signed_in
from parvis.web.templatetags.parvis import tlp

OBJECTIVE, TARGET = (
    ("text", "capability", "smart_target", "priority"),
    ("text", "metric", "threshold", "unit", "source"),
)
MOVE = ("title", "begins_s", "situation")


@signed_in
def goals(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Objectives with what each must reach, and the moves."""
    found = directed(account, queries.exercise(account, pk))
    serving: dict[object, list[int]] = {}
    for row in queries.injects(account, found).prefetch_related("objectives"):
        for goal in row.objectives.all():
            serving.setdefault(goal.pk, []).append(row.number)
    context = {
        "exercise": found,
        "place": found.place,
        "goals": [{"goal": goal, "messages": serving.get(goal.pk, [])} for goal in queries.objectives(account, found)],
        "moves": queries.moves(account, found),
        "tlp": tlp(found.marking),
    }
    return render(request, "exercises/goals.html", context)


def _form_page(
    request: HttpRequest, found: Exercise, form: GoalForm, title: str, keep: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            keep(dict(form.cleaned_data))
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("exercises:goals", pk=found.pk)
    context = {"form": form, "exercise": found, "title": title, "tlp": tlp(found.marking)}
    return render(request, "exercises/form.html", context)


def _facts(given: dict[str, Any], row: Any, *, known: bool) -> dict[str, Any] | None:
    """What the verb takes: the version of an old row, the id of a new one; None when the new one is kept already."""
    once, version = given.pop("id"), given.pop("version")
    if row:
        return given | {"version": version}
    return None if known else given | {"pk": once}


@form_page
def new_objective(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    return _objective(request, account, queries.exercise(account, pk), None)


@form_page
def objective(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    row = seen(account, Objective, pk)
    return _objective(request, account, row.exercise, row)


def _objective(request: HttpRequest, account: Account, found: Exercise, row: Objective | None) -> HttpResponse:
    directed(account, found)
    initial = {name: getattr(row, name) for name in (*OBJECTIVE, "version")} if row else {}

    def keep(given: dict[str, Any]) -> None:
        facts = _facts(given, row, known=found.objectives.filter(pk=given["id"]).exists())
        if facts is not None:
            actions.set_objective(account, found, row, **facts)

    form = ObjectiveForm(request.POST or None, initial=initial)
    return _form_page(request, found, form, _("Objective"), keep)


@form_page
def new_target(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    return _target(request, account, seen(account, Objective, pk), None)


@form_page
def target(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    row = seen(account, CapabilityTarget, pk)
    return _target(request, account, row.objective, row)


def _target(request: HttpRequest, account: Account, goal: Objective, row: CapabilityTarget | None) -> HttpResponse:
    found = directed(account, goal.exercise)
    initial: dict[str, Any] = {"source": found.plan.title}
    if row:
        initial = {name: getattr(row, name) for name in (*TARGET, "version")} | {"critical": row.critical.all()}

    def keep(given: dict[str, Any]) -> None:
        facts = _facts(given, row, known=goal.targets.filter(pk=given["id"]).exists())
        if facts is not None:
            actions.set_target(account, goal, row, **facts)

    form = TargetForm(request.POST or None, initial=initial)
    form.limit(plans.tasks(account, found.plan))
    return _form_page(request, found, form, _("Capability target"), keep)


@form_page
def new_move(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    return _move(request, account, queries.exercise(account, pk), None)


@form_page
def move(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    row = seen(account, Move, pk)
    return _move(request, account, row.exercise, row)


def _move(request: HttpRequest, account: Account, found: Exercise, row: Move | None) -> HttpResponse:
    directed(account, found)
    initial = {name: getattr(row, name) for name in (*MOVE, "version")} if row else {}

    def keep(given: dict[str, Any]) -> None:
        facts = _facts(given, row, known=found.moves.filter(pk=given["id"]).exists())
        if facts is not None:
            actions.set_move(account, found, row, **facts)

    return _form_page(request, found, MoveForm(request.POST or None, initial=initial), _("Move"), keep)


@press
def remove(request: HttpRequest, account: Account, pk: str, kind: str, row: str) -> HttpResponse:
    """Take an objective, a capability target or a move out."""
    found = directed(account, queries.exercise(account, pk))
    if kind == "objective":
        actions.remove_objective(account, get_object_or_404(queries.objectives(account, found), pk=row))
    elif kind == "target":
        actions.remove_target(account, get_object_or_404(queries.targets(account, found), pk=row))
    else:
        actions.remove_move(account, get_object_or_404(queries.moves(account, found), pk=row))
    return redirect("exercises:goals", pk=pk)
