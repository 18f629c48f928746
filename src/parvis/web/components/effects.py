"""What a measure does to the life of a place: bars to the left (worse) or right (better) of one line, and as words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from parvis.content.queries import label
from parvis.content.schemas import Measure
from parvis.web.components.record import percent

MOST = 2


@dataclass(frozen=True)
class Row:
    """One side effect. `value` is None where the catalogue says nothing; `side` is worse, better, even or unknown."""

    label: str
    value: int | None
    side: str
    words: str
    note: str
    x: str
    width: str


WORDS = {
    -2: _("much worse"),
    -1: _("somewhat worse"),
    0: _("about the same"),
    1: _("somewhat better"),
    2: _("much better"),
    None: _("nothing noted"),
}


def effect_words(value: int | None) -> str:
    return str(WORDS[value])


def effects(measure: Measure, names: Mapping[str, str]) -> list[Row]:
    """Every side effect of the vocabulary, in its order."""
    return [_row(measure, code, name) for code, name in names.items()]


def _row(measure: Measure, code: str, name: str) -> Row:
    found = dict(measure.side_effects).get(code)  # type: ignore[call-overload]  # the vocabulary holds the same codes
    value = found.value if found else None
    share = (value or 0) / MOST / 2
    return Row(
        label=name,
        value=value,
        side=side(value),
        words=effect_words(value),
        note=label(found.note) if found else "",
        x=percent(0.5 + min(share, 0)),
        width=percent(abs(share)),
    )


def side(value: int | None) -> str:
    """Which way a value points."""
    if value is None:
        return "unknown"
    return "even" if value == 0 else ("better" if value > 0 else "worse")
