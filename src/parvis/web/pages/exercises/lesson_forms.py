"""Forms of a lesson: what it touches, and what will be done about it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.access.queries import visible_to
from parvis.assessment.models import ExistingMeasure, Scenario
from parvis.exercises.models import Lesson
from parvis.people.models import Account
from parvis.plans import queries as plans
from parvis.plans.models import Action, Plan
from parvis.solutions.models import Option
from parvis.web.pages.exercises.forms import LessonForm
from parvis.web.pages.forms import OnceField
from parvis.web.pages.plans.forms import day

TOUCHED = {"plan": Plan, "measure": ExistingMeasure, "option": Option, "scenario": Scenario}


class LessonPageForm(LessonForm):
    """The words of a lesson, how far it is, and what it touches besides its task."""

    plan = forms.ModelChoiceField(Plan.objects.none(), label=_("Reopens the plan as a whole"), required=False)
    scenario = forms.ModelChoiceField(Scenario.objects.none(), label=_("Reopens the scenario"), required=False)
    measure = forms.ModelChoiceField(
        ExistingMeasure.objects.none(), label=_("Reopens the existing measure"), required=False
    )
    option = forms.ModelChoiceField(Option.objects.none(), label=_("Reopens the option"), required=False)
    training = forms.CharField(
        label=_("Training to be repeated"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line: for whom, and in what. Each stands in the thread until the lesson was tried again."),
    )  # fmt: skip

    def __init__(self, account: Account, lesson: Lesson, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, model in TOUCHED.items():
            offered = visible_to(account, model).filter(place=lesson.place_id).order_by("pk")
            self.fields[name].queryset = offered  # type: ignore[attr-defined]  # a ModelChoiceField


class CorrectiveForm(forms.Form):
    """A corrective action: an action of the place, new or one that is there already."""

    id = OnceField()
    existing = forms.ModelChoiceField(
        Action.objects.none(), label=_("An action that is there already"), required=False,
        help_text=_("Chosen, nothing else has to be filled in."),
    )  # fmt: skip
    title = forms.CharField(label=_("What will be done"), max_length=200, required=False)
    success = forms.CharField(
        label=_("How will one see that it works?"), max_length=300, required=False,
        help_text=_("Something that can be seen or measured: “the call is confirmed within two minutes”."),
    )  # fmt: skip
    owner = forms.CharField(
        label=_("Owner"), max_length=160, required=False, help_text=_("A service or function, not a person.")
    )
    start = day(label=_("Begins on"), required=False)
    due = day(label=_("Due"), required=False)

    def __init__(self, account: Account, lesson: Lesson, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = plans.open_actions(account, lesson.place_id).exclude(lessons=lesson).order_by("due", "title", "id")
        self.fields["existing"].queryset = there  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("existing") and not (given.get("title") and given.get("owner") and given.get("due")):
            raise forms.ValidationError(_("Say what will be done, by which service, and by when."))
        return given
