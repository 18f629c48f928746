"""The ranking with what would flip it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import may
from parvis.access.roles import Can
from parvis.content.queries import label
from parvis.people.models import Account
from parvis.solutions import queries
from parvis.solutions.models import Comparison
from parvis.web.pages.reading import signed_in
from parvis.web.templatetags.parvis import tlp


def ended(account: Account, comparison: Comparison) -> queries.Ranking:
    found = queries.ranking(account, comparison)
    if found is None:
        raise Refused(_("There is no ranking yet: it appears when the scoring has ended. Nothing was changed."))
    return found


@signed_in
def ranking(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Which option comes first, how sure that is, what would flip it, and every score behind it."""
    found = queries.comparison(account, pk)
    rows = ended(account, found)
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
