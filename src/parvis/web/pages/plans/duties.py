"""The duties to exercise of a plan: which apply, when they were fulfilled, when they fall due."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.access.errors import Refused
from parvis.access.queries import may, require
from parvis.access.roles import Can
from parvis.content.queries import current
from parvis.content.schemas import DutiesPack
from parvis.content.schemas.duties import Duty
from parvis.exercises import queries as exercises
from parvis.exercises.models import Exercise
from parvis.exercises.queries import Offer
from parvis.people.models import Account
from parvis.plans import actions, queries
from parvis.plans.models import Plan, PlanDuty
from parvis.plans.rules.duty import SOON, due_on
from parvis.web.pages.forms import DayField
from parvis.web.pages.reading import press, signed_in
from parvis.web.templatetags.parvis import tlp


@dataclass(frozen=True)
class Applying:
    """A duty that applies, and how it stands."""

    row: PlanDuty
    duty: Duty
    checked_on: date
    due: date | None
    state: str
    words: str
    form: "FulfilForm"
    exercise: Exercise | None
    offer: Offer | None


class FulfilForm(forms.Form):
    on = DayField(label=gettext_lazy("Took place on"))
    how = forms.ChoiceField(label=gettext_lazy("It was"), choices=PlanDuty.How.choices)
    note = forms.CharField(label=gettext_lazy("Where the report is"), max_length=300, required=False)


def applying(account: Account, plan: Plan) -> list[Applying]:
    """The duties that apply to a plan, each with its next due date."""
    rows = list(queries.duties(account, plan))
    proofs, offers = exercises.proofs(account, rows), exercises.offers_for(account, rows)
    return [_applying(row, proofs.get(row.pk), offers.get(row.pk)) for row in rows]


def _applying(row: PlanDuty, exercise: Exercise | None, offer: Offer | None) -> Applying:
    today = timezone.localdate()
    duty = actions.duty_of(row)
    due = due_on(duty, row.fulfilled_on, today)
    form = FulfilForm(auto_id=f"{row.pk}_%s", initial={"on": today})
    form.fields["how"].choices = [one for one in PlanDuty.How.choices if one[0] in duty.counts]  # type: ignore[attr-defined]  # a ChoiceField
    state, words = _stands(row, due, today)
    return Applying(row, duty, date.fromisoformat(duty.checked_on), due, state, words, form, exercise, offer)


def _stands(row: PlanDuty, due: date | None, today: date) -> tuple[str, str]:
    if due is None:
        return "missing", _("no exercise is on record")
    if due < today:
        return "contradicted", _("overdue")
    if due - today <= SOON:
        return "stale", _("due soon")
    return "done", _("on time")


@signed_in
def duties(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Those that apply, and those that could."""
    plan = queries.plan_by_id(account, pk)
    rows = applying(account, plan)
    known = {(one.row.urn, one.row.code) for one in rows}
    offers = [
        (found, duty)
        for found in current(DutiesPack)
        for duty in found.duties
        if (found.urn, duty.code) not in known and plan.kind in duty.kinds
    ]
    context = {
        "plan": plan,
        "place": plan.place,
        "tlp": tlp(plan.marking),
        "rows": rows,
        "offers": offers,
        "may_plan": may(account, Can.PLAN, plan),
    }
    return render(request, "plans/duties.html", context)


@press
def apply(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Say that a duty of a pack applies to this plan."""
    plan = queries.plan_by_id(account, pk)
    try:
        actions.apply_duty(account, plan, request.POST.get("urn", ""), request.POST.get("code", ""))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("plans:duties", pk=pk)


@press
def fulfil(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Say when a duty was last fulfilled, and by what."""
    row = queries.duty(account, pk)
    require(account, Can.PLAN, row)
    form = FulfilForm(request.POST)
    try:
        if form.is_valid():
            actions.fulfil_duty(account, row, **form.cleaned_data)
        else:
            text = _("The day could not be read. Nothing was saved: give the day on which it took place.")
            messages.error(request, text)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("plans:duties", pk=row.plan_id)


@press
def drop(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Say that a duty does not apply any more."""
    row = queries.duty(account, pk)
    actions.drop_duty(account, row)
    return redirect("plans:duties", pk=row.plan_id)
