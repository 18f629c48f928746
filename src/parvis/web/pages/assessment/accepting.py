"""Accepting a finding of the checks, and opening it again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.assessment import actions, queries
from parvis.people.models import Account
from parvis.thread.queries import findings, required
from parvis.web.pages.assessment.forms import AcceptForm
from parvis.web.pages.assessment.heads import head_of
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, press


@form_page
def accept(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Accept one finding for a reason, until a day; the address names the finding as it was shown."""
    found = queries.assessment(account, pk)
    require(account, Can.LEAD_ASSESSMENT, found)
    code, subject = request.GET.get("code", ""), request.GET.get("subject", "")
    still, _accepted = findings(account, found)
    named = [(one, about) for one in still for about in one.about if (one.code, about.stamp) == (code, subject)]
    if not named:
        messages.error(request, _("This finding is not open any more, or its subject has changed: look again."))
        return redirect("assessment:assessment", pk=pk)
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        know = required(account, [found])
        try:
            actions.accept_finding(account, found, code=code, subject=subject, required=know, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Accepted. It stays on the page, folded, and comes back after its day."))
            return redirect("assessment:assessment", pk=pk)
    context = {**head_of(found), "form": form, "finding": named[0][0], "about": named[0][1]}
    return render(request, "assessment/accept.html", context)


@press
def withdraw(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Open an accepted finding again."""
    found = actions.withdraw_acceptance(account, pk)
    messages.success(request, _("The finding is open again."))
    return redirect("assessment:assessment", pk=found.pk)
