"""Tasks of a plan, made to be filled in on a phone."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.people.models import Account
from parvis.plans import actions, queries
from parvis.plans.actions.task import LINKS, TASK
from parvis.plans.models import Plan, Task
from parvis.web.pages.forms import blame
from parvis.web.pages.plans.forms import ChangeTaskForm, NewTaskForm, TaskForm
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
