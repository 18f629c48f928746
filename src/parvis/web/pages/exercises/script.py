"""The pages of the script before the run: a message, and on what it waits."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import seen
from parvis.exercises import actions, queries
from parvis.exercises.actions.injects import INJECT, LISTS
from parvis.exercises.models import Exercise, Inject
from parvis.people.models import Account
from parvis.plans import queries as plans
from parvis.web.pages.exercises.gate import directed
from parvis.web.pages.exercises.script_forms import (
    ChangeInjectForm,
    InjectForm,
    NewInjectForm,
    condition_forms,
    terms_forms,
)
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, press
from parvis.web.templatetags.parvis import tlp


def _page(
    request: HttpRequest, account: Account, found: Exercise, row: Inject | None, form: InjectForm
) -> HttpResponse:
    directed(account, found)
    tasks = plans.tasks(account, found.plan)
    form.limit(tasks, plans.roles(account, found.plan))
    form.also(queries.moves(account, found), queries.objectives(account, found))
    every = queries.injects(account, found)
    others = every.exclude(pk=row.pk) if row else every
    known = list(queries.conditions(account, found).filter(inject=row)) if row else []
    lines = condition_forms(request.POST or None, known, others, tasks)
    terms = terms_forms(request.POST or None, list(every.get(pk=row.pk).actions.all()) if row else [])
    parts = [*lines, *(one for _task, one in terms)]
    if request.method == "POST" and all([form.is_valid(), *(part.is_valid() for part in parts)]):
        given = form.cleaned_data
        told = {name: given[name] for name in (*INJECT, *LISTS)}
        once = {"version": given["version"]} if row else {"pk": given["id"]}
        waits = [facts for line in lines if (facts := line.facts())]
        try:
            if row or not found.injects.filter(pk=given["id"]).exists():
                agreed = [{"task": task, **one.cleaned_data} for task, one in terms]
                actions.set_inject(account, found, row, conditions=waits, terms=agreed, **once, **told)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("exercises:exercise", pk=found.pk)
    title = _("Message %(n)d") % {"n": row.number} if row else _("New message")
    context = {
        "form": form,
        "lines": lines,
        "terms": terms,
        "exercise": found,
        "inject": row,
        "title": title,
        "tlp": tlp(found.marking),
    }
    return render(request, "exercises/inject.html", context)


@form_page
def new_inject(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    return _page(request, account, queries.exercise(account, pk), None, NewInjectForm(request.POST or None))


@form_page
def inject(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    row = seen(account, Inject, pk)
    initial = {name: getattr(row, name) for name in (*INJECT, "version")}
    initial |= {name: getattr(row, name).all() for name in LISTS} | {"move": row.move_id}
    return _page(request, account, row.exercise, row, ChangeInjectForm(request.POST or None, initial=initial))


@press
def remove_inject(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    row = seen(account, Inject, pk)
    directed(account, row.exercise)
    actions.remove_inject(account, row)
    return redirect("exercises:exercise", pk=row.exercise_id)
