"""From a plan to a table-top in a minute: the exercise, its messages, its people."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import may, require
from parvis.access.roles import Can
from parvis.content.schemas import ExercisePack
from parvis.exercises import actions, queries
from parvis.exercises.actions.prepare import EDITABLE
from parvis.exercises.models import Participant
from parvis.people.models import Account
from parvis.plans import queries as plans
from parvis.thread.queries import ribbons
from parvis.web.pages.exercises.forms import (
    ChangeExerciseForm,
    InviteForm,
    PrepareForm,
)
from parvis.web.pages.forms import blame
from parvis.web.pages.plans.packs import chosen
from parvis.web.pages.reading import form_page, press, signed_in
from parvis.web.templatetags.parvis import tlp


@form_page
def prepare(request: HttpRequest, account: Account, plan: str) -> HttpResponse:
    """Make an exercise of a plan, with the messages of a pack or one for each task that starts something."""
    found = plans.plan_by_id(account, plan)
    require(account, Can.DIRECT, found)
    form = PrepareForm(account, found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in (*EDITABLE, "id")}
        picked = chosen(form.offers, form.cleaned_data["messages"])
        pack = picked if isinstance(picked, ExercisePack) else None
        try:
            made = queries.exercises(account).filter(pk=facts["id"]).first()
            made = made or actions.prepare(account, found, pack=pack, **facts)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("exercises:exercise", pk=made.pk)
    tasks = plans.tasks(account, found).count()
    context = {"form": form, "plan": found, "place": found.place, "tasks": tasks, "tlp": tlp(found.marking)}
    return render(request, "exercises/prepare.html", context)


@signed_in
def exercise(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The exercise before and between: its messages, its people, what is still missing, the one next step."""
    found = queries.exercise(account, pk)
    injects, people = list(queries.injects(account, found)), list(queries.participants(account, found))
    tasks = queries.tasks(account, found)
    called = {task.pk for inject in injects for task in inject.tasks}
    person = queries.person_of(account, found)
    plays = person is not None and person.part == Participant.Part.PLAYER and not found.played
    directs = may(account, Can.DIRECT, found) and not plays
    came = queries.inbox(account, found, person) if plays and person else [row for row in injects if row.delivered_at]
    roles = plans.roles(account, found.plan)
    context = {
        "exercise": found,
        "place": found.place,
        "plan": found.plan,
        "tlp": tlp(found.marking),
        "links": ribbons(account, [found.place])[found.place_id],
        "injects": injects,
        # What is to come is for those who direct: a player who reads it has no exercise left.
        "shown": injects if directs or found.played else came,
        "plays": plays,
        "person": person,
        "people": people,
        "observers": sum(row.part == Participant.Part.OBSERVER for row in people),
        "uncalled": [task for task in tasks if task.pk not in called and not task.predecessors.all()],
        "unplayed": [role for role in roles if role.pk not in {row.role_played_id for row in people}],
        "part": person.part if person else "",
        "directs": directs,
        "may_observe": may(account, Can.OBSERVE, found),
        "pack": queries.pack(found),
        "invite": InviteForm(roles) if directs else None,
    }
    return render(request, "exercises/exercise.html", context)


@form_page
def change(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    found = queries.exercise(account, pk)
    require(account, Can.DIRECT, found)
    initial = {name: getattr(found, name) for name in (*EDITABLE, "version")}
    form = ChangeExerciseForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_exercise(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("exercises:exercise", pk=pk)
    context = {"form": form, "exercise": found, "title": _("Change the exercise"), "tlp": tlp(found.marking)}
    return render(request, "exercises/form.html", context)


@press
def people(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Invite somebody; whoever has no access to the place is let in for the exercise."""
    found = queries.exercise(account, pk)
    require(account, Can.DIRECT, found)
    form = InviteForm(plans.roles(account, found.plan), request.POST)
    if form.is_valid():
        try:
            actions.invite(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Invited."))
            return redirect("exercises:exercise", pk=pk)
    context = {"form": form, "exercise": found, "title": _("Invite somebody"), "tlp": tlp(found.marking)}
    return render(request, "exercises/form.html", context)


@press
def leave_out(request: HttpRequest, account: Account, pk: str, person: str) -> HttpResponse:
    found = queries.exercise(account, pk)
    actions.leave_out(account, get_object_or_404(queries.participants(account, found), pk=person))
    return redirect("exercises:exercise", pk=pk)
