"""Forms of the exercises and lessons."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.content.schemas import ExercisePack
from parvis.exercises.models import Exercise, Lesson, Observation, Participant, Stamp
from parvis.exercises.models.record import RatingLetter
from parvis.exercises.models.terms import Effectiveness, Function, Nature
from parvis.exercises.queries import questions
from parvis.people.models import Account
from parvis.people.queries import accounts
from parvis.plans.models import Channel, Plan, PlanRole, Task
from parvis.web.pages.forms import MarkingField, OnceField, VersionField
from parvis.web.pages.plans.fields import ClockField
from parvis.web.pages.plans.forms import day
from parvis.web.pages.plans.packs import choices, offers

NOT_SAID = ("", _("not said"))
SCALE = [(str(value), str(value)) for value in range(1, 6)]


class ExerciseForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Exercise.Kind.choices, initial=Exercise.Kind.TABLETOP)
    planned_for = day(label=_("Planned for"), required=False)
    marking = MarkingField()


class PrepareForm(ExerciseForm):
    id = OnceField()
    messages = forms.ChoiceField(
        label=_("Messages"), required=False, widget=forms.RadioSelect,
        help_text=_("Of a pack with which the plan did not begin, say for each message which task it calls for."),
    )  # fmt: skip
    field_order = ("title", "planned_for", "messages", "kind", "marking", "id")

    def __init__(self, account: Account, plan: Plan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offers = offers(account, plan.place, plan)
        messages = self.fields["messages"]
        otherwise = gettext("One message for each task that waits for no other")
        messages.choices = choices(self.offers, otherwise)  # type: ignore[attr-defined]  # a ChoiceField
        messages.initial = next((offer.value for offer in self.offers if offer.own), "")
        self.fields["title"].initial = gettext("Table-top: %(plan)s") % {"plan": plan.title}
        self.fields["marking"].initial = plan.marking


class ChangeExerciseForm(ExerciseForm):
    version = VersionField()


class InviteForm(forms.Form):
    account = forms.ModelChoiceField(Account.objects.none(), label=_("Person"))
    part = forms.ChoiceField(label=_("Part"), choices=Participant.Part.choices, initial=Participant.Part.OBSERVER)
    role_played = forms.ModelChoiceField(PlanRole.objects.none(), label=_("Plays the role"), required=False)

    def __init__(self, roles: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = accounts()  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["role_played"].queryset = roles  # type: ignore[attr-defined]


class LogForm(forms.Form):
    """What a player does now: words, a task of the own role, or both."""

    id = OnceField()
    text = forms.CharField(
        label=_("We do this now"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=1000
    )
    task = forms.ModelChoiceField(Task.objects.none(), label=_("Task of the plan"), required=False)

    def limit(self, tasks: Any) -> None:
        """Offer the tasks of the player's role only."""
        self.fields["task"].queryset = tasks  # type: ignore[attr-defined]  # a ModelChoiceField


class StampForm(forms.Form):
    """A moment with its time, written afterwards, or with another role than the plan's."""

    id = OnceField()
    kind = forms.ChoiceField(label=_("Moment"), choices=Stamp.Kind.choices, initial=Stamp.Kind.DONE)
    at_s = ClockField(
        label=_("Time on the exercise clock"), required=False, help_text=_("Left empty: now, while the clock runs.")
    )
    role = forms.ModelChoiceField(PlanRole.objects.none(), label=_("Who did it"), required=False)
    channel = forms.ModelChoiceField(
        Channel.objects.none(), label=_("By which channel the word went"), required=False, empty_label=_("not noted")
    )
    source = forms.ChoiceField(label=_("How do you know it?"), choices=Stamp.Source.choices, required=False)
    confidence = forms.ChoiceField(label=_("How sure is it?"), choices=Stamp.Confidence.choices, required=False)

    def limit(self, roles: Any, channels: Any) -> None:
        """Offer the roles and channels of the plan that is exercised only."""
        self.fields["role"].queryset = roles  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["channel"].queryset = channels  # type: ignore[attr-defined]

    def noted(self) -> dict[str, Any]:
        """What the verb takes besides task and moment."""
        given = self.cleaned_data
        known = {name: given[name] for name in ("source", "confidence") if given[name]}
        return known | {name: given[name] for name in ("at_s", "role", "channel")}


class ObservationForm(forms.Form):
    id = OnceField()
    text = forms.CharField(label=_("What did you see?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Observation.Kind.choices,
        widget=forms.RadioSelect,
        initial=Observation.Kind.IMPROVEMENT,
    )
    rating = forms.ChoiceField(label=_("Your rating"), choices=RatingLetter.choices, initial=RatingLetter.NA)


class LessonForm(forms.Form):
    text = forms.CharField(label=_("What was learned"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000)
    recommendation = forms.CharField(
        label=_("What should change"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )
    root_cause = forms.CharField(
        label=_("Why it was so (root cause)"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )
    element = forms.ChoiceField(label=_("It is a matter of"), choices=Lesson.Element.choices)
    nature = forms.ChoiceField(label=_("What kind of solution"), required=False, choices=[NOT_SAID, *Nature.choices])
    function = forms.ChoiceField(label=_("Function"), required=False, choices=[NOT_SAID, *Function.choices])
    capability = forms.CharField(label=_("Capability"), max_length=160, required=False)
    effectiveness = forms.ChoiceField(
        label=_("How well did it work as it was?"), required=False, choices=[NOT_SAID, *Effectiveness.choices]
    )
    owner = forms.CharField(
        label=_("Owner"), max_length=160, required=False, help_text=_("A service or function, not a person.")
    )
    due = day(label=_("Due"), required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=[choice for choice in Lesson.State.choices if choice[0] != Lesson.State.VERIFIED]
    )
    version = VersionField()


class RetestForm(forms.Form):
    retest = forms.ModelChoiceField(
        Exercise.objects.none(), label=_("The exercise that tried it again"), empty_label=None
    )
    note = forms.CharField(
        label=_("What the re-test showed"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )

    def limit(self, exercises: Any) -> None:
        """Offer the later exercises at the place only."""
        self.fields["retest"].queryset = exercises  # type: ignore[attr-defined]  # a ModelChoiceField


def hot_wash_form(pack: ExercisePack | None, *args: Any) -> forms.Form:
    """The questions of the pack, or three that fit every exercise. A scale goes from 1 (not at all) to 5 (fully)."""
    form = forms.Form(*args)
    for code, text, kind in questions(pack):
        if kind == "scale":
            form.fields[code] = forms.TypedChoiceField(
                label=text, choices=SCALE, coerce=int, required=False, widget=forms.RadioSelect, empty_value=""
            )
        else:
            widget = forms.Textarea(attrs={"rows": 2})
            form.fields[code] = forms.CharField(label=text, required=False, widget=widget, max_length=2000)
    return form
