"""The facilitator's screen, for the wall of the room: who has finished, then one scenario after another, no names."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.assessment import queries
from parvis.assessment.models import Assessment, Judgement
from parvis.assessment.rules import states
from parvis.content.queries import label
from parvis.content.schemas.method import Factor
from parvis.people.models import Account
from parvis.web.pages.assessment.heads import head_of
from parvis.web.pages.reading import signed_in


@dataclass(frozen=True)
class End:
    """What those at one end of a spread gave as their reasons, without their names."""

    level: int
    word: str
    people: int
    reasons: list[str]


@signed_in
def wall(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The whole screen; asked for by htmx, the part that changes while the experts judge or revise."""
    found = queries.assessment(account, pk)
    require(account, Can.LEAD_ASSESSMENT, found)
    context = {**head_of(found), **_shown(request, account, found), "live": found.state in states.ROUND}
    part = "assessment/parts/wall.html" if request.headers.get("HX-Request") else "assessment/wall.html"
    return render(request, part, context)


def _shown(request: HttpRequest, account: Account, found: Assessment) -> dict[str, Any]:
    if found.state in states.BLIND:
        seats = queries.progress(account, found)
        return {"blind": True, "number": 1, "seats": len(seats), "finished": sum(seat.whole for seat in seats)}
    sheet = queries.sheet(account, found)
    rows = sorted(sheet.rows if sheet else [], key=_apart, reverse=True)
    if not rows:
        return {"blind": False, "empty": True, "number": 1}
    number = min(max(_whole(request.GET.get("s", "")), 1), len(rows))
    return _item(account, found, rows[number - 1]) | {
        "number": number,
        "total": len(rows),
        "before": number - 1 or None,
        "after": number + 1 if number < len(rows) else None,
        "knowledge": queries.knowledge_words(rows[number - 1].knowledge),
    }


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("1000000") else 1


def _apart(row: queries.RiskRow) -> tuple[bool, int, int]:
    """How far the experts are apart: the room begins where it differs most."""
    return row.wide, row.high - row.low, max(spread.width for spread in row.factors.values())


def _item(account: Account, found: Assessment, row: queries.RiskRow) -> dict[str, Any]:
    method = queries.method_of(found)
    given = [one for one in queries.judgements_visible(account, found) if one.scenario_id == row.scenario.pk]
    standing = [one for one in given if one.standing]
    widest = max(method.factors, key=lambda factor: row.factors[factor.code].width)
    return {
        "blind": False,
        "empty": False,
        "row": row,
        "zone": queries.zone_name(row.scenario),
        "factors": [
            {
                "label": label(factor.label),
                "low": factor.values[0],
                "top": factor.values[-1],
                "spread": row.factors[factor.code],
                "widest": factor == widest and bool(row.factors[factor.code].width),
            }
            for factor in method.factors
        ],
        "ends": _ends(widest, row, standing) if row.factors[widest.code].width else [],
        "about": label(widest.label),
        "question": label(widest.question),
        "revised": sum(one.round > 1 for one in standing),
    }


def _ends(factor: Factor, row: queries.RiskRow, standing: list[Judgement]) -> list[End]:
    words = {level.value: label(level.label) for level in factor.levels}
    spread = row.factors[factor.code]
    ends = []
    for level in (spread.high, spread.low):
        there = [one for one in standing if one.values[factor.code] == level]
        reasons = sorted(one.revision or one.reason for one in there if one.revision or one.reason)
        ends.append(End(level, words[level], len(there), reasons))
    return ends
