"""Forms of a workshop."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.assessment import queries
from parvis.assessment.models import Scenario, TeamMember, WorkshopNote
from parvis.content.queries import label
from parvis.web.pages.forms import OnceField, VersionField


class WorkshopForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    starts = forms.DateTimeField(
        label=_("Begins"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    where = forms.CharField(label=_("Where"), max_length=300)


class NewWorkshopForm(WorkshopForm):
    id = OnceField()
    agenda = forms.ChoiceField(
        label=_("Agenda"), widget=forms.RadioSelect, help_text=_("A proposal of Parvis: take it as a beginning."),
        choices=lambda: [(agenda.code, label(agenda.label)) for _pack, agenda in queries.agendas()],
    )  # fmt: skip


class ChangeWorkshopForm(WorkshopForm):
    version = VersionField()


class NoteForm(forms.Form):
    """A line of the minutes: short, because it is typed while people speak."""

    id = OnceField()
    scenario = forms.ModelChoiceField(
        Scenario.objects.none(), label=_("About what"), required=False, empty_label=_("the whole")
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=WorkshopNote.Kind.choices, initial=WorkshopNote.Kind.SAID, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("In a sentence or two"), widget=forms.Textarea(attrs={"rows": 3}), max_length=4000,
        help_text=_("What was said, not who said it. No judged values while the round is open."),
    )  # fmt: skip

    def __init__(self, *args: Any, lead: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not lead:
            field = self.fields["kind"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [pair for pair in WorkshopNote.Kind.choices if pair[0] != WorkshopNote.Kind.DECIDED]


class AttendanceForm(forms.Form):
    members = forms.ModelMultipleChoiceField(
        TeamMember.objects.none(), label=_("From the team"), required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.CharField(
        label=_("Others, by function"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000,
        help_text=_("One a line, such as: head of the roads department. A function says enough."),
    )  # fmt: skip


class CloseForm(forms.Form):
    closing_words = forms.CharField(
        label=_("What came of it"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )
