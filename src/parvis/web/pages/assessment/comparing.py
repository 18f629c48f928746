"""One place at two times, and beside like places."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from parvis.assessment import queries
from parvis.assessment.queries import like_places as like
from parvis.assessment.queries import over_time as times
from parvis.content.carrying import rule
from parvis.content.queries import label, term
from parvis.content.schemas import MethodPack
from parvis.people.models import Account
from parvis.places.queries import place as the_place
from parvis.web.pages.assessment.heads import head_of
from parvis.web.pages.reading import signed_in
from parvis.web.templatetags.parvis import tlp


@signed_in
def over_time(request: HttpRequest, account: Account, place: str) -> HttpResponse:
    """The assessments of a place one after the other, and two of them beside each other."""
    found = the_place(account, place)
    moments = times.series(account, found)
    two = times.two_of(moments, request.GET.get("then", ""), request.GET.get("now", ""))
    context: dict[str, Any] = {
        "place": found,
        "tlp": tlp(max([found.marking, *(moment.of.marking for moment in moments)])),
        "moments": [_moment(moment) for moment in reversed(moments)],
        "two": two,
    }
    if two:
        then, now = two
        context |= {
            "then": _moment(then),
            "now": _moment(now),
            "shown": [_moment(moment) for moment in moments if moment.shown],
            "pairs": [_pair(pair, then.method, now.method) for pair in times.pairs(account, then, now)],
            "factors": [label(factor.label) for factor in now.method.factors],
            "top": max(len(now.method.bands), 2),
            "sections": [_section(row, then.method, now.method) for row in times.sections(account, then, now)],
            "since": (since := times.since(account, then, now)),
            "noted": [(queries.measure_name(row), row.state) for row in since.new],
            "stood": [(queries.measure_name(row), row.state) for row in since.there],
            "beside": _beside(then, now),
        }
    return render(request, "assessment/over_time.html", context)


def _moment(moment: times.Moment) -> dict[str, Any]:
    method, found = moment.method, moment.proportion
    return {
        "moment": moment,
        "of": moment.of,
        "condition": term("conditions", moment.of.condition),
        "method": _("%(method)s, version %(version)s") % {"method": label(method.title), "version": method.version},
        "tier": queries.tier_words(found.tier) if found.tier else "",
        "gravest": label(method.bands[moment.gravest - 1].label) if moment.gravest else "",
    }


def _beside(then: times.Moment, now: times.Moment) -> list[str]:
    """What has to be said before two assessments are read beside each other."""
    said = []
    if then.of.condition != now.of.condition:
        words = {"then": term("conditions", then.of.condition), "now": term("conditions", now.of.condition)}
        said.append(_("Two conditions: %(then)s then, %(now)s now. What differs may lie in the condition.") % words)
    if then.of.method_urn != now.of.method_urn:
        said.append(_("Two methods: their levels and bands are shown as they were given, and not compared."))
    elif then.of.method_version != now.of.method_version:
        versions = {"then": then.of.method_version, "now": now.of.method_version}
        said.append(
            _("The method went from version %(then)s to %(now)s. Values are carried over by the rule that it states.")
            % versions
        )
        stated = rule(now.method, then.of.method_version)
        if stated:
            said.append(label(stated.words))
    return said


def _why(code: str, old: MethodPack, new: MethodPack) -> str:
    """Why a figure is not compared, for a person."""
    stated = rule(new, old.version)
    return {
        "": "",
        "method": _("not compared: another method"),
        "gone": _("not compared: the method no longer judges this"),
        "new": _("not compared: the method did not judge this then"),
        "unstated": _("not compared: the scale is another one, and the method does not say what becomes of old values"),
        "questions": _("not compared: other questions are asked"),
        "rule": _("not compared, by the rule of the method: %(words)s")
        % {"words": label(stated.words) if stated else ""},
    }[code]


def _pair(pair: times.Pair, old: MethodPack, new: MethodPack) -> dict[str, Any]:
    told = pair.now or pair.then
    assert told is not None
    words = {"higher": _("higher"), "lower": _("lower"), "same": _("the same"), "": ""}
    moved = words | {"same": ""}
    return {
        "pair": pair,
        "title": told.title,
        "zone": queries.zone_name(told),
        "renamed": pair.then.title if pair.then and pair.now and pair.then.title != pair.now.title else "",
        "factors": [
            {"factor": one, "why": _why(one.why, old, new), "words": moved[one.change]} for one in pair.factors
        ],
        "words": words[pair.change],
    }


def _section(row: times.Section, old: MethodPack, new: MethodPack) -> dict[str, Any]:
    words = {"higher": _("more is missing"), "lower": _("less is missing"), "same": _("the same"), "": ""}
    then, now = _percent(row.then), _percent(row.now)
    return {"row": row, "then": then, "now": now, "words": words[row.change], "why": _why(row.why, old, new),
            "before": _middle(row.then), "after": _middle(row.now)}  # fmt: skip


def _percent(shares: list[float]) -> str:
    """The shares of all assessors: one figure, or the lowest and the highest."""
    ends = sorted({round(100 * share) for share in shares})
    if not ends:
        return ""
    if len(ends) == 1:
        return _("%(n)s %%") % {"n": ends[0]}
    return _("%(low)s to %(high)s %%") % {"low": ends[0], "high": ends[-1]}


def _middle(shares: list[float]) -> int | None:
    return round(100 * shares[len(shares) // 2]) if shares else None


@signed_in
def like_places(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Where this place stands beside like places that the reader may see. It ranks none of them."""
    found = queries.assessment(account, pk)
    shown = like.beside(account, found)
    tier = queries.holding_of(account, found).tier
    context = {
        **head_of(found),
        "category": term("categories", found.place.category),
        "tier": queries.tier_words(tier) if tier else "",
        "others": shown.others,
        "enough": shown.enough,
        "rows": [_figure(row) for row in shown.figures if row.own is not None or row.beside],
    }
    return render(request, "assessment/like_places.html", context)


def _figure(row: like.Figure) -> dict[str, Any]:
    names = {
        "grave": _("Scenarios in the gravest bands"),
        "weak": _("Open weaknesses of the place"),
        "expected": _("Expectations of the tier that are met"),
    }
    share = row.code in {"expected", "section"}
    found = row.beside
    return {
        "row": row,
        "label": names.get(row.code) or _("Missing: %(section)s") % {"section": row.label},
        "own": _said(row.own, share=share),
        "span": _span(found, share=share) if found else "",
        "middle": _said(found.middle, share=share) if found else "",
        "share": share,
    }


def _said(value: float | None, *, share: bool) -> str:
    if value is None:
        return ""
    return _("%(n)s %%") % {"n": round(100 * value)} if share else number_format(round(value, 1))


def _span(found: Any, *, share: bool) -> str:
    low, high = _said(found.low, share=share), _said(found.high, share=share)
    return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
