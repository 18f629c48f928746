"""The team of an assessment, and the access that comes with a seat."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import grants_at, require
from parvis.access.roles import Can
from parvis.assessment import actions, queries
from parvis.people.models import Account
from parvis.people.queries import accounts, organisations
from parvis.web.pages.assessment.forms import MemberForm
from parvis.web.pages.assessment.heads import head_of
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, press


@form_page
def team(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Who sits in the team, and a form to add somebody."""
    found = queries.assessment(account, pk)
    require(account, Can.LEAD_ASSESSMENT, found)
    form = MemberForm(request.POST or None)
    form.fields["account"].queryset = accounts()  # type: ignore[attr-defined]  # a ModelChoiceField
    form.fields["organisation"].queryset = organisations()  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_member(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _added(made.grant_id is not None))
            return redirect("assessment:team", pk=pk)
    grants = {grant.pk: grant for grant in grants_at(found.place_id)}
    members = list(queries.team(account, found))
    rows = [{"member": row, "grant": grants.get(row.grant_id) if row.grant_id else None} for row in members]
    police = any(row.is_police for row in members)
    return render(request, "assessment/team.html", {**head_of(found), "form": form, "rows": rows, "police": police})


def _added(granted: bool) -> str:  # noqa: FBT001  # one fact
    if granted:
        return _("Added, and let in at this place for ninety days, for this assessment. You can take it back any time.")
    return _("Added. They had access to this place already.")


@press
def remove(request: HttpRequest, account: Account, pk: str, member: str) -> HttpResponse:
    found = queries.assessment(account, pk)
    require(account, Can.LEAD_ASSESSMENT, found)
    row = get_object_or_404(queries.team(account, found), pk=member)
    try:
        actions.remove_member(account, row)
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("assessment:team", pk=pk)
