"""The page of a plan, its head, and the state that it is in."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import may, require, visible_to
from parvis.access.roles import Can
from parvis.assessment.models import Scenario
from parvis.content.language import figure
from parvis.engines.drill import Finding
from parvis.exercises import queries as exercises
from parvis.people.models import Account
from parvis.places import queries as places
from parvis.plans import actions, queries
from parvis.plans.models import Period, Plan, PlanRole, Task
from parvis.plans.rules import TRANSITIONS, Reading, read
from parvis.plans.rules.findings import days
from parvis.plans.rules.verdict import summary
from parvis.thread.queries import ribbons
from parvis.web.pages.forms import blame
from parvis.web.pages.plans.checked import usable
from parvis.web.pages.plans.duties import applying
from parvis.web.pages.plans.forms import ChangePlanForm, NewPlanForm
from parvis.web.pages.plans.lanes import lanes
from parvis.web.pages.plans.packs import chosen
from parvis.web.pages.reading import form_page, press, signed_in
from parvis.web.templatetags.parvis import tlp

FACTS = ("title", "kind", "scenario", "review_on", "marking")


@dataclass(frozen=True)
class Group:
    """The findings of one rule: what is so, why it matters, and what mends it."""

    state: str
    severity: str
    sentences: list[str]
    why: str
    fix: str
    url: str


def groups(plan: Plan, reading: Reading, tasks: list[Task]) -> list[Group]:
    """Findings by rule, gravest first, each with the page where it is mended."""
    severities = {"error": _("serious"), "warning": _("likely to fail"), "note": _("worth a look")}
    states = {"error": "contradicted", "warning": "stale", "note": "missing"}
    by_rule: dict[str, list[Finding]] = {}
    for finding in reading.findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    urls = {task.code: reverse("plans:task", args=[task.pk]) for task in tasks}
    people = reverse("plans:roles", args=[plan.pk])
    return [
        Group(
            states[found[0].severity],
            severities[found[0].severity],
            [finding.sentence(_, _names(reading, finding), figure) for finding in found],
            found[0].why(_),
            found[0].fix(_, _names(reading, found[0]), figure),
            urls.get(found[0].subject, people),
        )
        for found in by_rule.values()
    ]


def _names(reading: Reading, finding: Finding) -> dict[str, str]:
    """Roles by name; of the tasks only the one that the finding is about by its text, the others by their code."""
    texts = reading.tasks
    near = {code: name for code, name in reading.names.items() if code not in texts or code == finding.subject}
    return near | days(finding)


@signed_in
def plan(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Tasks, roles and clock of a plan, what does not hold together in it, and what exercises taught."""
    found = queries.plan_by_id(account, pk)
    whole = queries.whole(account, found)
    tasks, reading = whole.tasks, read(whole)
    reopened = exercises.reopened_tasks(account, found)
    critical = frozenset(reading.timetable.critical) if reading.timetable else frozenset()
    played = exercises.exercises(account).filter(plan=found).order_by("-created", "id")[:8]
    may_plan, may_direct = may(account, Can.PLAN, found), may(account, Can.DIRECT, found)
    last = queries.last_check(account, found)
    context = {
        "plan": found,
        "place": found.place,
        "tlp": tlp(found.marking),
        "links": ribbons(account, [found.place])[found.place_id],
        "rows": [
            {"task": task, "critical": task.code in critical, "lessons": reopened.get(task.pk, [])} for task in tasks
        ],
        "roles": [{"role": role, "held": held(role, whole.periods)} for role in whole.roles],
        "words": whole.messages,
        "usual": whole.usual,
        "lanes": lanes(whole, reading, usable(last, found), reopened),
        "whole": reading.timetable.duration if reading.timetable else None,
        "groups": groups(found, reading, tasks),
        "severe": reading.severe,
        "reopened": len(reopened),
        "lessons": exercises.reopening(account, plan=found),
        "scenario": visible_to(account, Scenario).filter(pk=found.scenario_id).first() if found.scenario_id else None,
        "exercises": played,
        "used": exercises.used_channels(account, found) if played else [],
        "may_plan": may_plan,
        "may_direct": may_direct,
        "duties": applying(account, found),
        "check": summary(last),
        "checking": (newest := queries.checks(account, found).first()) is not None and newest.at_work,
        "next": _next(found, tasks, reading, may_plan=may_plan, may_direct=may_direct),
    }
    return render(request, "plans/plan.html", context)


@dataclass(frozen=True)
class Held:
    """Who holds a role in a duty period (no name: in every one for which nobody is named), and who stands in."""

    period: str
    holder: str
    deputies: str


def held(role: PlanRole, periods: list[Period]) -> list[Held]:
    found = []
    for period in (None, *periods):
        own = [duty for duty in role.duties.all() if duty.period_id == (period.pk if period else None)]
        if own or period is None:
            holder = next((duty.function.name for duty in own if duty.rank == 0), "")
            deputies = "; ".join(duty.function.name for duty in own if duty.rank > 0)
            found.append(Held(period.name if period else "", holder, deputies))
    return found if len(found) == 1 or found[0].holder or found[0].deputies else found[1:]


def _next(
    plan: Plan, tasks: list[Task], reading: Reading, *, may_plan: bool, may_direct: bool
) -> dict[str, str] | None:
    """The one obvious next step: fill, mend, put in force, play."""
    rules = {finding.rule for finding in reading.findings}
    if may_plan and not tasks:
        return {"label": _("Add the first task"), "url": reverse("plans:new_task", args=[plan.pk])}
    if may_plan and "R01" in rules:
        return {"label": _("Say who holds each role"), "url": reverse("plans:roles", args=[plan.pk])}
    if may_plan and plan.state == Plan.State.DRAFT:
        return {"label": _("Put in force"), "post": reverse("plans:state", args=[plan.pk]), "value": "in_force"}
    if may_direct and plan.state != Plan.State.REPLACED:
        return {"label": _("Prepare a table-top"), "url": reverse("exercises:prepare", args=[plan.pk])}
    return None


@form_page
def new(request: HttpRequest, account: Account, place: str) -> HttpResponse:
    """Begin a plan: roles and tasks of an exercise pack make a first one in a minute."""
    home = places.place(account, place)
    require(account, Can.PLAN, home)
    form = NewPlanForm(account, home, request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in (*FACTS, "channels", "id")}
        pack = chosen(form.offers, form.cleaned_data["starter"])
        try:
            made = queries.plans(account).filter(pk=facts["id"]).first()
            made = made or actions.write_plan(account, home, pack=pack, **facts)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("plans:plan", pk=made.pk)
    return render(request, "plans/new.html", {"form": form, "place": home, "tlp": tlp(home.marking)})


@form_page
def change(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Change the head of a plan; a stale form overwrites nothing."""
    found = queries.plan_by_id(account, pk)
    require(account, Can.PLAN, found)
    initial = {name: getattr(found, name) for name in (*FACTS, "valid_from", "version")}
    form = ChangePlanForm(account, found.place, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_plan(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("plans:plan", pk=pk)
    return render(request, "plans/change.html", {"form": form, "plan": found, "tlp": tlp(found.marking)})


@press
def state(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Put in force, back to draft, or out of force. Pressed twice, the second time changes nothing."""
    found = queries.plan_by_id(account, pk)
    require(account, Can.PLAN, found)
    wanted = request.POST.get("state", "")
    if wanted not in TRANSITIONS:
        raise Refused(
            _("The plan is not in a state from which this is possible. Nothing was changed: reload the page.")
        )
    if wanted != found.state:
        changed = actions.set_plan_state(account, found, wanted)
        messages.success(request, _("The plan is now: %(state)s.") % {"state": changed.get_state_display()})
    return redirect("plans:plan", pk=pk)
