"""Forms of objectives, capability targets, moves and the contact check."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.exercises.models import Objective
from parvis.plans.models import Task
from parvis.web.pages.forms import OnceField, VersionField
from parvis.web.pages.plans.fields import ClockField


class GoalForm(forms.Form):
    """One form for new and changed rows: the id names a new one, the version guards an old one."""

    id = OnceField()
    version = VersionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = 1


class ObjectiveForm(GoalForm):
    text = forms.CharField(label=_("Objective"), max_length=300)
    capability = forms.CharField(
        label=_("Capability behind it"), max_length=160, required=False,
        help_text=_("In few words: “alerting the partners”. Its letter is decided after the exercise."),
    )  # fmt: skip
    smart_target = forms.CharField(
        label=_("How one sees that it is reached"), max_length=300, required=False,
        help_text=_("Something that can be observed, with a time."),
    )  # fmt: skip
    priority = forms.TypedChoiceField(
        label=_("Priority"), choices=Objective.Priority.choices, coerce=int, initial=Objective.Priority.MEDIUM
    )


class TargetForm(GoalForm):
    text = forms.CharField(label=_("Capability target"), max_length=300)
    metric = forms.CharField(label=_("What is measured"), max_length=160, required=False)
    threshold = forms.FloatField(label=_("Threshold"), required=False, min_value=0)
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    source = forms.CharField(
        label=_("Where it is written"), max_length=200, required=False, help_text=_("The plan, or another document.")
    )
    critical = forms.ModelMultipleChoiceField(
        Task.objects.none(), label=_("Critical tasks"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def limit(self, tasks: Any) -> None:
        """Offer the tasks of the plan that is exercised only."""
        self.fields["critical"].queryset = tasks  # type: ignore[attr-defined]  # a ModelMultipleChoiceField


class MoveForm(GoalForm):
    title = forms.CharField(label=_("Title"), max_length=160)
    begins_s = ClockField(label=_("Begins at"), help_text=_("Minutes (5) or minutes and seconds (2:30)."))
    situation = forms.CharField(
        label=_("Situation"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody at the table reads it when the move begins."),
    )  # fmt: skip


class ContactForm(forms.Form):
    due = forms.DateTimeField(
        label=_("To be answered by"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
