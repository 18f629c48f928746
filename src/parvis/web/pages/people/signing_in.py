"""For the administrator: a link for a new password, and a second factor that is gone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.people import actions, queries
from parvis.people.models import Account
from parvis.web.pages.forms import blame
from parvis.web.pages.people.forms import FactorForm
from parvis.web.pages.people.reading import FACTORS, person_for
from parvis.web.pages.reading import form_page, press


def shown_once(request: HttpRequest, person: Account, made: actions.SignInLink) -> HttpResponse:
    """The page with the link. Nothing keeps it: who leaves the page makes another one."""
    address = reverse("account_reset_password_from_key", kwargs={"uidb36": made.uid, "key": made.key})
    context = {"person": person, "address": request.build_absolute_uri(address), "until": made.until}
    return render(request, "people/link.html", context)


@press
def link(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    person = person_for(account, pk)
    try:
        made = actions.make_sign_in_link(account, person)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("people:person", pk=pk)
    return shown_once(request, person, made)


@form_page
def factors(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """What is taken away, and why."""
    person = person_for(account, pk)
    form = FactorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.remove_second_factors(account, person, form.cleaned_data["why"])
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("The second factor is removed. The person signs in with the password alone."))
            return redirect("people:person", pk=pk)
    held = [FACTORS[kind] for kind in queries.second_factors(person)]
    return render(request, "people/factors.html", {"person": person, "form": form, "held": held})
