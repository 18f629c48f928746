"""People: what I may do here, and for the administrator, who may sign in."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.access.errors import NotAllowed, Refused
from parvis.access.queries import reach
from parvis.access.roles import Can
from parvis.people import actions, queries
from parvis.people.models import Account, Level, Organisation, Role
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, press, signed_in


class AccountForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name or function"), max_length=120)
    email = forms.EmailField(label=gettext_lazy("E-mail address"))
    organisation = forms.ModelChoiceField(Organisation.objects.all(), label=gettext_lazy("Organisation"))
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=Role.choices)
    password = forms.CharField(
        label=gettext_lazy("First password"),
        min_length=12,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class OrganisationForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    level = forms.ChoiceField(label=gettext_lazy("Level of governance"), choices=Level.choices, initial=Level.MUNICIPAL)


def _administrator(account: Account) -> None:
    if not reach(account).may_anywhere(Can.MANAGE_PEOPLE):
        raise NotAllowed(_("Only an administrator of the installation manages people."))


@signed_in
def me(request: HttpRequest, account: Account) -> HttpResponse:
    return render(request, "people/me.html", {"memberships": queries.memberships(account)})


@signed_in
def listing(request: HttpRequest, account: Account) -> HttpResponse:
    _administrator(account)
    return render(
        request, "people/list.html", {"accounts": queries.accounts().prefetch_related("memberships__organisation")}
    )


@form_page
def new(request: HttpRequest, account: Account) -> HttpResponse:
    _administrator(account)
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            opened = actions.open_account(account, email=facts["email"], name=facts["name"], password=facts["password"])
            actions.give_role(account, opened, facts["organisation"], facts["role"])
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


@press
def suspend(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    _administrator(account)
    actions.suspend_account(account, get_object_or_404(Account, pk=pk))
    messages.success(request, _("The account can no longer sign in."))
    return redirect("people:list")
