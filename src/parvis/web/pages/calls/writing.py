"""Writing a call, changing it while it is prepared, amending it once it is public."""

from datetime import datetime, time, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.people.models import Account
from parvis.places.queries import place as the_place
from parvis.solutions.actions import calls as actions
from parvis.solutions.models import Call
from parvis.solutions.queries import calls as queries
from parvis.web.pages.calls.forms import AmendForm, ChangeCallForm, NewCallForm
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page
from parvis.web.templatetags.parvis import tlp

QUESTIONS_DAYS, ANSWERS_DAYS, NOON = 14, 28, time(12)
EDITED = (
    "title", "description", "public_place", "contact", "questions_until", "closes", "attachments", "marking", "version",
)  # fmt: skip


def _in_days(days: int) -> datetime:
    """Noon of that day: nobody has to send anything at midnight."""
    return timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=days), NOON))


@form_page
def new(request: HttpRequest, account: Account, place: str) -> HttpResponse:
    """From the needs of a place to a call that is not public yet."""
    found = the_place(account, place)
    require(account, Can.SOLVE, found)
    initial = {
        "marking": found.marking, "contact": _("Public safety coordination"),
        "questions_until": _in_days(QUESTIONS_DAYS), "closes": _in_days(ANSWERS_DAYS),
    }  # fmt: skip
    form = NewCallForm(request.POST or None, initial=initial, needs=queries.needs_to_ask(account, found.pk))
    if request.method == "POST" and form.is_valid():
        made = Call.objects.filter(pk=form.cleaned_data["id"]).first()
        try:
            made = made or actions.prepare_call(
                account, found, id=form.cleaned_data["id"], words=form.words, **form.facts
            )
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("calls:call", pk=made.pk)
    return render(request, "calls/edit.html", {"form": form, "place": found, "call": None, "tlp": tlp(found.marking)})


@form_page
def change(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Change a call that is not public yet; a stale form overwrites nothing."""
    found = queries.call(account, pk)
    require(account, Can.SOLVE, found)
    initial = {name: getattr(found, name) for name in EDITED}
    initial |= {f"need-{row.requirement_id}": row.text for row in found.asked.order_by("number")}
    form = ChangeCallForm(
        request.POST or None, initial=initial, needs=queries.needs_to_ask(account, found.place_id)
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_call(account, found, version=form.cleaned_data["version"], words=form.words, **form.facts)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("calls:call", pk=pk)
    context = {"form": form, "place": found.place, "call": found, "tlp": tlp(found.marking)}
    return render(request, "calls/edit.html", context)


@form_page
def amend(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """A change in front of everybody."""
    found = queries.call(account, pk)
    require(account, Can.SOLVE, found)
    names = ("description", "contact", "questions_until", "closes", "version")
    form = AmendForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            actions.amend_call(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("The amendment is public."))
            return redirect("calls:call", pk=pk)
    return render(request, "calls/amend.html", {"form": form, "call": found, "tlp": tlp(found.marking)})
