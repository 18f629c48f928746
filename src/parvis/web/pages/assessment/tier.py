"""What is expected of a place like this: the tier, why it holds, and its expectations, ticked one by one."""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.access.errors import Refused
from parvis.access.queries import may, require
from parvis.access.roles import Can
from parvis.assessment import actions, queries
from parvis.assessment.models import Assessment
from parvis.assessment.models import Expectation as Row
from parvis.content.queries import label
from parvis.people.models import Account
from parvis.web.pages.assessment.expected import expected_of
from parvis.web.pages.assessment.heads import head_of
from parvis.web.pages.forms import VersionField, blame
from parvis.web.pages.reading import form_page


class SayForm(forms.Form):
    """One expectation: an answer, a word on how one knows, and the version that was shown."""

    state = forms.ChoiceField(
        label=gettext_lazy("Is it met?"), required=False, widget=forms.RadioSelect,
        choices=lambda: [*Row.State.choices, ("", _("not said"))],
    )  # fmt: skip
    known_by = forms.CharField(
        label=gettext_lazy("How do you know?"), max_length=300, required=False,
        help_text=gettext_lazy("In a word: seen on site, in which paper, tried on which day."),
    )  # fmt: skip
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class TierForm(forms.Form):
    tier = forms.ChoiceField(label=gettext_lazy("Tier of the place"), required=False, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Why this tier"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed where it is not the one that follows from the number of people."),
    )  # fmt: skip
    version = VersionField()

    def __init__(self, *args: Any, found: queries.Proportion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        follows = found.holds.follows
        words = queries.tier_words(follows) if follows else _("none, as long as no number is known")
        field = self.fields["tier"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("As it follows from the number of people: %(tier)s") % {"tier": words}),
            *((tier.code, queries.tier_words(tier)) for tier in found.tiers),
        ]


@form_page
def tier(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The tier with its expectations. Each is said on its own; whoever may judge here may say it."""
    found = queries.assessment(account, pk)
    sent = SayForm(request.POST, auto_id="sent_%s") if request.method == "POST" else None
    if sent:
        require(account, Can.JUDGE, found)
        if sent.is_valid() and _said(account, found, sent):
            messages.success(request, _("Saved."))
            return redirect(request.path + f"#e-{sent.cleaned_data['number']}")
    shown = expected_of(account, found)
    judge = may(account, Can.JUDGE, found)
    context = {
        **head_of(found), **shown,
        "expected": [replace(line, form=_form(line.row, sent) if judge else None) for line in shown["expected"]],
        "rows": [{"tier": one, "words": queries.tier_words(one), "raised_by": list(map(label, one.raised_by))} for one in shown["proportion"].tiers],
        "lead": may(account, Can.LEAD_ASSESSMENT, found),
    }  # fmt: skip
    return render(request, "assessment/tier.html", context)


def _said(account: Account, found: Assessment, form: SayForm) -> bool:
    try:
        actions.say_expectation(account, found, **form.cleaned_data)
    except Refused as refused:
        blame(form, refused)
        return False
    return True


def _form(row: queries.Expected, sent: SayForm | None) -> SayForm:
    """The form of one expectation; the one that was sent and refused keeps what was typed."""
    if sent and str(sent.data.get("number")) == row.key:
        return sent
    known = row.said
    shown = {
        "state": row.state, "known_by": known.known_by if known else "", "number": row.number,
        "version": known.version if known else 0,
    }  # fmt: skip
    return SayForm(initial=shown, auto_id=f"e{row.number}_%s")


@form_page
def choose(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Choose another tier with a reason, or the one that follows from the number of people again."""
    found = queries.assessment(account, pk)
    require(account, Can.LEAD_ASSESSMENT, found)
    shown = queries.proportion(account, found)
    chosen = found.tier if shown.holds.chosen else ""
    initial = {"tier": chosen, "reason": found.tier_reason, "version": found.version}
    form = TierForm(request.POST or None, initial=initial, found=shown)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_tier(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("assessment:tier", pk=pk)
    context = {**head_of(found), "form": form, "title": _("Tier of the place")}
    return render(request, "assessment/form.html", context)
