"""Photos of a measure or of a weakness: seen by those who may know, added by those who may judge."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import may, require
from parvis.access.roles import Can
from parvis.assessment import queries
from parvis.assessment.models import ExistingMeasure, Vulnerability
from parvis.files.actions import take_in
from parvis.files.queries import photos_about
from parvis.people.models import Account
from parvis.web.pages.assessment.forms import PhotoForm
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page
from parvis.web.templatetags.parvis import tlp

#: More is not read from an upload; what takes in a photo refuses less than this.
MOST = 16 * 1024**2


@form_page
def of_measure(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    found = queries.measure(account, pk)
    return _page(request, account, found, queries.measure_name(found))


@form_page
def of_weakness(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    found = queries.vulnerability(account, pk)
    return _page(request, account, found, found.title)


def _page(request: HttpRequest, account: Account, thing: ExistingMeasure | Vulnerability, name: str) -> HttpResponse:
    form = PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        require(account, Can.JUDGE, thing)
        if form.is_valid():
            facts = form.cleaned_data
            try:
                take_in(
                    account, thing.place, facts["photo"].read(MOST), id=facts["id"], about=thing.pk,
                    caption=facts["caption"], taken_on=facts["taken_on"], marking=thing.marking,
                )  # fmt: skip
            except Refused as refused:
                blame(form, refused)
            else:
                messages.success(request, _("The photo is kept."))
                return redirect(request.path)
    context = {
        "place": thing.place,
        "name": name,
        "measure": isinstance(thing, ExistingMeasure),
        "form": form if may(account, Can.JUDGE, thing) else None,
        "lead": may(account, Can.LEAD_ASSESSMENT, thing),
        "photos": photos_about(account, [thing.pk]),
        "here": request.path,
        "tlp": tlp(max(thing.marking, thing.place.marking)),
    }
    return render(request, "assessment/photos.html", context)
