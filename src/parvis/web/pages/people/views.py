"""People: what I may do here, and for the administrator, who may sign in and as what."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from parvis.access.errors import NotAllowed, Refused
from parvis.access.queries import reach
from parvis.access.roles import Can
from parvis.people import actions, queries
from parvis.people.models import Account, Role
from parvis.web.pages.forms import blame
from parvis.web.pages.people.forms import AccountForm, OrganisationForm, RoleForm
from parvis.web.pages.reading import form_page, press, signed_in


def _administrator(account: Account) -> None:
    if not reach(account).may_anywhere(Can.MANAGE_PEOPLE):
        raise NotAllowed(_("Only an administrator of the installation manages people."))


def _person(account: Account, pk: str) -> Account:
    """The account of somebody else, or one's own, for the administrator."""
    _administrator(account)
    found = queries.every_account().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@signed_in
def me(request: HttpRequest, account: Account) -> HttpResponse:
    return render(request, "people/me.html", {"memberships": queries.memberships(account)})


@signed_in
def listing(request: HttpRequest, account: Account) -> HttpResponse:
    _administrator(account)
    return render(request, "people/list.html", {"accounts": queries.every_account()})


@form_page
def new(request: HttpRequest, account: Account) -> HttpResponse:
    _administrator(account)
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            with transaction.atomic():  # no account without its role
                opened = actions.open_account(
                    account, email=facts["email"], name=facts["name"], password=facts["password"]
                )
                actions.give_role(account, opened, facts["organisation"], facts["role"], facts["until"])
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("The account is open."))
            return redirect("people:list")
    return render(request, "people/new.html", {"form": form, "title": _("Open an account")})


@form_page
def new_organisation(request: HttpRequest, account: Account) -> HttpResponse:
    """Another body that takes part: the police, the fire service, an operator, a neighbouring town."""
    _administrator(account)
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
    found = _person(account, pk)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_role(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("The role is given."))
            return redirect("people:person", pk=pk)
    return render(request, "people/person.html", {"person": found, "form": form})


def _after(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Back to the account, or to one's own page for whoever has just given up the administration."""
    still = queries.memberships(account).filter(role=Role.ADMINISTRATOR).exists()
    return redirect("people:person", pk=pk) if still else redirect("people:me")


@press
def take_role(request: HttpRequest, account: Account, pk: str, membership: str) -> HttpResponse:
    try:
        actions.take_role(account, _person(account, pk), membership)
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("The role is taken back."))
    return _after(request, account, pk)


@press
def suspend(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    try:
        actions.suspend_account(account, _person(account, pk))
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("The account can no longer sign in."))
    return redirect("people:person", pk=pk)


@press
def reopen(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    try:
        actions.reopen_account(account, _person(account, pk))
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("The account can sign in again."))
    return redirect("people:person", pk=pk)
