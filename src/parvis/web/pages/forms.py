"""Two habits of every form: sent twice it writes once, and a stale one overwrites nothing."""

import uuid
from typing import Any

import shapely
from django import forms
from django.utils.translation import gettext_lazy as _
from shapely.geometry.base import BaseGeometry

from parvis.access.errors import Refused
from parvis.access.models import Marking
from parvis.places.actions.register import shape_refusal
from parvis.places.rules import BadShape, parse_shape


class OnceField(forms.UUIDField):
    """The id of what the form makes, chosen when the form was shown: sent twice, it names the same record."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, initial=uuid.uuid4)


class VersionField(forms.IntegerField):
    """The version of the record that the form showed."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, min_value=1)


class MarkingField(forms.TypedChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label=_("Marking"),
            choices=Marking.choices,
            coerce=int,
            initial=Marking.AMBER_STRICT,
            help_text=_("Who may know. AMBER+STRICT: those in your organisation who need to."),
        )


class DayField(forms.DateField):
    """A day in the browser's own picker, which reads and writes ISO days whatever the language of the page."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class ShapeField(forms.CharField):
    """A shape drawn on the map, or pasted as GeoJSON where there is no map."""

    def __init__(self, kinds: tuple[str, ...], **more: Any) -> None:
        self.kinds = kinds
        super().__init__(widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}), **more)

    def prepare_value(self, value: Any) -> Any:
        return shapely.to_geojson(value) if isinstance(value, BaseGeometry) else value

    def clean(self, value: Any) -> BaseGeometry:
        text = super().clean(value)
        try:
            return parse_shape(text, self.kinds)
        except BadShape as bad:
            raise forms.ValidationError(shape_refusal(bad.code)) from None


def blame(form: forms.Form, refused: Refused) -> None:
    """Put the sentence of a refusal beside the field that it is about."""
    form.add_error(refused.field if refused.field in form.fields else None, refused.sentence)
