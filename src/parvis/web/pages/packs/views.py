"""Packs in use; a pack is uploaded, looked at, and only then taken."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.content import actions, queries
from parvis.content.layout.guard import MAX_WORKBOOK
from parvis.content.layout.writing import template as empty_workbook
from parvis.content.load import PackError, parse_pack
from parvis.content.schemas import Pack
from parvis.people.models import Account
from parvis.reports.formats import TYPES
from parvis.web.pages.packs import held, shown
from parvis.web.pages.reading import form_page, press, signed_in


class PackForm(forms.Form):
    pack = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("YAML, or an Excel workbook (.xlsx) filled in from the template. It is only read: nothing is taken before you have seen what it holds."),
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml,.xlsx"}),
    )  # fmt: skip


@signed_in
def listing(request: HttpRequest, account: Account) -> HttpResponse:
    actions.require_loader(account)
    return render(request, "packs/list.html", {"packs": shown.lines(queries.in_use())})


@form_page
def load(request: HttpRequest, account: Account) -> HttpResponse:
    """Upload a pack. What is wrong with it is told at once; else it is shown."""
    actions.require_loader(account)
    form = PackForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "errors": []}
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["pack"]
        try:
            found = parse_pack(upload.read(MAX_WORKBOOK + 1), upload.name)
        except PackError as error:
            context["errors"] = [one.text(get_language() or "en") for one in error.every]
        else:
            return _preview(request, account, found)
    return render(request, "packs/load.html", context, status=422 if context["errors"] or form.errors else 200)


def _preview(request: HttpRequest, account: Account, found: Pack) -> HttpResponse:
    refusal = actions.problem(found)
    context = {
        "pack": found,
        "parts": shown.parts(found),
        "unknown": shown.unknown(found),
        "questions": shown.questions(found),
        "refusal": refusal,
        "before": next((row for row in queries.in_use() if row.urn == found.urn), None),
        "held": "" if refusal else held.hold(account, found),
    }
    return render(request, "packs/preview.html", context, status=422 if refusal else 200)


@press
def take(request: HttpRequest, account: Account) -> HttpResponse:
    """Load what was shown a moment ago."""
    actions.require_loader(account)
    found = held.released(account, request.POST.get("held", ""))
    if found is None:
        raise Refused(_("The pack that was shown can no longer be read. Nothing was loaded: upload the file again."))
    kept = actions.load(account, found)
    messages.success(
        request, _("%(urn)s %(version)s is in use from now on.") % {"urn": kept.urn, "version": kept.version}
    )
    return redirect("packs:list")


@signed_in
def template(request: HttpRequest, account: Account) -> HttpResponse:
    """The empty workbook."""
    actions.require_loader(account)
    return _file(empty_workbook(), "parvis-method-template.xlsx")


@press
def export(request: HttpRequest, account: Account, urn: str, version: str, form: str) -> HttpResponse:
    """A loaded pack as a file. Taking it out is noted in the journal."""
    body = actions.export(account, urn=urn, version=version, form=form)
    return _file(body, f"{urn.removeprefix('urn:').replace(':', '-')}-{version}.{form}")


def _file(body: bytes, name: str) -> HttpResponse:
    response = HttpResponse(body, content_type=TYPES["xlsx"] if name.endswith("xlsx") else "application/yaml")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
