"""Forms of the register."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.content.queries import choices
from parvis.people.models import Organisation
from parvis.places.actions.register import AREAS
from parvis.places.models import Involvement
from parvis.web.pages.forms import MarkingField, OnceField, ShapeField, VersionField


def listed(vocabulary: str) -> "forms.ChoiceField":
    """A choice from a vocabulary of the places pack, in the reader's language at the time of the request."""
    return forms.ChoiceField(choices=lambda: choices(vocabulary))


class PlaceForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200, help_text=_("As people on site would say it."))
    category = listed("categories")
    custodian = forms.CharField(
        label=_("Custodian"), max_length=200, required=False, help_text=_("The service or body that looks after it.")
    )
    civic_role = forms.CharField(
        label=_("Symbolic and civic role"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    rationale = forms.CharField(
        label=_("Why it is in the register"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Crowds, events, neighbours, meaning: what a council would want to read."),
    )  # fmt: skip
    marking = MarkingField()
    geometry = ShapeField(AREAS, label=_("Shape"))

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed through
        self.fields["category"].label = _("Category")


class NewPlaceForm(PlaceForm):
    id = OnceField()
    owner = forms.ModelChoiceField(Organisation.objects.none(), label=_("Managing body"), empty_label=None)


class ChangePlaceForm(PlaceForm):
    version = VersionField()
    layout_changed = forms.BooleanField(
        label=_("The place itself has changed"), required=False,
        help_text=_("A new kiosk, a closed street: earlier assessments and plans then count as stale."),
    )  # fmt: skip


class ZoneForm(forms.Form):
    id = OnceField()
    name = forms.CharField(label=_("Name"), max_length=120)
    kind = listed("zone_kinds")
    geometry = ShapeField(AREAS, label=_("Shape"))


class EntranceForm(forms.Form):
    id = OnceField()
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Such as E1, or the name of the street."))
    width_m = forms.DecimalField(
        label=_("Clear width in metres"), required=False, min_value=0, max_value=200, decimal_places=2
    )
    users = forms.MultipleChoiceField(
        label=_("Who may pass"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=lambda: choices("entrance_users"),
    )  # fmt: skip
    geometry = ShapeField(("Point", "LineString"), label=_("Shape"))


class OccupancyForm(forms.Form):
    condition = listed("conditions")
    people = forms.IntegerField(label=_("People at the same time"), min_value=0, max_value=2_000_000)
    estimated_by = listed("occupancy_methods")


class GovernanceForm(forms.Form):
    organisation = forms.ModelChoiceField(Organisation.objects.all(), label=_("Organisation"))
    part = forms.ChoiceField(label=_("Part"), choices=Involvement.Part.choices)


class ExtractForm(forms.Form):
    id = OnceField()
    owner = forms.ModelChoiceField(Organisation.objects.none(), label=_("Managing body"), empty_label=None)
    extract = forms.FileField(
        label=_("OpenStreetMap extract"), help_text=_("A .osm.pbf or .osm file of your city. It stays on this machine.")
    )
