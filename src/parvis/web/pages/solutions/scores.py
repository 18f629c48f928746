"""Every score with its ground, option by option."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.content.queries import label
from parvis.people.models import Account
from parvis.solutions import queries
from parvis.solutions.models import Comparison
from parvis.web.pages.reading import signed_in
from parvis.web.templatetags.parvis import tlp


@signed_in
def scores(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Who gave what, why, on what ground and how sure; what is missing is shown as missing."""
    found = queries.comparison(account, pk)
    if found.state not in {Comparison.State.SCORED, Comparison.State.DECIDED}:
        raise Refused(_("The scores can be read when the scoring has ended. Until then everybody sees only their own."))
    declared = list(queries.interests(account, found))
    scale = queries.criteria_of(found).scale
    context = {
        "comparison": found,
        "place": found.place,
        "pages": queries.sheet(account, found),
        "interests": [one for one in declared if one.concerns],
        "declared": len(declared),
        "ends": [f"{level.value} ({label(level.label)})" for level in (scale[0], scale[-1])],
        "tlp": tlp(max(found.marking, found.place.marking)),
    }
    return render(request, "solutions/scores.html", context)
