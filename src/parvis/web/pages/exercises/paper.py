"""An exercise that was played with paper and a watch: when it was, and when each message came in."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.exercises import queries
from parvis.exercises.actions import enter_played
from parvis.exercises.models import Inject
from parvis.people.models import Account
from parvis.web.pages.forms import blame
from parvis.web.pages.plans.fields import ClockField
from parvis.web.pages.reading import form_page
from parvis.web.templatetags.parvis import tlp


class PaperForm(forms.Form):
    """One time for each message; left empty, it never came in."""

    began = forms.DateTimeField(label=_("Began"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    ended = forms.DateTimeField(label=_("Ended"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))

    def __init__(self, injects: list[Inject], *args: Any) -> None:
        super().__init__(*args)
        for row in injects:
            text = f"{row.number}. {row.message[:90]}"
            self.fields[str(row.pk)] = ClockField(label=text, required=False, initial=row.offset_s)


@form_page
def played(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    found = queries.exercise(account, pk)
    require(account, Can.DIRECT, found)
    injects = list(queries.injects(account, found))
    form = PaperForm(injects, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        came = {row.pk: given[str(row.pk)] for row in injects if given[str(row.pk)] is not None}
        try:
            enter_played(account, found, began=given["began"], ended=given["ended"], delivered=came)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("exercises:result", pk=pk)
    title = gettext("It was played on paper")
    return render(
        request, "exercises/form.html", {"form": form, "exercise": found, "title": title, "tlp": tlp(found.marking)}
    )
