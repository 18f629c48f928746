"""The result: every expert's values, the spread, the agreement, and how sure the order is."""

from collections import defaultdict
from dataclasses import dataclass
from math import isnan
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from parvis.access.queries import may
from parvis.access.roles import Can
from parvis.assessment import queries
from parvis.assessment.models import Assessment, Judgement
from parvis.assessment.rules import states
from parvis.assessment.rules.result import Spread
from parvis.content.queries import label
from parvis.content.schemas import MethodPack
from parvis.content.schemas.outcome import Formula, Grids
from parvis.people.models import Account
from parvis.thread.queries import examined
from parvis.web.pages.assessment.expected import expected_of
from parvis.web.pages.assessment.heads import checks_of, head_of, stages
from parvis.web.pages.reading import signed_in


@dataclass(frozen=True)
class Value:
    """One figure of one expert; `before` is that of the first round where it was revised."""

    factor: str
    value: int
    label: str
    before: int | None
    span: str = ""


@dataclass(frozen=True)
class Voice:
    """What one expert gave one scenario."""

    who: str
    values: list[Value]
    confidence: str
    reason: str
    revised: bool
    revision: str


@signed_in
def result(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The risk list with everybody in it. While each judges alone it says so, and shows nothing."""
    found = queries.assessment(account, pk)
    read = examined(account, found)
    shown = read.sheet
    voices = _voices(account, found) if shown else {}
    method = queries.method_of(found)
    context = {
        **head_of(found),
        "stages": stages(found),
        "sheet": shown,
        "more": max(len(shown.statements) - 2, 0) if shown else 0,
        "interval": _interval(shown) if shown else "",
        "blind": found.state in states.BLIND,
        "rows": [_row(number, row, method, voices[row.scenario.pk]) for number, row in _numbered(shown)],
        "factors": [label(factor.label) for factor in method.factors],
        "grid": _grid(method),
        "axes": _axes(method),
        "formula": label(method.outcome.words) if isinstance(method.outcome, Formula) else "",
        **checks_of(read),
        **expected_of(account, found),
        "filled": queries.filled(account, found),
        "weaknesses": queries.weaknesses_of(account, found),
        "lead": may(account, Can.LEAD_ASSESSMENT, found),
        "may_revise": _may_revise(account, found),
    }
    return render(request, "assessment/result.html", context)


def _numbered(shown: queries.Sheet | None) -> list[tuple[int, queries.RiskRow]]:
    return list(enumerate(shown.rows, 1)) if shown else []


def _may_revise(account: Account, found: Assessment) -> bool:
    return found.state == states.DISCUSSING and may(account, Can.JUDGE, found) and queries.is_judge(account, found)


def _grid(method: MethodPack) -> list[list[int]]:
    """The last grid of a method, its bands counted from 1; empty under a formula."""
    if not isinstance(method.outcome, Grids):
        return []
    places = {band.value: place for place, band in enumerate(method.bands, 1)}
    return [[places[cell] for cell in row] for row in method.outcome.grids[-1].values]


def _axes(method: MethodPack) -> dict[str, str]:
    """What stands on the rows and on the columns of the last grid."""
    if not isinstance(method.outcome, Grids):
        return {}
    words = {factor.code: label(factor.label) for factor in method.factors}
    words |= {grid.code: label(grid.label) for grid in method.outcome.grids}
    last = method.outcome.grids[-1]
    return {"rows": words[last.rows], "columns": words[last.columns]}


def _interval(shown: queries.Sheet) -> str:
    """Between which ends agreement lies, where that can be said."""
    low, high = shown.interval
    if isnan(low) or isnan(shown.alpha) or round(low, 2) == round(high, 2):
        return ""  # too few scenarios to draw others from
    return _("Had other scenarios been taken, it would lie between %(low)s and %(high)s.") % {
        "low": number_format(round(low, 2), 2),
        "high": number_format(round(high, 2), 2),
    }


def _row(number: int, row: queries.RiskRow, method: MethodPack, voices: list[Voice]) -> dict[str, Any]:
    low, high = row.ranks
    return {
        "number": number,
        "risk": row,
        "zone": queries.zone_name(row.scenario),
        "knowledge": queries.knowledge_words(row.knowledge),
        "ranks": str(low) if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high},
        "factors": [
            {
                "label": label(factor.label),
                "low": factor.values[0],
                "top": factor.values[-1],
                "spread": row.factors[factor.code],
                "mean": _mean(row.factors[factor.code], voices, label(factor.label)),
            }
            for factor in method.factors
        ],
        "voices": voices,
        "revised": sum(voice.revised for voice in voices),
    }


def _voices(account: Account, found: Assessment) -> dict[UUID, list[Voice]]:
    """Per scenario what each expert gave, the second round beside the first."""
    method = queries.method_of(found)
    rounds: dict[tuple[UUID, UUID], list[Judgement]] = defaultdict(list)
    for row in queries.judgements_visible(account, found):
        rounds[row.scenario_id, row.expert_id].append(row)
    voices: dict[UUID, list[Voice]] = defaultdict(list)
    for (scenario, _expert), rows in rounds.items():
        voices[scenario].append(_voice(method, sorted(rows, key=lambda row: row.round)))
    return {pk: sorted(found, key=lambda voice: voice.who) for pk, found in voices.items()}


def _voice(method: MethodPack, rows: list[Judgement]) -> Voice:
    first, last = rows[0], rows[-1]
    values = []
    for factor in method.factors:
        name, words = factor.code, {level.value: label(level.label) for level in factor.levels}
        now, before = last.values[name], first.values[name]
        span = _span(last, name)
        values.append(Value(label(factor.label), now, words.get(now, ""), before if before != now else None, span))
    sure = {level.value: label(level.label) for level in method.confidence or []}
    revised = any(value.before is not None for value in values)
    return Voice(str(last.expert), values, sure.get(last.confidence, ""), last.reason, revised, last.revision)


def _mean(spread: Spread, voices: list[Voice], factor: str) -> str:
    """The mean of the experts' ranges, where somebody gave one; a bare level is no range."""
    if not any(value.span for voice in voices for value in voice.values if value.factor == factor):
        return ""
    low, best, high = (number_format(round(part, 1), 1) for part in spread.mean)
    return _("mean of the ranges: %(best)s, between %(low)s and %(high)s") % {"best": best, "low": low, "high": high}


def _span(given: Judgement, factor: str) -> str:
    """The range around a best value, in words; empty where none was given."""
    if factor not in given.ranges:
        return ""
    low, high, sure = given.ranges[factor]
    return _("%(low)s to %(high)s, %(sure)s %% sure") % {"low": low, "high": high, "sure": sure}
