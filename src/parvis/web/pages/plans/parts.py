"""Tasks and roles of a plan, made to be filled in on a phone."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.people.models import Account
from parvis.plans import actions, queries
from parvis.plans.actions.role import ROLE
from parvis.plans.actions.task import LINKS, TASK
from parvis.plans.models import Plan, PlanRole, Task
from parvis.web.pages.forms import blame
from parvis.web.pages.plans.forms import ChangeTaskForm, NewRoleForm, NewTaskForm, RoleForm, TaskForm
from parvis.web.pages.plans.plan import held
from parvis.web.pages.reading import form_page, press
from parvis.web.templatetags.parvis import tlp

MAIN = ("text", "responsible", "new_role", "target_s", "phase")
MORE = (
    "accountable", "predecessors", "one_of", "consulted", "informed", "dur_min_s", "dur_mode_s", "dur_max_s", "people",
    "milestone",
)  # fmt: skip


def _task_page(request: HttpRequest, account: Account, plan: Plan, task: Task | None, form: TaskForm) -> HttpResponse:
    require(account, Can.PLAN, plan)
    others = queries.tasks(account, plan)
    form.limit(queries.roles(account, plan), others.exclude(pk=task.pk) if task else others)
    if request.method == "POST" and form.is_valid():
        try:
            _save(account, plan, task, form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            again = request.POST.get("next") == "again"
            return redirect("plans:new_task" if again else "plans:plan", pk=plan.pk)
    context = {
        "form": form,
        "plan": plan,
        "task": task,
        "tlp": tlp(plan.marking),
        "main": [form[name] for name in MAIN],
        "more": [form[name] for name in MORE],
        "more_open": any(form[name].errors for name in MORE),
    }
    return render(request, "plans/task.html", context)


def _save(account: Account, plan: Plan, task: Task | None, given: dict[str, Any]) -> None:
    """One transaction: a role named on the way is made first. A form sent twice finds its task."""
    if task is None and queries.tasks(account, plan).filter(pk=given["id"]).exists():
        return
    facts = {name: given[name] for name in (*TASK, *LINKS)}
    with transaction.atomic():
        if given["new_role"].strip():
            known = queries.roles(account, plan).filter(name=given["new_role"].strip()).first()
            facts["responsible"] = known or actions.set_role(account, plan, name=given["new_role"].strip())
        facts["accountable"] = facts["accountable"] or facts["responsible"]
        once = {"version": given["version"]} if task else {"pk": given["id"]}
        actions.set_task(account, plan, task, **once, **facts)


@form_page
def new_task(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    return _task_page(request, account, queries.plan_by_id(account, pk), None, NewTaskForm(request.POST or None))


@form_page
def task(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    found = queries.task(account, pk)
    initial = {name: getattr(found, name) for name in (*TASK, "version")}
    initial |= {name: getattr(found, name).all() for name in LINKS}
    form = ChangeTaskForm(request.POST or None, initial=initial)
    return _task_page(request, account, found.plan, found, form)


@press
def drop(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    found = queries.task(account, pk)
    actions.drop_task(account, found)
    return redirect("plans:plan", pk=found.plan_id)


@press
def remove_role(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    found = queries.role(account, pk)
    plan_id = found.plan_id
    actions.remove_role(account, found)
    return redirect("plans:roles", pk=plan_id)


def _role(role: PlanRole) -> dict[str, Any]:
    always = held(role, [])[0]
    return {name: getattr(role, name) for name in (*ROLE, "version")} | {
        "holder": always.holder,
        "deputy": always.deputies,
    }


def _facts(given: dict[str, Any]) -> dict[str, Any]:
    duties = {None: [given["holder"], *given["deputy"].split(";")]}
    return {name: given[name] for name in ROLE} | {"duties": duties}


@form_page
def roles(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Every role with holder and deputy on one page, and room for one more."""
    plan = queries.plan_by_id(account, pk)
    require(account, Can.PLAN, plan)
    known = queries.whole(account, plan).roles
    if request.method == "POST":  # a role that was added since the page was shown is left as it is
        known = [role for role in known if f"{role.pk}-name" in request.POST]
    forms = [RoleForm(request.POST or None, prefix=str(role.pk), initial=_role(role)) for role in known]
    extra = NewRoleForm(request.POST or None, prefix="new", use_required_attribute=False)
    wanted = bool(request.POST.get("new-name", "").strip())
    if request.method == "POST" and all(form.is_valid() for form in forms) and (not wanted or extra.is_valid()):
        try:
            with transaction.atomic():
                for role, form in zip(known, forms, strict=True):
                    if set(form.changed_data) - {"version"}:
                        facts = _facts(form.cleaned_data)
                        actions.set_role(account, plan, role, version=form.cleaned_data["version"] or 0, **facts)
                if wanted and not queries.roles(account, plan).filter(pk=extra.cleaned_data["id"]).exists():
                    facts = _facts(extra.cleaned_data)
                    facts["capacity"] = facts["capacity"] or 1
                    actions.set_role(account, plan, pk=extra.cleaned_data["id"], **facts)
        except Refused as refused:
            blame(extra, refused)
        else:
            return redirect("plans:roles" if request.POST.get("next") == "again" else "plans:plan", pk=pk)
    rows = [{"role": role, "form": form} for role, form in zip(known, forms, strict=True)]
    context = {"plan": plan, "rows": rows, "extra": extra, "tlp": tlp(plan.marking), "title": _("Who holds which role")}
    return render(request, "plans/roles.html", context)
