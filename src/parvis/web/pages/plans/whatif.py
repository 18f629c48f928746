"""Measures that a plan is tried with or without: said, changed, taken out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.people.models import Account
from parvis.plans import actions, queries
from parvis.plans.models import Plan, WhatIf
from parvis.web.pages.forms import blame
from parvis.web.pages.plans.whatif_form import ChangeWhatIfForm, NewWhatIfForm, WhatIfForm, told
from parvis.web.pages.reading import form_page, press
from parvis.web.templatetags.parvis import tlp


def _page(request: HttpRequest, account: Account, plan: Plan, form: WhatIfForm, row: WhatIf | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            kept = _save(account, plan, form, row)
        except Refused as refused:
            blame(form, refused)
        else:
            if request.POST.get("next") == "again":
                return redirect("plans:what_if", pk=kept.pk)
            return redirect(reverse("plans:check", args=[plan.pk]) + "#what-if")
    context = {
        "plan": plan,
        "place": plan.place,
        "tlp": tlp(plan.marking),
        "form": form,
        "row": row,
        "effects": [(effect, told(effect)) for effect in row.effects.all()] if row else [],
    }
    return render(request, "plans/what_if.html", context)


def _save(account: Account, plan: Plan, form: WhatIfForm, row: WhatIf | None) -> WhatIf:
    """A form that was sent twice finds what it made the first time."""
    given: dict[str, Any] = form.cleaned_data
    if row is None:
        known = queries.what_ifs(account, plan).filter(pk=given["id"]).first()
        return known or actions.set_what_if(account, plan, pk=given["id"], effect=form.effect(), **form.facts())
    return actions.set_what_if(account, plan, row, version=given["version"], effect=form.effect(), **form.facts())


@form_page
def new(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Try a measure: which, what it changes, why."""
    plan = queries.plan_by_id(account, pk)
    require(account, Can.PLAN, plan)
    form = NewWhatIfForm(account, plan, request.POST or None, initial={"source": request.GET.get("source", "")})
    return _page(request, account, plan, form, None)


@form_page
def change(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """What was said of a measure, and one more thing that it changes."""
    found = queries.what_if(account, pk)
    require(account, Can.PLAN, found)
    row = queries.what_ifs(account, found.plan).get(pk=found.pk)
    form = ChangeWhatIfForm(account, row.plan, request.POST or None, initial=ChangeWhatIfForm.known(row))
    return _page(request, account, row.plan, form, row)


@press
def remove(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The plan without it, as it is."""
    row = queries.what_if(account, pk)
    plan_id = row.plan_id
    actions.remove_what_if(account, row)
    return redirect(reverse("plans:check", args=[plan_id]) + "#what-if")


@press
def remove_effect(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """It changes this no longer."""
    effect = queries.effect(account, pk)
    what_if = effect.what_if_id
    try:
        actions.remove_effect(account, effect)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("plans:what_if", pk=what_if)
