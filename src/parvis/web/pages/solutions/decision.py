"""The decision: how it is written down, its record, what it is tied to, and what follows from it in one press."""

import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parvis.access.errors import Refused
from parvis.access.queries import may, require, visible_to
from parvis.access.roles import Can
from parvis.content.queries import label
from parvis.people.models import Account
from parvis.plans.actions import agree_action
from parvis.plans.queries import actions as agreed
from parvis.solutions import actions, queries
from parvis.solutions.actions import Dissenting, Tied
from parvis.solutions.models import Comparison, Decision, Option
from parvis.web.pages.forms import DayField, OnceField, blame
from parvis.web.pages.reading import form_page, press, signed_in
from parvis.web.pages.solutions.comparing import cards
from parvis.web.pages.solutions.deciding import ended
from parvis.web.pages.solutions.forms import area, day
from parvis.web.templatetags.parvis import tlp

REVIEW_AFTER_DAYS = 365
DISSENTS, CONDITIONS = 4, 6  # lines on the form


class DecisionForm(forms.Form):
    id = OnceField()
    option = forms.ModelChoiceField(
        Option.objects.none(), label=gettext_lazy("What is chosen"), empty_label=None, widget=forms.RadioSelect
    )
    reasons = area(
        gettext_lazy("Reasons"),
        required=True,
        hint=gettext_lazy("What convinced you. Where the choice is not the first of the ranking, say why."),
    )
    decided_by = forms.CharField(
        label=gettext_lazy("Who decides"),
        max_length=200,
        help_text=gettext_lazy("A body or function, not a name: “Municipal council”."),
    )
    decided = day(gettext_lazy("Date of the decision"))
    review = day(
        gettext_lazy("To be looked at again on"),
        gettext_lazy("From that day on the thread shows the decision as stale."),
    )

    before_the_end = forms.CharField(
        label=gettext_lazy("Why you do not wait for it"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=gettext_lazy("It stands in the record of the decision."),
    )  # fmt: skip

    def __init__(self, *args: Any, choices: Any, waiting: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not waiting:
            del self.fields["before_the_end"]
        self.fields["option"].queryset = choices  # type: ignore[attr-defined]  # a ModelChoiceField
        today = timezone.localdate()
        self.fields["decided"].initial = today
        self.fields["review"].initial = today + timedelta(days=REVIEW_AFTER_DAYS)
        for at in range(DISSENTS):
            self._line(f"dissent_by_{at}", _("Organisation"), 160)
            self.fields[f"dissent_{at}"] = area(_("What it says"), rows=2)
        for at in range(CONDITIONS):
            self._line(f"condition_{at}", _("What must be done"), 200)
            self._line(f"condition_by_{at}", _("Who sees to it (service or function)"), 160)
            self.fields[f"condition_due_{at}"] = DayField(label=_("By when"), required=False)

    def _line(self, name: str, title: str, most: int) -> None:
        self.fields[name] = forms.CharField(label=title, max_length=most, required=False)

    def dissent_lines(self) -> list[list[forms.BoundField]]:
        return [[self[f"dissent_by_{at}"], self[f"dissent_{at}"]] for at in range(DISSENTS)]

    def condition_lines(self) -> list[list[forms.BoundField]]:
        return [[self[f"condition{part}_{at}"] for part in ("", "_by", "_due")] for at in range(CONDITIONS)]

    def main(self) -> list[forms.BoundField]:
        return [self[name] for name in ("option", "reasons", "decided_by", "decided", "review")]

    @property
    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        plain = {name: data[name] for name in ("id", "reasons", "decided_by", "decided", "review")}
        against = [Dissenting(data[f"dissent_by_{at}"], data[f"dissent_{at}"]) for at in range(DISSENTS)]
        tied = [
            Tied(data[f"condition_{at}"], data[f"condition_by_{at}"], data[f"condition_due_{at}"])
            for at in range(CONDITIONS)
        ]
        return plain | {
            "before_the_end": data.get("before_the_end", ""),
            "dissents": [one for one in against if any(one)],
            "conditions": [one for one in tied if any(one)],
        }


class FulfilledForm(forms.Form):
    evidence = forms.CharField(
        label=gettext_lazy("How one can see it"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    on = DayField(label=gettext_lazy("Since"), initial=timezone.localdate)


@form_page
def decide(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Write down what is chosen, why, and who sees it otherwise."""
    found = queries.comparison(account, pk)
    require(account, Can.DECIDE, found)
    sent = _already(request, account, found)
    if sent:
        return redirect("solutions:decision", pk=sent.pk)
    rows = ended(account, found)
    choices = queries.options(account, found.pk).order_by("created", "pk")
    waiting = queries.still_open(account, found)
    form = DecisionForm(request.POST or None, choices=choices, waiting=waiting is not None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.decide(account, found, form.cleaned_data["option"], **form.facts)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("solutions:decision", pk=made.pk)
    context = {"comparison": found, "place": found.place, "form": form, "ranking": rows, "waiting": waiting,
               "tlp": tlp(max(found.marking, found.place.marking))}  # fmt: skip
    return render(request, "solutions/decide.html", context)


def _already(request: HttpRequest, account: Account, comparison: Comparison) -> Decision | None:
    """The decision that this form has made already, when it is sent twice."""
    decided = visible_to(account, Decision).filter(comparison=comparison)
    return next((row for row in decided if str(row.pk) == request.POST.get("id")), None)


@signed_in
def decision(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The record of a decision."""
    found = queries.decision(account, pk)
    shown = cards(account, found.comparison, {})
    later = queries.decisions(account, found.place_id).filter(comparison__supersedes=found).first()
    context = {
        "decision": found,
        "replaced_by": later,
        "over": found.review < timezone.localdate(),
        "comparison": found.comparison,
        "place": found.place,
        "chosen": next(card for card in shown if card.option.pk == found.option_id),
        "others": [card for card in shown if card.option.pk != found.option_id],
        "may_solve": may(account, Can.SOLVE, found),
        "may_plan": may(account, Can.PLAN, found),
        "may_report": may(account, Can.UPDATE_ACTIONS, found),
        "may_share": may(account, Can.SHARE, found),
        "once": uuid.uuid4(),
        "to_agree": len(_to_agree(account, found)) if may(account, Can.PLAN, found) and not later else 0,
        "interests": queries.interests(account, found.comparison).filter(concerns=True),
        "tlp": tlp(max(found.comparison.marking, found.place.marking)),
    }
    return render(request, "solutions/decision.html", context)


@form_page
def fulfil(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Say that a condition of a decision is fulfilled, and how one can see it."""
    found = queries.condition(account, pk)
    require(account, Can.UPDATE_ACTIONS, found)
    form = FulfilledForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.fulfil_condition(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("solutions:decision", pk=found.decision_id)
    context = {"condition": found, "place": found.place, "form": form,
               "tlp": tlp(max(found.decision.comparison.marking, found.place.marking))}  # fmt: skip
    return render(request, "solutions/fulfil.html", context)


def _to_agree(account: Account, found: Decision) -> list[dict[str, Any]]:
    """An action for each condition that is open and each measure, unless one with this title carries out the decision."""
    known = set(agreed(account, found.place_id).filter(decision=found).values_list("title", flat=True))
    rows = [
        {"title": one.text, "owner": one.owner, "due": one.due} for one in found.conditions.all() if not one.fulfilled
    ]
    owner = found.place.custodian or str(found.place.owner)
    rows += [
        {"title": label(row.label)[:200], "owner": owner[:160], "due": found.review}
        for row in queries.measures_of(found)
    ]
    return [row for row in rows if row["title"] not in known]


@press
def act(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Agree on an action for every condition and every measure of the decision; pressed again, only on what is new."""
    found = queries.decision(account, pk)
    require(account, Can.PLAN, found)
    with transaction.atomic():
        made = [
            agree_action(account, found.place, **row, decision=found, marking=found.comparison.marking)
            for row in _to_agree(account, found)
        ]
    messages.success(
        request,
        ngettext("%(n)d action was written down. Check its owner and its date.",
                 "%(n)d actions were written down. Check their owners and dates.", len(made)) % {"n": len(made)},
    )  # fmt: skip
    return redirect("plans:place_actions", place=found.place_id)
