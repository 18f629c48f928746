"""Who may know about a place, by whom they were let in, and what happened to it."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from parvis.access import actions
from parvis.access.errors import Refused
from parvis.access.models import Effect, Marking
from parvis.access.queries import grants_at, require
from parvis.access.roles import Can
from parvis.journal.queries import history
from parvis.people.models import Account, Organisation, Role
from parvis.people.queries import accounts, names, organisations
from parvis.places import queries
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, press, signed_in
from parvis.web.templatetags.parvis import tlp


class GrantForm(forms.Form):
    account = forms.ModelChoiceField(Account.objects.none(), label=_("Person"), required=False)
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("or organisation"), required=False)
    effect = forms.ChoiceField(
        label=_("Effect"), choices=Effect.choices, help_text=_("A denial wins over every grant.")
    )
    role = forms.ChoiceField(label=_("Role at this place"), choices=Role.choices, initial=Role.EXPERT)
    ceiling = forms.TypedChoiceField(
        label=_("Up to"), choices=Marking.choices, coerce=int, initial=Marking.AMBER_STRICT
    )
    purpose = forms.CharField(label=_("Purpose"), max_length=300)
    until = forms.DateTimeField(label=_("Until"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))


@form_page
def listing(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    place = queries.place(account, pk)
    require(account, Can.GRANT, place)
    form = GrantForm(request.POST or None)
    form.fields["account"].queryset = accounts()  # type: ignore[attr-defined]  # a ModelChoiceField
    form.fields["organisation"].queryset = organisations()  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        try:
            actions.grant(account, place, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("places:access", pk=pk)
    context = {"place": place, "tlp": tlp(place.marking), "grants": grants_at(place.pk), "form": form}
    return render(request, "places/access.html", context)


@press
def revoke(request: HttpRequest, account: Account, pk: str, grant: str) -> HttpResponse:
    actions.revoke(account, queries.place(account, pk), grant)  # type: ignore[arg-type]  # the converter gives a UUID
    return redirect("places:access", pk=pk)


@signed_in
def journal(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    place = queries.place(account, pk)
    require(account, Can.READ_JOURNAL, place)
    rows = list(history(place_id=place.pk)[:200])
    who = names(row.actor for row in rows)
    entries = [{"entry": row, "who": who.get(row.actor, "") if row.actor else ""} for row in rows]
    return render(request, "places/journal.html", {"place": place, "tlp": tlp(place.marking), "entries": entries})
