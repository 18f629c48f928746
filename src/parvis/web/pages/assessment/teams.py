"""The team of an assessment, the access that comes with a seat, and the links by which people are invited."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import grants_at, require
from parvis.access.roles import Can
from parvis.assessment import actions, queries
from parvis.assessment.models import Assessment
from parvis.people.models import Account
from parvis.people.queries import accounts, organisations
from parvis.web.pages.assessment.forms import InviteForm, MemberForm
from parvis.web.pages.assessment.heads import head_of
from parvis.web.pages.assessment.inviting import Link, invited
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, press


@dataclass(frozen=True)
class Forms:
    """What the page asks: somebody of the list, or an address; and the link that was just made."""

    member: MemberForm
    invite: InviteForm
    link: Link | None = None


def _led(account: Account, pk: str) -> Assessment:
    found = queries.assessment(account, pk)
    require(account, Can.LEAD_ASSESSMENT, found)
    return found


@form_page
def team(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Who sits in the team, and a form to add somebody."""
    found = _led(account, pk)
    form = _member_form(request)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_member(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _added(made.grant_id is not None))
            return redirect("assessment:team", pk=pk)
    return _shown(request, account, found, Forms(form, InviteForm(auto_id="invite_%s")))


@press
def invite(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Invite somebody by a link, which this one answer shows and no other."""
    found = _led(account, pk)
    form = InviteForm(request.POST, auto_id="invite_%s")
    link = invited(request, account, found, form) if form.is_valid() else None
    fresh = InviteForm(auto_id="invite_%s") if link else form
    return _shown(request, account, found, Forms(_member_form(None), fresh, link))


def _member_form(request: HttpRequest | None) -> MemberForm:
    form = MemberForm(request.POST or None if request else None)
    form.fields["account"].queryset = accounts()  # type: ignore[attr-defined]  # a ModelChoiceField
    form.fields["organisation"].queryset = organisations()  # type: ignore[attr-defined]
    return form


def _shown(request: HttpRequest, account: Account, found: Assessment, forms: Forms) -> HttpResponse:
    grants = {grant.pk: grant for grant in grants_at(found.place_id)}
    members = list(queries.team(account, found))
    context = {
        **head_of(found),
        "form": forms.member,
        "invite": forms.invite,
        "link": forms.link,
        "rows": [{"member": row, "grant": grants.get(row.grant_id) if row.grant_id else None} for row in members],
        "waiting": [{"invitation": row, "state": queries.standing(row)} for row in queries.invitations(account, found)],
        "police": any(row.is_police for row in members),
    }
    response = render(request, "assessment/team.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _added(granted: bool) -> str:  # noqa: FBT001  # one fact
    if granted:
        return _("Added, and let in at this place for ninety days, for this assessment. You can take it back any time.")
    return _("Added. They had access to this place already.")


@press
def remove(request: HttpRequest, account: Account, pk: str, member: str) -> HttpResponse:
    found = _led(account, pk)
    row = get_object_or_404(queries.team(account, found), pk=member)
    try:
        actions.remove_member(account, row)
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("assessment:team", pk=pk)


@press
def withdraw(request: HttpRequest, account: Account, pk: str, invitation: str) -> HttpResponse:
    """Make a link worthless; its address is forgotten."""
    found = _led(account, pk)
    row = get_object_or_404(queries.invitations(account, found), pk=invitation)
    actions.withdraw(account, row)
    messages.success(request, _("Withdrawn: the link leads nowhere, and its address is forgotten."))
    return redirect("assessment:team", pk=pk)
