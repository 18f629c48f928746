"""Forms of the plans and actions."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.access.queries import visible_to
from parvis.assessment.models import Scenario
from parvis.people.models import Account, Level, Organisation
from parvis.people.queries import organisations
from parvis.places.models import Place
from parvis.plans.models import Action, Plan, PlanRole, Task
from parvis.solutions.models import Decision
from parvis.web.pages.forms import MarkingField, OnceField, VersionField
from parvis.web.pages.plans.fields import ClockField, WordsField
from parvis.web.pages.plans.packs import choices, offers


def day(**more: Any) -> forms.DateField:
    """A date, with the calendar of the device."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class PlanForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Plan.Kind.choices, initial=Plan.Kind.SITE)
    scenario = forms.ModelChoiceField(
        Scenario.objects.none(), label=_("Scenario that it answers"), required=False,
        help_text=_("One of the scenarios assessed at this place, or none."),
    )  # fmt: skip
    review_on = day(label=_("To be looked at again on"), required=False)
    marking = MarkingField()

    def __init__(self, account: Account, place: Place, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scenarios = visible_to(account, Scenario).filter(place=place).order_by("title", "id")
        self.fields["scenario"].queryset = scenarios  # type: ignore[attr-defined]  # a ModelChoiceField


class NewPlanForm(PlanForm):
    id = OnceField()
    channels = WordsField(
        label=_("How the word usually gets through"), required=False, max_length=300,
        help_text=_("With commas. Two ways that do not fail together are better than one."),
    )  # fmt: skip
    starter = forms.ChoiceField(
        label=_("Begin with"), required=False, widget=forms.RadioSelect,
        help_text=_("Roles and tasks to change, drop and add to. Names and times are proposals."),
    )  # fmt: skip
    field_order = ("title", "starter", "kind", "scenario", "channels", "review_on", "marking", "id")

    def __init__(self, account: Account, place: Place, *args: Any, **kwargs: Any) -> None:
        super().__init__(account, place, *args, **kwargs)
        self.offers = offers(account, place)
        starter = self.fields["starter"]
        starter.choices = choices(self.offers, gettext("An empty plan"))  # type: ignore[attr-defined]  # a ChoiceField
        starter.initial = self.offers[0].value if self.offers else ""
        self.fields["title"].initial = gettext("Security plan of %(place)s") % {"place": place.name}
        self.fields["channels"].initial = gettext("telephone, radio")
        self.fields["review_on"].initial = timezone.localdate() + timedelta(days=365)


class ChangePlanForm(PlanForm):
    version = VersionField()
    valid_from = day(label=_("In force from"), required=False)


class RoleForm(forms.Form):
    """One line of the page of roles."""

    name = forms.CharField(label=_("Role"), max_length=120)
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[("", "—"), *Level.choices])
    holder = forms.CharField(label=_("Held by"), max_length=160, required=False)
    deputy = forms.CharField(
        label=_("Deputies"), max_length=600, required=False, help_text=_("In their order, with semicolons.")
    )
    capacity = forms.IntegerField(label=_("Tasks at once"), min_value=1, max_value=50, initial=1)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.periods: list[tuple[str, str, str]] = []

    def at(self, period: str, holder: str, deputy: str) -> None:
        """Two more fields, of these names, for a duty period in which others hold the role."""
        self.fields[holder] = forms.CharField(label=_("Held by"), max_length=160, required=False)
        self.fields[deputy] = forms.CharField(label=_("Deputies"), max_length=600, required=False)
        self.periods.append((period, holder, deputy))

    @property
    def shifts(self) -> list[dict[str, Any]]:
        """The fields of each duty period, for the page."""
        return [{"name": name, "holder": self[holder], "deputy": self[deputy]} for name, holder, deputy in self.periods]

    @property
    def shifts_said(self) -> bool:
        """Whether somebody is named for a duty period of its own."""
        return any(one[part].value() for one in self.shifts for part in ("holder", "deputy"))


class NewRoleForm(RoleForm):
    """Room for one more role; left empty, none is added."""

    id = OnceField()
    name = forms.CharField(label=_("Role"), max_length=120, required=False)
    capacity = forms.IntegerField(label=_("Tasks at once"), min_value=1, max_value=50, required=False)


class TaskForm(forms.Form):
    text = forms.CharField(
        label=_("What is done"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Begin with a verb: close, call, open, tell."),
    )  # fmt: skip
    phase = forms.ChoiceField(label=_("Phase"), choices=Task.Phase.choices, initial=Task.Phase.PROTECT)
    responsible = forms.ModelChoiceField(PlanRole.objects.none(), label=_("Who does it"), required=False)
    new_role = forms.CharField(label=_("or a new role"), max_length=120, required=False)
    accountable = forms.ModelChoiceField(
        PlanRole.objects.none(), label=_("Who answers for it"), required=False,
        help_text=_("Left empty: whoever does it."),
    )  # fmt: skip
    target_s = ClockField(
        label=_("Target time"), required=False,
        help_text=_("From the moment that calls for it until it is done, in minutes (5) or minutes and seconds (2:30)."),
    )  # fmt: skip
    predecessors = forms.ModelMultipleChoiceField(
        Task.objects.none(), label=_("Waits for"), required=False, widget=forms.CheckboxSelectMultiple
    )
    one_of = forms.ModelMultipleChoiceField(
        Task.objects.none(), label=_("Waits for the first of"), required=False, widget=forms.CheckboxSelectMultiple
    )
    consulted = forms.ModelMultipleChoiceField(
        PlanRole.objects.none(), label=_("Asks first"), required=False, widget=forms.CheckboxSelectMultiple
    )
    informed = forms.ModelMultipleChoiceField(
        PlanRole.objects.none(), label=_("Tells"), required=False, widget=forms.CheckboxSelectMultiple
    )
    people = forms.IntegerField(label=_("People needed"), min_value=1, max_value=200, initial=1)
    milestone = forms.BooleanField(label=_("Milestone: the plan reports on it"), required=False)
    dur_min_s = ClockField(label=_("Takes at least"), required=False)
    dur_mode_s = ClockField(label=_("Takes usually"), required=False)
    dur_max_s = ClockField(label=_("Takes at most"), required=False)

    def limit(self, roles: Any, tasks: Any) -> None:
        """Offer the roles and tasks of this plan only."""
        for name in ("responsible", "accountable", "consulted", "informed"):
            self.fields[name].queryset = roles  # type: ignore[attr-defined]  # a ModelChoiceField
        for name in ("predecessors", "one_of"):
            self.fields[name].queryset = tasks  # type: ignore[attr-defined]


class NewTaskForm(TaskForm):
    id = OnceField()


class ChangeTaskForm(TaskForm):
    version = VersionField()


class ActionForm(forms.Form):
    title = forms.CharField(label=_("What will be done"), max_length=200)
    owner = forms.CharField(label=_("Owner"), max_length=160, help_text=_("A service or function, not a person."))
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Its organisation"), required=False,
        help_text=_("Its members find the action under “mine”."),
    )  # fmt: skip
    success = forms.CharField(
        label=_("How will one see that it works?"), max_length=300, required=False,
        help_text=_("Something that can be seen or measured: “the call is confirmed within two minutes”."),
    )  # fmt: skip
    start = day(label=_("Begins on"), required=False)
    due = day(label=_("Due"))
    cost = forms.IntegerField(label=_("Cost in euros"), min_value=0, max_value=2_000_000_000, required=False)
    horizon = forms.ChoiceField(
        label=_("Horizon"), required=False, choices=[("", _("as the date says")), *Action.Horizon.choices]
    )
    decision = forms.ModelChoiceField(Decision.objects.none(), label=_("Decision that it carries out"), required=False)
    marking = MarkingField()

    def __init__(self, account: Account, place: Place, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decisions = visible_to(account, Decision).filter(place=place).select_related("option")
        self.fields["decision"].queryset = decisions.order_by("-decided", "id")  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = organisations()  # type: ignore[attr-defined]


class NewActionForm(ActionForm):
    id = OnceField()


class ChangeActionForm(ActionForm):
    version = VersionField()
    horizon = forms.ChoiceField(label=_("Horizon"), choices=Action.Horizon.choices)


class ReportForm(forms.Form):
    """How far an action is. For "done", what shows it and since when."""

    state = forms.ChoiceField(label=_("State"), choices=Action.State.choices)
    evidence = forms.CharField(
        label=_("Evidence"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("How one can see it: a report, a photo's number, an inspection. Needed for “done”."),
    )  # fmt: skip
    evidence_on = day(label=_("Date of the evidence"), required=False)
    version = VersionField()
