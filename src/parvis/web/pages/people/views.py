"""People: what I may do here, and for the administrator, who may sign in and as what."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.people import actions, queries
from parvis.people.models import Account, Role
from parvis.web.pages.forms import blame
from parvis.web.pages.people.forms import AccountForm, OrganisationForm, RoleForm
from parvis.web.pages.people.reading import FACTORS, administrator, person_for
from parvis.web.pages.people.signing_in import shown_once
from parvis.web.pages.reading import form_page, press, signed_in


def _factors(person: Account) -> list[str]:
    return [str(FACTORS[kind]) for kind in queries.second_factors(person)]


@signed_in
def me(request: HttpRequest, account: Account) -> HttpResponse:
    return render(
        request, "people/me.html", {"memberships": queries.memberships(account), "factors": _factors(account)}
    )


@signed_in
def listing(request: HttpRequest, account: Account) -> HttpResponse:
    administrator(account)
    return render(request, "people/list.html", {"accounts": queries.every_account()})


@form_page
def new(request: HttpRequest, account: Account) -> HttpResponse:
    administrator(account)
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            with transaction.atomic():  # no account without its role
                opened = actions.open_account(
                    account, email=facts["email"], name=facts["name"], password=facts["password"] or None
                )
                actions.give_role(account, opened, facts["organisation"], facts["role"], facts["until"])
                made = None if facts["password"] else actions.make_sign_in_link(account, opened)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("The account is open."))
            return shown_once(request, opened, made) if made else redirect("people:list")
    return render(request, "people/new.html", {"form": form, "title": _("Open an account")})


@form_page
def new_organisation(request: HttpRequest, account: Account) -> HttpResponse:
    """Another body that takes part: the police, the fire service, an operator, a neighbouring town."""
    administrator(account)
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.found_organisation(account, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("The organisation is known now."))
            return redirect("people:new")
    return render(request, "people/new.html", {"form": form, "title": _("New organisation")})


@form_page
def person(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """One account: its roles, a further one, and whether it may sign in."""
    found = person_for(account, pk)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_role(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("The role is given."))
            return redirect("people:person", pk=pk)
    return render(request, "people/person.html", {"person": found, "form": form, "factors": _factors(found)})


def _after(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Back to the account, or to one's own page for whoever has just given up the administration."""
    still = queries.memberships(account).filter(role=Role.ADMINISTRATOR).exists()
    return redirect("people:person", pk=pk) if still else redirect("people:me")


@press
def take_role(request: HttpRequest, account: Account, pk: str, membership: str) -> HttpResponse:
    try:
        actions.take_role(account, person_for(account, pk), membership)
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("The role is taken back."))
    return _after(request, account, pk)


@press
def suspend(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    try:
        actions.suspend_account(account, person_for(account, pk))
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("The account can no longer sign in."))
    return redirect("people:person", pk=pk)


@press
def reopen(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    try:
        actions.reopen_account(account, person_for(account, pk))
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("The account can sign in again."))
    return redirect("people:person", pk=pk)
