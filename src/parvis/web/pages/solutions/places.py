"""Needs, comparisons and decision of a place on one page, and the forms for needs."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import may, require, visible_to
from parvis.access.roles import Can
from parvis.assessment.models import Vulnerability
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.places.queries import place as the_place
from parvis.solutions import actions, checks, queries
from parvis.solutions.models import Requirement
from parvis.thread.queries import shown, threads
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, signed_in
from parvis.web.pages.solutions.forms import ChangeRequirementForm, NewRequirementForm
from parvis.web.templatetags.parvis import tlp


@signed_in
def place(request: HttpRequest, account: Account, place: str) -> HttpResponse:
    """From what is weak to what was decided, with one thing to do next."""
    found = the_place(account, place)
    thread = threads(account, [found])[found.pk]
    steps = sorted(checks.steps(account, found, thread), key=lambda step: step.rank)
    needs = list(queries.requirements(account, found.pk))
    reasons = queries.weaknesses(account, {need.vulnerability_id for need in needs})
    decisions = list(queries.decisions(account, found.pk).prefetch_related("option__answers"))
    standing = set(queries.in_force(queries.decisions(account, found.pk)).values_list("pk", flat=True))
    met = {a.requirement_id for row in decisions if row.pk in standing for a in row.option.answers.all()}
    context = {
        "place": found,
        "tlp": tlp(found.marking),
        "links": shown(found, thread),
        "steps": steps,
        "needs": [
            {"need": need, "met": need.pk in met, "because": reasons.get(need.vulnerability_id, "")} for need in needs
        ],
        "weaknesses": queries.unanswered_weaknesses(account, found.pk)[:20],
        "comparisons": queries.counted(queries.comparisons(account, found.pk)),
        "calls": queries.calls.calls_of(account, found.pk),
        "decisions": [{"row": row, "standing": row.pk in standing} for row in decisions],
        "may_solve": may(account, Can.SOLVE, found),
    }
    return render(request, "solutions/place.html", context)


@form_page
def new_requirement(request: HttpRequest, account: Account, weakness: str) -> HttpResponse:
    """Write what has to hold so that a weakness is answered."""
    found: Vulnerability = queries.weakness(account, weakness)
    require(account, Can.SOLVE, found)
    form = NewRequirementForm(request.POST or None, initial={"marking": found.marking})
    if request.method == "POST" and form.is_valid():
        try:
            if not visible_to(account, Requirement).filter(pk=form.cleaned_data["id"]).exists():
                actions.write_requirement(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("The need is written down."))
            return redirect(reverse("solutions:place", args=[found.place_id]) + "#needs")
    return render(request, "solutions/requirement.html", _shown(found.place, form, found))


@form_page
def change_requirement(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Change a need; a stale form overwrites nothing."""
    found = queries.requirement(account, pk)
    require(account, Can.SOLVE, found)
    names = ("text", "priority", "metric", "threshold", "marking", "version")
    form = ChangeRequirementForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_requirement(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect(reverse("solutions:place", args=[found.place_id]) + "#needs")
    return render(request, "solutions/requirement.html", _shown(found.place, form, _weakness(account, found), found))


def _weakness(account: Account, need: Requirement) -> Vulnerability | None:
    """The weakness behind a need, where the reader may know it."""
    return visible_to(account, Vulnerability).filter(pk=need.vulnerability_id).first()


def _shown(
    place: Place, form: object, weakness: Vulnerability | None, need: Requirement | None = None
) -> dict[str, object]:
    marking = max(thing.marking for thing in (place, weakness, need) if thing is not None)
    return {"weakness": weakness, "place": place, "form": form, "need": need, "tlp": tlp(marking)}
