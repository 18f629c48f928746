"""Workshops: planned, minuted in the room, closed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from parvis.access.errors import NotVisible, Refused
from parvis.access.queries import may, require
from parvis.access.roles import Can
from parvis.assessment import actions, queries
from parvis.assessment.models import Workshop
from parvis.people.models import Account
from parvis.web.pages.assessment.heads import head_of
from parvis.web.pages.assessment.workshopforms import (
    AttendanceForm,
    ChangeWorkshopForm,
    CloseForm,
    NewWorkshopForm,
    NoteForm,
)
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, press


@form_page
def new(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Plan a workshop."""
    of = queries.assessment(account, pk)
    require(account, Can.LEAD_ASSESSMENT, of)
    form = NewWorkshopForm(request.POST or None, initial={"title": _("Workshop: %(title)s") % {"title": of.title}})
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            if not queries.workshops_of(account, of).filter(pk=facts["id"]).exists():
                actions.plan_workshop(account, of, **facts)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("assessment:workshop", pk=facts["id"])
    return render(request, "assessment/form.html", {**head_of(of), "form": form, "title": _("Plan a workshop")})


@form_page
def change(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Another title, hour or room."""
    found = queries.workshop(account, pk)
    require(account, Can.LEAD_ASSESSMENT, found)
    initial = {name: getattr(found, name) for name in ("title", "starts", "where", "version")}
    form = ChangeWorkshopForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_workshop(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("assessment:workshop", pk=pk)
    context = {**head_of(found.assessment), "form": form, "title": _("Change the workshop")}
    return render(request, "assessment/form.html", context)


@form_page
def workshop(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Agenda, attendance and minutes; a line of the minutes is written here while people speak."""
    found = queries.workshop(account, pk)
    lead = may(account, Can.LEAD_ASSESSMENT, found)
    form = _note_form(request, account, found, lead=lead)
    if request.method == "POST":
        require(account, Can.JUDGE, found)
        if form.is_valid():
            try:
                _keep(account, found, form)
            except Refused as refused:
                blame(form, refused)
            else:
                return redirect("assessment:workshop", pk=pk)
    writes = found.closed is None and may(account, Can.JUDGE, found)
    context = {
        **head_of(found.assessment),
        "workshop": found,
        "meeting": queries.meeting(account, found),
        "form": form if writes else None,
        "attendance": _attendance_form(account, found) if writes and lead else None,
        "close": CloseForm() if writes and lead and found.attendances.exists() else None,
        "lead": lead,
    }
    return render(request, "assessment/workshop.html", context)


def _note_form(request: HttpRequest, account: Account, found: Workshop, *, lead: bool) -> NoteForm:
    form = NoteForm(request.POST or None, lead=lead, initial={"scenario": request.GET.get("about")})
    form.fields["scenario"].queryset = queries.scenarios(account, found.assessment)  # type: ignore[attr-defined]  # a ModelChoiceField
    return form


def _keep(account: Account, found: Workshop, form: NoteForm) -> None:
    """Sent twice, a line is written once."""
    try:
        queries.note(account, form.cleaned_data["id"])
    except NotVisible:
        actions.write_note(account, found, **form.cleaned_data)


def _attendance_form(account: Account, found: Workshop, data: Any = None) -> AttendanceForm:
    there = list(found.attendances.all())
    seats = {(row.account_id, row.organisation_id) for row in there if not row.function}
    team = queries.team(account, found.assessment)
    initial = {
        "members": [seat.pk for seat in team if (seat.account_id, seat.organisation_id) in seats],
        "others": "\n".join(row.function for row in there if row.function),
    }
    form = AttendanceForm(data, initial=initial)
    form.fields["members"].queryset = team  # type: ignore[attr-defined]  # a ModelMultipleChoiceField
    return form


@press
def attendance(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Who was there."""
    found = queries.workshop(account, pk)
    require(account, Can.LEAD_ASSESSMENT, found)
    form = _attendance_form(account, found, request.POST)
    if form.is_valid():
        others = form.cleaned_data["others"].splitlines()
        actions.note_attendance(account, found, members=form.cleaned_data["members"], others=others)
        messages.success(request, _("Noted who was there."))
    else:
        messages.error(request, _("One of these seats is no longer in the team. Nothing was changed: look again."))
    return redirect("assessment:workshop", pk=pk)


@press
def strike(request: HttpRequest, account: Account, pk: str, note: str) -> HttpResponse:
    """Take a line out."""
    found = queries.workshop(account, pk)
    row = get_object_or_404(found.notes.all(), pk=note)
    actions.strike_note(account, row)
    return redirect("assessment:workshop", pk=pk)


@press
def close(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Close the minutes."""
    found = queries.workshop(account, pk)
    try:
        actions.close_minutes(account, found, closing_words=request.POST.get("closing_words", ""))
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, _("The minutes are closed: nothing in them changes any more."))
    return redirect("assessment:workshop", pk=pk)
