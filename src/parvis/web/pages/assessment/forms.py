"""Forms of the assessment."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from parvis.assessment import queries
from parvis.assessment.models import ExistingMeasure, TeamMember, Vulnerability
from parvis.assessment.rules.inviting import AT_MOST
from parvis.content.queries import choices, label, measures, term
from parvis.people.models import Account, Organisation
from parvis.places.models import Zone
from parvis.web.pages.forms import DayField, MarkingField, OnceField, ShapeField, VersionField
from parvis.web.pages.places.forms import listed


class OpenForm(forms.Form):
    id = OnceField()
    title = forms.CharField(label=_("Title"), max_length=200)
    condition = listed("conditions")
    method = forms.ChoiceField(
        label=_("Method"),
        choices=lambda: [(found.urn, label(found.title)) for found in queries.methods()],
        widget=forms.RadioSelect,
    )
    marking = MarkingField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["condition"].label = _("Condition of the place")
        self.fields["condition"].help_text = _("A market day and a night are two assessments.")


class HeadForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=200)
    condition = listed("conditions")
    mandate_why = forms.CharField(
        label=_("Why now"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What makes this assessment needed: an event, a change, a question of the council."),
    )  # fmt: skip
    mandate_for = forms.CharField(
        label=_("For whom"), max_length=300, required=False, help_text=_("Who asked for it and will act on it.")
    )
    mandate_readers = forms.CharField(
        label=_("Who reads the result"), max_length=300, required=False,
        help_text=_("Everybody else needs an access of their own."),
    )  # fmt: skip
    police_absence = forms.CharField(
        label=_("Why the local police do not take part"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only needed when nobody in the team stands for them."),
    )  # fmt: skip
    threat_level = forms.CharField(
        label=_("General level of threat, as announced"), max_length=200, required=False,
        help_text=_("In the words of the authority, for all to judge from. Parvis does not guess it, nor does the team."),
    )  # fmt: skip
    threat_level_by = forms.CharField(
        label=_("Announced by"), max_length=200, required=False, help_text=_("Such as: the State's representative.")
    )
    threat_level_on = DayField(label=_("Announced on"), required=False)
    review_on = DayField(label=_("Look again on"), required=False)
    marking = MarkingField()
    version = VersionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["condition"].label = _("Condition of the place")


class AcceptForm(forms.Form):
    reason = forms.CharField(
        label=_("Why this can be accepted"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stays on the page with your name, so that a later reader understands."),
    )  # fmt: skip
    until = DayField(label=_("Until"), help_text=_("At most two years ahead. After this day it is open again."))


class MemberForm(forms.Form):
    account = forms.ModelChoiceField(Account.objects.none(), label=_("Person"), required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Organisation"), required=False,
        help_text=_("Alone: any of its members may judge. With a person: whom that person stands for."),
    )  # fmt: skip
    circle = forms.ChoiceField(
        label=_("Circle"), choices=TeamMember.Circle.choices, initial=TeamMember.Circle.INVOLVED,
        widget=forms.RadioSelect,
    )  # fmt: skip
    is_police = forms.BooleanField(label=_("Stands for the local police"), required=False)


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    circle = MemberForm.base_fields["circle"]
    is_police = MemberForm.base_fields["is_police"]
    days = forms.IntegerField(label=_("Days that the link works"), min_value=1, max_value=AT_MOST.days, initial=14)
    send = forms.BooleanField(label=_("Parvis sends the link to this address"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.MAIL:
            del self.fields["send"]


class SeatForm(forms.Form):
    """For whoever was invited and has no account."""

    name = forms.CharField(label=_("Your name or function"), max_length=120)
    password = forms.CharField(
        label=_("A password of at least 12 characters"), min_length=12,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip


def catalogue() -> list[Any]:
    """The catalogue for a select box, by the threats' own order of categories."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in measures().values():
        groups.setdefault(row.kind, []).append((row.id, label(row.label)))
    names = {
        "design": _("Design"),
        "human": pgettext("kind of measure", "People"),
        "procedure": _("Procedures"),
        "technical": _("Technology"),
    }
    found = [(names.get(kind, kind), sorted(rows, key=lambda row: row[1])) for kind, rows in sorted(groups.items())]
    return [("", _("Not in the catalogue")), *found]


class OptionalShape(ShapeField):
    """A shape that may stay empty."""

    def __init__(self, kinds: tuple[str, ...], **more: Any) -> None:
        super().__init__(kinds, required=False, **more)

    def clean(self, value: Any) -> Any:
        return super().clean(value) if value and str(value).strip() else None


class MeasuresField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # takes none at run time
    """Measures of the place, each with its state, to tick; the page says which."""

    def __init__(self, **more: Any) -> None:
        super().__init__(ExistingMeasure.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, **more)

    def label_from_instance(self, obj: ExistingMeasure) -> str:
        return f"{queries.measure_name(obj)} ({term('measure_states', obj.state)})"


class ZonedForm(forms.Form):
    """A form with a zone: one that is drawn at the place, or a kind of zone."""

    where = forms.ChoiceField(label=_("Zone"), required=False)

    def __init__(self, *args: Any, zones: list[Zone], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zones = {str(zone.pk): zone for zone in zones}
        drawn = [(pk, zone.name) for pk, zone in self.zones.items()]
        kinds = (_("Kinds of zone"), choices("zone_kinds"))
        field = self.fields["where"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("the whole place")), *([(_("Zones of this place"), drawn)] if drawn else []), kinds]

    @staticmethod
    def where_of(row: Any) -> str:
        return str(row.zone_id) if row.zone_id else row.zone_kind

    def facts(self, *names: str) -> dict[str, Any]:
        """The named fields, with the zone as the verbs want it."""
        where = self.cleaned_data["where"]
        zone = self.zones.get(where)
        return {name: self.cleaned_data[name] for name in names} | {
            "zone": zone,
            "zone_kind": "" if zone else where,
        }


class MeasureForm(ZonedForm):
    measure = forms.ChoiceField(label=_("From the catalogue"), choices=catalogue, required=False)
    name = forms.CharField(
        label=_("or in your own words"), max_length=200, required=False,
        help_text=_("Such as: row of plane trees along the north side."),
    )  # fmt: skip
    state = forms.ChoiceField(
        label=_("State"), choices=lambda: choices("measure_states"), widget=forms.RadioSelect, initial="good"
    )
    origin = forms.ChoiceField(
        label=_("Origin"), choices=lambda: choices("measure_origins"), widget=forms.RadioSelect, initial="emplaced"
    )
    owner = forms.CharField(
        label=_("Who looks after it"), max_length=200, required=False,
        help_text=_("A service or a function, such as: roads department. Whom would you call if it failed?"),
    )  # fmt: skip
    checked_on = DayField(
        label=_("Seen or tested on"),
        required=False,
        help_text=_("When somebody last saw it work, or found that it does not."),
    )
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    marking = MarkingField()
    geometry = OptionalShape(("Point",), label=_("Where it stands"), help_text=_("Tap on the map; may stay empty."))

    field_order = ["measure", "name", "state", "origin", "where", "owner", "checked_on", "note", "marking", "geometry"]
    FACTS = ("measure", "name", "state", "origin", "owner", "checked_on", "note", "marking", "geometry")


class NewMeasureForm(MeasureForm):
    id = OnceField()


class ChangeMeasureForm(MeasureForm):
    version = VersionField()


class ScenarioForm(ZonedForm):
    id = OnceField()
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    title = forms.CharField(label=_("Title"), max_length=200)
    narrative = forms.CharField(
        label=_("What happens here"), required=False, widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("One short story: what happens, what existing measures do, what is missing."),
    )  # fmt: skip
    phase = forms.ChoiceField(label=_("Phase"), required=False)
    condition = forms.ChoiceField(
        label=_("In another condition"), required=False,
        choices=lambda: [("", _("as the assessment")), *choices("conditions")],
    )  # fmt: skip
    assumes = forms.CharField(
        label=_("What it assumes"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What has to be true for this story: the hour, the weather, who is on duty."),
    )  # fmt: skip
    relies_on = MeasuresField(
        label=_("What it relies on"), help_text=_("The measures that have to hold. If one fails, the story changes.")
    )
    sketch = OptionalShape(
        ("Point", "LineString", "Polygon"), label=_("Where it happens"),
        help_text=_("A point, a line or an area on the map; may stay empty."),
    )  # fmt: skip

    field_order = ["title", "narrative", "assumes", "where", "phase", "condition", "relies_on", "sketch"]

    def __init__(self, *args: Any, attack: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if attack:
            field = self.fields["phase"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("all phases")), *queries.phases()]
        else:
            del self.fields["phase"]


class WeaknessForm(ZonedForm):
    title = forms.CharField(
        label=_("What is weak here"), max_length=300,
        help_text=_("One sentence that a neighbour would understand: “Vans can reach the stalls from Mill Street.”"),
    )  # fmt: skip
    description = forms.CharField(
        label=_("What would help"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Say what has to be different, not which product to buy."),
    )  # fmt: skip
    measures = MeasuresField(label=_("What shows it on the ground"))
    marking = MarkingField()
    field_order = ["title", "description", "where", "measures", "marking"]


class PhotoForm(forms.Form):
    id = OnceField()
    photo = forms.FileField(
        label=_("Photo"), widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("Please no faces. What the camera wrote into the file, also where it was taken, is removed."),
    )  # fmt: skip
    caption = forms.CharField(
        label=_("What it shows"), max_length=300, help_text=_("In words, also for those who do not see the picture.")
    )
    taken_on = DayField(label=_("Taken on"), initial=timezone.localdate)

    def clean_taken_on(self) -> Any:
        day = self.cleaned_data["taken_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day lies ahead. Nothing was kept: give the day that the photo shows."))
        return day


class NewWeaknessForm(WeaknessForm):
    id = OnceField()


class ChangeWeaknessForm(WeaknessForm):
    state = forms.ChoiceField(label=_("State"), choices=Vulnerability.State.choices, widget=forms.RadioSelect)
    version = VersionField()
