"""Forms for where measures stand, what they cost over the years, the next stage, and what is left of a risk."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.content.queries import label
from parvis.content.schemas import Measure, MethodPack
from parvis.solutions.actions.shaping import SHAPES
from parvis.solutions.models import DesignStage, Placement
from parvis.solutions.queries import Shift
from parvis.solutions.rules import ITEMS
from parvis.web.pages.assessment.forms import OptionalShape, ZonedForm
from parvis.web.pages.forms import DayField, OnceField, VersionField


class PlacementForm(ZonedForm):
    measure = forms.ChoiceField(label=_("Measure"))
    quantity = forms.DecimalField(label=_("How much"), required=False, max_digits=9, decimal_places=2, localize=True)
    unit = forms.ChoiceField(label=_("Unit"), required=False, choices=[("", "—"), *Placement.Unit.choices])
    note = forms.CharField(label=_("Note"), required=False, max_length=300)
    geometry = OptionalShape(
        SHAPES, label=_("Where it stands"),
        help_text=_("A point, a line or an area on the map. Without one it stands in its zone, or in the whole place."),
    )  # fmt: skip

    field_order = ["measure", "quantity", "unit", "where", "note", "geometry"]
    FACTS = ("measure", "quantity", "unit", "note", "geometry")

    def __init__(self, *args: Any, held: Iterable[Measure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [(row.id, label(row.label)) for row in held]  # type: ignore[attr-defined]


class NewPlacementForm(PlacementForm):
    id = OnceField()


class MovePlacementForm(PlacementForm):
    version = VersionField()


COST_LABELS: dict[str, tuple[Any, Any]] = {
    "purchase": (_("Purchase, in euros"), ""),
    "installation": (_("Installation and works, in euros"), ""),
    "training": (_("Training at the start, in euros"), ""),
    "operation": (_("Operation each year, in euros"), _("Energy, connections, licences, storage, insurance.")),
    "maintenance": (_("Maintenance each year, in euros"), ""),
    "staff_hours": (_("Staff hours each year"), ""),
    "hour_cost": (_("Cost of one staff hour, in euros"), ""),
    "end_of_life": (_("Taking down at the end, in euros"), ""),
    "residual_value": (_("Value that is left at the end, in euros"), ""),
    "years": (_("Over how many years"), _("From 1 to 60.")),
    "discount_rate": (
        _("Discount rate, in percent"),
        _("What your finance department uses; 0 adds the years up as they are."),
    ),
}


class CostForm(forms.Form):
    """Each item may stay empty: what nobody knows is shown as missing."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in ITEMS:
            title, hint = COST_LABELS[item]
            self.fields[item] = forms.FloatField(
                label=title,
                help_text=hint,
                required=False,
                localize=True,
                widget=forms.TextInput({"inputmode": "decimal"}),
            )

    @property
    def costs(self) -> dict[str, float]:
        return {item: self.cleaned_data[item] for item in ITEMS if self.cleaned_data.get(item) is not None}


class StageForm(forms.Form):
    kind = forms.ChoiceField(label=_("Next stage"), widget=forms.RadioSelect)
    dated = DayField(label=_("As of"), initial=timezone.localdate)
    note = forms.CharField(
        label=_("What changed since the stage before"), required=False, max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, later: Sequence[DesignStage.Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in later]  # type: ignore[attr-defined]


class RiskForm(forms.Form):
    """A level for each factor, none of which is chosen for the reader."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    def __init__(self, *args: Any, method: MethodPack, shift: Shift | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.method = method
        for factor in method.factors:
            before = shift.before.factors[factor.code].median if shift and shift.before else None
            choices: list[tuple[str, Any]] = [("", _("not judged"))]
            for level in factor.levels:
                words = f"{level.value} · {label(level.label)}"
                now = _("%(level)s (as before)") % {"level": words} if level.value == before else words
                choices.append((str(level.value), now))
            self.fields[factor.code] = forms.TypedChoiceField(
                label=label(factor.label), help_text=label(factor.question), required=False, coerce=int, empty_value=None,
                widget=forms.RadioSelect, choices=choices,
            )  # fmt: skip
        self.fields["reason"] = forms.CharField(
            label=_("What the measures change, and why you believe it"), max_length=500,
            widget=forms.Textarea(attrs={"rows": 3}),
        )  # fmt: skip
        self.fields["why_higher"] = forms.CharField(
            label=_("Only where it gets worse: why"), max_length=500, required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )  # fmt: skip

    @property
    def levels(self) -> dict[str, int]:
        codes = [factor.code for factor in self.method.factors]
        return {code: self.cleaned_data[code] for code in codes if self.cleaned_data.get(code) is not None}
