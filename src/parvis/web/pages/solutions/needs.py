"""Writing an objective and its needs, with help for the first words."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.assessment.models import Vulnerability
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.solutions import actions, queries
from parvis.solutions.models import Requirement
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page
from parvis.web.pages.solutions.drafting import drafts, initial
from parvis.web.pages.solutions.needforms import (
    ChangeRequirementForm,
    NewRequirementForm,
    ObjectiveForm,
    RequirementForm,
)
from parvis.web.templatetags.parvis import tlp


@form_page
def objective(request: HttpRequest, account: Account, weakness: str) -> HttpResponse:
    """Say what is to be different once a weakness is answered."""
    found: Vulnerability = queries.weakness(account, weakness)
    require(account, Can.SOLVE, found)
    now = queries.objective(account, found)
    form = ObjectiveForm(request.POST or None, initial={"text": now.text, "version": now.version} if now else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_objective(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("The objective is written down."))
            return _to_the_needs(found.place)
    context = {
        "place": found.place,
        "weakness": found,
        "form": form,
        "tlp": tlp(max(found.marking, found.place.marking)),
    }
    return render(request, "solutions/objective.html", context)


@form_page
def new(request: HttpRequest, account: Account, weakness: str) -> HttpResponse:
    """Write what has to hold so that a weakness is answered; `?say=` takes up a draft."""
    found: Vulnerability = queries.weakness(account, weakness)
    require(account, Can.SOLVE, found)
    say = request.GET.get("say", "")
    form = NewRequirementForm(request.POST or None, initial=initial(found, say) | {"marking": found.marking})
    if request.method == "POST" and form.is_valid() and _write(request, account, found, form):
        return _to_the_needs(found.place)
    return render(request, "solutions/requirement.html", _shown(account, found.place, form, found, say=say))


@form_page
def renew(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Write a need that takes the place of one whose words may no longer change."""
    earlier = queries.requirement(account, pk)
    require(account, Can.SOLVE, earlier)
    found = queries.weakness(account, earlier.vulnerability_id)
    form = NewRequirementForm(
        request.POST or None, initial={name: getattr(earlier, name) for name in RequirementForm.FACTS}
    )
    if request.method == "POST" and form.is_valid() and _write(request, account, found, form, replaces=earlier):
        return _to_the_needs(found.place)
    context = _shown(account, found.place, form, found) | {"earlier": earlier}
    return render(request, "solutions/requirement.html", context)


def _write(
    request: HttpRequest,
    account: Account,
    weakness: Vulnerability,
    form: NewRequirementForm,
    replaces: Requirement | None = None,
) -> bool:
    """Write what the form holds, once; a refusal stays beside its field."""
    try:
        if not visible_to(account, Requirement).filter(pk=form.cleaned_data["id"]).exists():
            actions.write_requirement(account, weakness, replaces=replaces, **form.cleaned_data)
    except Refused as refused:
        blame(form, refused)
        return False
    messages.success(request, _("The need is written down."))
    return True


@form_page
def change(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Change a need; a stale form overwrites nothing."""
    found = queries.requirement(account, pk)
    require(account, Can.SOLVE, found)
    names = (*RequirementForm.FACTS, "version")
    form = ChangeRequirementForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_requirement(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Saved."))
            return _to_the_needs(found.place)
    weakness = visible_to(account, Vulnerability).filter(pk=found.vulnerability_id).first()
    context = _shown(account, found.place, form, weakness, found) | {"settled": queries.settled_by(found)}
    return render(request, "solutions/requirement.html", context)


def _to_the_needs(place: Place) -> HttpResponse:
    return redirect(reverse("solutions:place", args=[place.pk]) + "#needs")


def _shown(
    account: Account,
    place: Place,
    form: RequirementForm,
    weakness: Vulnerability | None,
    need: Requirement | None = None,
    *,
    say: str = "",
) -> dict[str, object]:
    marking = max(thing.marking for thing in (place, weakness, need) if thing is not None)
    return {
        "weakness": weakness,
        "objective": queries.objective(account, weakness) if weakness else None,
        "drafts": drafts(weakness, say) if weakness and need is None else [],
        "place": place,
        "form": form,
        "need": need,
        "earlier": None,
        "settled": "",
        "tlp": tlp(marking),
    }
