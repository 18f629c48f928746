"""Forms for objectives and needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.solutions import queries
from parvis.solutions.models import Requirement
from parvis.web.pages.forms import MarkingField, OnceField, VersionField


class ObjectiveForm(forms.Form):
    text = forms.CharField(
        label=_("What is to be different"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence that the council would sign: “On market days people and vehicles no longer share the south lane.”"),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)


def ticks(title: Any, vocabulary: str, hint: Any = "") -> forms.MultipleChoiceField:
    """Codes of a vocabulary to tick, in the reader's language at the time of the request."""
    return forms.MultipleChoiceField(
        label=title, required=False, help_text=hint, widget=forms.CheckboxSelectMultiple,
        choices=lambda: list(queries.vocabulary(vocabulary).items()),
    )  # fmt: skip


class RequirementForm(forms.Form):
    text = forms.CharField(
        label=_("What has to hold"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Say what must be true afterwards, not which thing to buy: “No vehicle reaches the stalls faster than walking pace.”"),
    )  # fmt: skip
    priority = forms.ChoiceField(
        label=_("How much it matters"), widget=forms.RadioSelect, initial=Requirement.Priority.MUST,
        choices=[
            ("must", _("Must: without it the weakness stays")),
            ("should", _("Should: better with it")),
            ("could", _("Could: welcome if it costs little")),
        ],
    )  # fmt: skip
    metric = forms.CharField(
        label=_("How it is measured"),
        max_length=200,
        required=False,
        help_text=_("For example: speed at the first stall."),
    )
    threshold = forms.CharField(
        label=_("Met from"), max_length=120, required=False, help_text=_("For example: at most 5 km/h.")
    )
    verified_by = forms.ChoiceField(
        label=_("How it is verified"), required=False, choices=[("", _("not settled yet")), *Requirement.Proof.choices]
    )
    phases = ticks(_("In which phases"), "phases")
    functions = ticks(
        _("What an answer has to do"), "functions", _("As many as are meant; the matrix of the place shows them.")
    )
    marking = MarkingField()

    FACTS = ("text", "priority", "metric", "threshold", "verified_by", "phases", "functions", "marking")


class NewRequirementForm(RequirementForm):
    id = OnceField()


class ChangeRequirementForm(RequirementForm):
    version = VersionField()
