"""Released figures made ready to be looked at: percentages, words, and the table behind each picture."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.content.queries import label
from parvis.content.schemas import IndicatorsPack
from parvis.content.schemas.indicators import Item
from parvis.residents.models import Release
from parvis.residents.queries import period
from parvis.residents.rules.figures import Counted


@dataclass(frozen=True)
class IndicatorRow:
    label: str
    definition: str
    value: float
    low: float
    high: float
    shown: str  # "62 %" or "5.1 of 7"
    spread: str
    note: str


@dataclass(frozen=True)
class Choice:
    label: str
    share: float
    note: str  # "30 % · 13 people"


@dataclass(frozen=True)
class Table:
    """How often each answer was chosen, the most frequent first; `hidden` are those that may not be counted out."""

    title: str
    note: str
    rows: list[Choice]
    hidden: list[str]


@dataclass(frozen=True)
class Shown:
    n: int
    period: str
    for_partners: bool
    indicators: list[IndicatorRow]
    tables: list[Table]


def shown(release: Release, pack: IndicatorsPack) -> Shown:
    """What a page draws of one release."""
    measured, counted = release.figures["indicators"], release.figures["tables"]
    items = {item.code: item for item in pack.items}
    indicators = []
    for row in pack.indicators:
        if row.code not in measured:
            continue
        figure, item = measured[row.code], items[row.item]
        mean = None if figure["mean"] is None else number_format(figure["mean"], 1)
        value = _("%(mean)s of %(most)s") % {"mean": mean, "most": item.highest} if mean else _percent(figure["value"])
        spread = _("%(low)s to %(high)s") % {"low": _percent(figure["low"]), "high": _percent(figure["high"])}
        indicators.append(
            IndicatorRow(label(row.label), label(row.definition), figure["value"], figure["low"], figure["high"],
                         value, "" if mean else spread, f"{value} · {_answers(figure['n'])}")
        )  # fmt: skip
    tables = [_table(label(items[code].text), items[code], table) for code, table in counted.items()]
    when = period(release.first_day, release.last_day)
    return Shown(release.n, when, release.audience == Release.Audience.PARTNERS, indicators, tables)


def _table(title: str, item: Item, table: Counted) -> Table:
    names = {option.code: label(option.label) for option in item.options}
    known = {code: count for code, count in table["counts"].items() if count is not None}
    rows = [
        Choice(names[code], count / table["n"], f"{_percent(count / table['n'])} · {_people(count)}")
        for code, count in sorted(known.items(), key=lambda pair: -pair[1])
    ]
    return Table(title, _answers(table["n"]), rows, [name for code, name in names.items() if code not in known])


def _people(n: int) -> str:
    return ngettext("%(n)d person", "%(n)d people", n) % {"n": n}


def _percent(share: float) -> str:
    return _("%(percent)d %%") % {"percent": round(share * 100)}


def _answers(n: int) -> str:
    return ngettext("%(n)d answer", "%(n)d answers", n) % {"n": n}
