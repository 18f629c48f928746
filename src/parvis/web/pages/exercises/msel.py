"""The script of an exercise to and from Excel, in three layouts."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.content.layout.guard import MAX_WORKBOOK
from parvis.exercises import actions, msel, queries
from parvis.exercises.actions.script import name_of
from parvis.exercises.models import Exercise
from parvis.people.models import Account
from parvis.reports.workbook import Grid, to_xlsx
from parvis.web.pages.forms import OnceField, blame
from parvis.web.pages.reading import form_page, signed_in
from parvis.web.pages.reports.views import download as download_as
from parvis.web.templatetags.parvis import tlp


class ScriptForm(forms.Form):
    id = OnceField()
    file = forms.FileField(
        label=_("Workbook"),
        help_text=_(
            "An .xlsx file in one of the three layouts. Every cell that cannot be read is named, and its words are kept."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )
    replacing = forms.BooleanField(label=_("Instead of the messages that are there"), required=False)


@form_page
def script(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Take the script out as Excel, or bring one in; what was not plain is told cell by cell."""
    found = queries.exercise(account, pk)
    require(account, Can.DIRECT, found)
    form = ScriptForm(request.POST or None, request.FILES or None)
    context = {
        "exercise": found,
        "place": found.place,
        "tlp": tlp(found.marking),
        "form": form,
        "layouts": msel.LAYOUTS.values(),
        "open": found.t0 is None,
    }
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            read = msel.read(
                given["file"].read(MAX_WORKBOOK + 1), _texts(account, found), queries.known(account, found)
            )
            if (
                not queries.injects(account, found).filter(pk=name_of(given["id"], 1)).exists()
            ):  # sent twice, taken once
                actions.take_script(account, found, read, pk=given["id"], replacing=given["replacing"])
        except Refused as refused:
            blame(form, refused)
        else:
            context |= {"taken": len(read.rows), "read": read, "layout": msel.LAYOUTS[read.layout].name}
    return render(request, "exercises/msel.html", context, status=422 if form.errors else 200)


@signed_in
def download(request: HttpRequest, account: Account, pk: str, layout: str) -> HttpResponse:
    """The script as a workbook; for those who direct, because it holds what is to come."""
    found = queries.exercise(account, pk)
    require(account, Can.DIRECT, found)
    if layout not in msel.LAYOUTS:
        raise Http404
    head, rows = msel.write(
        layout, queries.script(account, found), _texts(account, found), queries.known(account, found)
    )
    body = to_xlsx([Grid("MSEL", head, rows)], tlp(found.marking))
    return download_as(body, f"{slugify(found.title) or 'exercise'}-{layout}.xlsx", "xlsx")


def _texts(account: Account, found: Exercise) -> dict[str, str]:
    return {task.code: task.text for task in queries.tasks(account, found)}
