"""Fields that plans and exercises share: a time as people write it, and a short list of words."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from parvis.web.components.clock import said

LONGEST_S = 7 * 24 * 3600


class ClockField(forms.CharField):
    """Seconds, written as minutes ("5"), minutes and seconds ("2:30") or hours too ("1:02:30")."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TextInput(
            attrs={"inputmode": "numeric", "class": "short", "placeholder": "5:00", "autocomplete": "off"}
        )
        super().__init__(widget=widget, max_length=10, **more)

    def prepare_value(self, value: Any) -> Any:
        return said(float(value)) if isinstance(value, int | float) else value

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        if not re.fullmatch(r"\d{1,5}(:[0-5]\d){0,2}", text):
            raise forms.ValidationError(_("Write minutes, such as 5, or minutes and seconds, such as 2:30."))
        parts = [int(part) for part in text.split(":")]
        seconds = parts[0] * 60 if len(parts) == 1 else sum(n * 60**power for power, n in enumerate(reversed(parts)))
        if seconds > LONGEST_S:
            raise forms.ValidationError(_("This is longer than a week."))
        return seconds


class WordsField(forms.CharField):
    """A short list, written with commas."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        words = [word.strip()[:60] for word in str(super().clean(value) or "").split(",")]
        return list(dict.fromkeys(word for word in words if word))
