"""What engines say, in the reader's language: their sentences, and the numbers in them."""

from collections.abc import Iterable
from math import isnan
from typing import Protocol

from django.utils.formats import number_format
from django.utils.translation import gettext, pgettext

from parvis.engines.statement import Number, Translate


class Sayable(Protocol):
    def sentence(self, translate: Translate, number: Number) -> str: ...


def figure(value: float, decimals: int = 0) -> str:
    """A number as the reader writes it. Django cuts decimals off; here they are rounded."""
    return number_format(round(value, decimals), decimals, force_grouping=True)


def listed(words: Iterable[str]) -> str:
    """Several sayings in one line, parted as the reader's language parts them."""
    return pgettext("between the parts of a list", "; ").join(words)


def said(statement: Sayable) -> str:
    """A sentence of an engine."""
    return statement.sentence(gettext, figure)


def timed(seconds: float | None) -> str:
    """A time on the clock of a plan or an exercise: 04:05, or 1:02:07 beyond the hour; nothing where it is not known."""
    if seconds is None or isnan(seconds):
        return ""
    minutes, rest = divmod(abs(round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    sign = "-" if round(seconds) < 0 else ""
    return f"{sign}{hours}:{minutes:02d}:{rest:02d}" if hours else f"{sign}{minutes:02d}:{rest:02d}"
