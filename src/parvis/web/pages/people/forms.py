"""Forms of people: an account, a role with its end, an organisation."""

from datetime import date, datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.people.models import FactorGone, Level, Organisation, Role
from parvis.people.queries import organisations


class EndField(forms.DateField):
    """A last day, that day included. Left empty: no end."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Last day"),
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            help_text=_("Leave empty if the role has no end."),
        )

    def clean(self, value: object) -> datetime | None:
        last: date | None = super().clean(value)
        return timezone.make_aware(datetime.combine(last, time(23, 59, 59))) if last else None


class RoleForm(forms.Form):
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"))
    role = forms.ChoiceField(label=_("Role"), choices=[("", "---------"), *Role.choices])
    until = EndField()

    def __init__(self, *arguments: object, **more: object) -> None:
        super().__init__(*arguments, **more)  # type: ignore[arg-type]  # Django's own arguments
        self.fields["organisation"].queryset = organisations()  # type: ignore[attr-defined]  # a ModelChoiceField


class AccountForm(RoleForm):
    name = forms.CharField(label=_("Name or function"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"))
    password = forms.CharField(
        label=_("First password"),
        min_length=12,
        required=False,
        help_text=_(
            "Leave empty: you get a link by which the person sets it. Otherwise at least 12 characters, handed over in person."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    field_order = ["name", "email", "organisation", "role", "until", "password"]


class FactorForm(forms.Form):
    why = forms.ChoiceField(label=_("What happened"), choices=[("", "---------"), *FactorGone.choices])


class OrganisationForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    level = forms.ChoiceField(label=_("Level of governance"), choices=Level.choices, initial=Level.MUNICIPAL)
