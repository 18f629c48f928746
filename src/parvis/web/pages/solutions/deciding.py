"""The ranking with what would flip it, the decision, and its record."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import may, require, visible_to
from parvis.access.roles import Can
from parvis.content.queries import label
from parvis.people.models import Account
from parvis.solutions import actions, queries
from parvis.solutions.models import Comparison, Decision
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, signed_in
from parvis.web.pages.solutions.comparing import cards
from parvis.web.pages.solutions.forms import DecisionForm
from parvis.web.templatetags.parvis import tlp


def _ranking(account: Account, comparison: Comparison) -> queries.Ranking:
    found = queries.ranking(account, comparison)
    if found is None:
        raise Refused(_("There is no ranking yet: it appears when the scoring has ended. Nothing was changed."))
    return found


@signed_in
def ranking(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Which option comes first, how sure that is, what would flip it, and every score behind it."""
    found = queries.comparison(account, pk)
    rows = _ranking(account, found)
    scale = queries.criteria_of(found).scale
    whole = [(row.option.name, row.cells) for row in rows.placed] + [(row.option.name, row.cells) for row in rows.out]
    context = {
        "comparison": found,
        "place": found.place,
        "ranking": rows,
        "bars": [{"label": row.option.name, "probabilities": row.probabilities} for row in rows.placed],
        "ends": [f"{level.value} ({label(level.label)})" for level in (scale[0], scale[-1])],
        "names": [name for name, _cells in whole],
        "table": [
            {"criterion": criterion, "cells": [(name, cells[at]) for name, cells in whole]}
            for at, criterion in enumerate(rows.criteria)
        ],
        "decision": queries.decisions(account, found.place_id).filter(comparison=found).first(),
        "may_decide": may(account, Can.DECIDE, found) and found.state == Comparison.State.SCORED,
        "tlp": tlp(max(found.marking, found.place.marking)),
    }
    return render(request, "solutions/ranking.html", context)


@form_page
def decide(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Write down what is chosen, why, and who sees it otherwise."""
    found = queries.comparison(account, pk)
    require(account, Can.DECIDE, found)
    sent = _already(request, account, found)
    if sent:
        return redirect("solutions:decision", pk=sent.pk)
    rows = _ranking(account, found)
    choices = queries.options(account, found.pk).order_by("created", "pk")
    form = DecisionForm(request.POST or None, choices=choices)
    if request.method == "POST" and form.is_valid():
        try:
            facts = {name: value for name, value in form.cleaned_data.items() if name != "option"}
            made = actions.decide(account, found, form.cleaned_data["option"], **facts)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("solutions:decision", pk=made.pk)
    context = {"comparison": found, "place": found.place, "form": form, "ranking": rows,
               "tlp": tlp(max(found.marking, found.place.marking))}  # fmt: skip
    return render(request, "solutions/decide.html", context)


def _already(request: HttpRequest, account: Account, comparison: Comparison) -> Decision | None:
    """The decision that this form has made already, when it is sent twice."""
    decided = visible_to(account, Decision).filter(comparison=comparison)
    return next((row for row in decided if str(row.pk) == request.POST.get("id")), None)


@signed_in
def decision(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The record of a decision."""
    found = queries.decision(account, pk)
    shown = cards(account, found.comparison, {})
    later = queries.decisions(account, found.place_id).filter(comparison__supersedes=found).first()
    context = {
        "decision": found,
        "replaced_by": later,
        "over": found.review < timezone.localdate(),
        "comparison": found.comparison,
        "place": found.place,
        "chosen": next(card for card in shown if card.option.pk == found.option_id),
        "others": [card for card in shown if card.option.pk != found.option_id],
        "may_solve": may(account, Can.SOLVE, found),
        "may_plan": may(account, Can.PLAN, found),
        "tlp": tlp(max(found.comparison.marking, found.place.marking)),
    }
    return render(request, "solutions/decision.html", context)
