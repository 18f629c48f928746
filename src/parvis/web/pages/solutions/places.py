"""Needs, comparisons and decision of a place on one page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.access.queries import may
from parvis.access.roles import Can
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.places.queries import place as the_place
from parvis.solutions import checks, queries
from parvis.thread.queries import shown, threads
from parvis.web.pages.reading import signed_in
from parvis.web.templatetags.parvis import tlp


@signed_in
def place(request: HttpRequest, account: Account, place: str) -> HttpResponse:
    """From what is weak to what was decided, with one thing to do next."""
    found = the_place(account, place)
    thread = threads(account, [found])[found.pk]
    decisions = list(queries.decisions(account, found.pk).prefetch_related("option__answers"))
    standing = set(queries.in_force(queries.decisions(account, found.pk)).values_list("pk", flat=True))
    chosen = [row.option for row in decisions if row.pk in standing]
    met = {answer.requirement_id for option in chosen for answer in option.answers.all()}
    context = {
        "place": found,
        "tlp": tlp(found.marking),
        "links": shown(found, thread),
        "steps": sorted(checks.steps(account, found, thread), key=lambda step: step.rank),
        **_needs(account, found, met, {option.pk for option in chosen}),
        "weaknesses": queries.unanswered_weaknesses(account, found.pk)[:20],
        "comparisons": queries.counted(queries.comparisons(account, found.pk)),
        "calls": queries.calls.calls_of(account, found.pk),
        "decisions": [{"row": row, "standing": row.pk in standing} for row in decisions],
        "may_solve": may(account, Can.SOLVE, found),
    }
    return render(request, "solutions/place.html", context)


def _needs(account: Account, found: Place, met: set[Any], standing: set[Any]) -> dict[str, Any]:
    """The needs by their weakness, numbered, those that a newer one replaced apart; and the matrix of their numbers."""
    needs = list(queries.requirements(account, found.pk))
    reasons = queries.weaknesses(account, {need.vulnerability_id for need in needs})
    aims = queries.objectives(account, found.pk)
    by_weakness: dict[Any, list[dict[str, Any]]] = {need.vulnerability_id: [] for need in needs}
    order = [need for weakness in by_weakness for need in needs if need.vulnerability_id == weakness]
    for number, need in enumerate(order, 1):
        by_weakness[need.vulnerability_id].append({"need": need, "met": need.pk in met, "number": number})
    groups = [
        {"weakness": pk, "because": reasons.get(pk, ""), "objective": aims.get(pk), "needs": lines}
        for pk, lines in by_weakness.items()
    ]
    return {
        "groups": groups,
        "replaced": queries.replaced_requirements(account, found.pk),
        "matrix": queries.matrix(account, order, standing) if order else None,
    }
