"""What an engine has to say: a code with its values, and an English sentence that a caller can have translated."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Translate = Callable[[str], str]
#: Writes a number with so many decimals, as the reader is used to.
Number = Callable[[float, int], str]

PLACE = re.compile(r"%(?:%|\((?P<name>\w+)\)(?:\.(?P<decimals>\d)f|(?P<whole>d)|s))")


def gettext_noop(template: str) -> str:
    """Mark a template for the message catalogue. The engines know no catalogue: translation happens in `sentence`."""
    return template


def plain(value: float, decimals: int) -> str:
    """A number with a decimal point and a narrow space between thousands (ISO 80000-1), whatever the language."""
    return f"{value:,.{decimals}f}".replace(",", "\u202f")


def filled(template: str, values: Mapping[str, object], number: Number = plain) -> str:
    """A template with `%(name)s`, `%(name)d` or `%(name).1f` places, filled; numbers are written by `number`."""

    def fill(place: re.Match[str]) -> str:
        if place["name"] is None:
            return "%"
        value = values[place["name"]]
        if isinstance(value, int) or (isinstance(value, float) and (place["decimals"] or place["whole"])):
            return number(int(value) if place["whole"] else value, int(place["decimals"] or 0))
        return str(value)

    return PLACE.sub(fill, template)


@dataclass(frozen=True)
class Statement:
    """One thing said: `code` for programs, `template` with `%(name)s` places for people, `values` for both."""

    code: str
    values: Mapping[str, object]
    template: str

    def sentence(self, translate: Translate = str, number: Number = plain) -> str:
        """The template in the caller's language (for example `translate=gettext`), filled with the values."""
        return filled(translate(self.template), self.values, number)
