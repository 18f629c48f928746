"""The letters of capability targets and of capabilities as a whole: suggested with the reason, decided by the evaluator."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from parvis.access.errors import Refused
from parvis.access.queries import seen
from parvis.exercises import actions
from parvis.exercises.models import CapabilityTarget, Objective
from parvis.people.models import Account
from parvis.web.pages.exercises.after import result_page
from parvis.web.pages.exercises.gate import directed
from parvis.web.pages.exercises.lettered import Wrong
from parvis.web.pages.reading import press


@press
def rate_target(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    target = seen(account, CapabilityTarget, pk)
    return _rate(request, account, target.objective, target)


@press
def rate_capability(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    return _rate(request, account, seen(account, Objective, pk), None)


def _rate(
    request: HttpRequest, account: Account, objective: Objective, target: CapabilityTarget | None
) -> HttpResponse:
    """Decide, and come back to the same line; a refusal stands beside it with what was chosen and written."""
    found = directed(account, objective.exercise)
    rating, reason = request.POST.get("rating", ""), request.POST.get("reason", "")
    row = (target or objective).pk
    try:
        actions.rate_capability(account, objective, rating, target=target, reason=reason)
    except Refused as refused:
        return result_page(request, account, found, Wrong(row, refused.sentence, rating, reason))
    return redirect(reverse("exercises:result", args=[found.pk]) + f"#g-{row}")
