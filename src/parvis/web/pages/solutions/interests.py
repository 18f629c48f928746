"""Interests: what an expert declares before scoring, and what whoever leads decides on it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.people.models import Account
from parvis.solutions import actions, queries
from parvis.solutions.models import Interest, Option
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page
from parvis.web.templatetags.parvis import tlp


class InterestForm(forms.Form):
    concerns = forms.TypedChoiceField(
        label=gettext_lazy("Do you have an interest in one of the options?"), widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        choices=[("no", gettext_lazy("No, none")), ("yes", gettext_lazy("Yes"))],
        help_text=gettext_lazy("You or somebody close to you sells, owns, builds or is paid for it, or would lose by it."),
    )  # fmt: skip
    what = forms.CharField(
        label=gettext_lazy("What the interest is"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Everybody who reads this comparison sees it. Name functions and companies' trades, not persons."),
    )  # fmt: skip
    options = forms.ModelMultipleChoiceField(
        Option.objects.none(), label=gettext_lazy("Options that it touches"), required=False,
        widget=forms.CheckboxSelectMultiple, help_text=gettext_lazy("You will not score these."),
    )  # fmt: skip

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["options"].queryset = choices  # type: ignore[attr-defined]  # a ModelMultipleChoiceField


class RulingForm(forms.Form):
    ruling = forms.ChoiceField(
        label=gettext_lazy("What follows from it"), widget=forms.RadioSelect,
        choices=[(code, words) for code, words in Interest.Ruling.choices if code],
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("It stands beside the interest for all readers."),
    )  # fmt: skip


@form_page
def declare(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Say whether one has an interest; nobody scores before."""
    found = queries.comparison(account, pk)
    require(account, Can.JUDGE, found)
    before = queries.interests(account, found).filter(account=account).first()
    initial = (
        {"concerns": "yes" if before.concerns else "no", "what": before.what, "options": before.options.all()}
        if before
        else {}
    )
    choices = queries.options(account, found.pk).order_by("created", "pk")
    form = InterestForm(request.POST or None, choices=choices, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare_interest(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Your declaration is kept."))
            barred = queries.progress(account, found).fields == 0
            return redirect("solutions:comparison" if barred else "solutions:score", pk=pk)
    context = {"comparison": found, "place": found.place, "form": form, "before": before,
               "tlp": tlp(max(found.marking, found.place.marking))}  # fmt: skip
    return render(request, "solutions/interest.html", context)


@form_page
def rule(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Decide what follows from the interest that an expert declared."""
    found = queries.interest(account, pk)
    require(account, Can.SOLVE, found)
    form = RulingForm(request.POST or None, initial={"ruling": found.ruling, "reason": found.ruling_reason})
    if request.method == "POST" and form.is_valid():
        try:
            actions.rule_interest(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("solutions:comparison", pk=found.comparison_id)
    context = {"interest": found, "comparison": found.comparison, "place": found.place, "form": form,
               "tlp": tlp(max(found.comparison.marking, found.place.marking))}  # fmt: skip
    return render(request, "solutions/ruling.html", context)
