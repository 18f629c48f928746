"""Packages out and in, and what we did with a sheet from elsewhere."""

from hashlib import sha256
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from parvis.access.errors import Refused
from parvis.exchange import actions, queries
from parvis.exchange.actions.peers import require_sharer
from parvis.exchange.models import Adoption
from parvis.exchange.rules.envelope import MAX_ENVELOPE
from parvis.people.models import Account
from parvis.web.pages.forms import MarkingField, OnceField, blame
from parvis.web.pages.reading import form_page, press
from parvis.web.templatetags.parvis import tlp


class PackageForm(forms.Form):
    package = forms.FileField(
        label=_("Package"), help_text=_("A .parvis file that another installation signed. It is only read.")
    )


class AdoptionForm(forms.Form):
    id = OnceField()
    status = forms.ChoiceField(label=_("Where we are with it"), choices=Adoption.Status.choices)
    changes = forms.CharField(label=_("What we changed"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    result = forms.CharField(label=_("What came of it"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    day = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    marking = MarkingField()

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"day": timezone.localdate()})


@press
def package(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The signed package as a file. Taking it out is noted in the journal."""
    found = queries.practice(account, pk)
    data = actions.export_package(account, found)
    response = HttpResponse(data, content_type="application/octet-stream")
    name = f"{slugify(found.title)[:60] or 'practice'}-{found.edition}.parvis"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@form_page
def receive(request: HttpRequest, account: Account) -> HttpResponse:
    """Take a package in."""
    require_sharer(account)
    form = PackageForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data["package"].read(MAX_ENVELOPE + 1)
        # Sent twice by one press of the button: the second time leads to the sheet as the first did.
        known = queries.received(account).filter(sha256=sha256(data).hexdigest()).first()
        try:
            made = known or actions.receive(account, data)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("exchange:received", pk=made.pk)
    return render(request, "exchange/receive.html", {"form": form, "peers": queries.trusted().values()})


@form_page
def adopt(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """We tried it, this changed."""
    found = queries.received_one(account, pk)
    require_sharer(account)
    form = AdoptionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if not Adoption.objects.filter(pk=form.cleaned_data["id"], received=found).exists():
                actions.note_adoption(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("exchange:received", pk=pk)
    return render(request, "exchange/adopt.html", {"received": found, "tlp": tlp(found.marking), "form": form})
