"""A player's page, for a phone: what came in for the role, taken note of with a thumb, and what is done now."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from parvis.access.errors import NotVisible, Refused
from parvis.access.queries import seen
from parvis.exercises import actions, queries
from parvis.exercises.models import Exercise, Inject, LogEntry, Participant
from parvis.people.models import Account
from parvis.plans import queries as plans
from parvis.web.pages.exercises.forms import LogForm
from parvis.web.pages.exercises.keeping import by_phone
from parvis.web.pages.exercises.pulse import kept_up, looked_at, pulse, unchanged
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, press, signed_in
from parvis.web.templatetags.parvis import tlp


def _stretch(account: Account, found: Exercise) -> Any:
    return queries.move_now(queries.moves(account, found), queries.clock(found)) if found.t0 else None


def _context(account: Account, found: Exercise, person: Participant) -> dict[str, object]:
    move = _stretch(account, found)
    lines = list(queries.log(account, found).filter(player=account))
    noted = {row.inject_id: row for row in lines if row.kind == LogEntry.Kind.ACK}
    came = queries.inbox(account, found, person)
    return {
        "exercise": found,
        "place": found.place,
        "person": person,
        "move": move,
        "new": [{"inject": row, "once": uuid.uuid4()} for row in came if row.pk not in noted],
        "old": [{"inject": row, "ack": noted[row.pk]} for row in came if row.pk in noted],
        "said": [row for row in lines if row.kind == LogEntry.Kind.DOING],
        "public": sum(row.public for row in came),
        "clock_s": queries.clock(found),
        "pulse": pulse(found, stretch=str(move.number) if move else ""),
        "tlp": tlp(found.marking),
    }


def _form(account: Account, found: Exercise, person: Participant, data: Any = None) -> LogForm:
    form = LogForm(data)
    form.limit(plans.tasks(account, found.plan).filter(responsible=person.role_played))
    return form


@form_page
def play(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The page; a line sent from it goes into the player's own log."""
    found = queries.exercise(account, pk)
    person = queries.player_of(account, found)
    form = _form(account, found, person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.log_once(account, found, pk=given["id"], text=given["text"], task=given["task"])
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("exercises:play", pk=pk)
    shown = _context(account, kept_up(account, found), person)
    return render(request, "exercises/play.html", shown | {"form": form} | by_phone(found))


@signed_in
def board(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """What came in, for the page that keeps asking; nothing when there is nothing new."""
    found = looked_at(account, pk)
    person = queries.player_of(account, found)
    found = kept_up(account, found) if found.automatic else found
    move = _stretch(account, found)
    if request.GET.get("seen") == pulse(found, stretch=str(move.number) if move else ""):
        return unchanged()
    shown = _context(account, kept_up(account, found), person)
    return render(request, "exercises/parts/play.html", shown | {"again": True})


@press
def acknowledge(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The player has taken note of a message. Pressed twice, it is noted once."""
    row = seen(account, Inject, pk)
    found = queries.exercise(account, row.exercise_id)
    person = queries.player_of(account, found)
    if not queries.reaches(row, person):
        raise NotVisible
    try:
        once = uuid.UUID(request.POST.get("id", ""))
    except ValueError:
        once = uuid.uuid4()
    actions.log_once(account, found, pk=once, inject=row)
    if request.headers.get("HX-Request"):
        found = looked_at(account, str(found.pk))
        shown = _context(account, kept_up(account, found), person)
        return render(request, "exercises/parts/play.html", shown | {"again": True})
    return redirect("exercises:play", pk=found.pk)


def _feed(account: Account, found: Exercise) -> dict[str, object]:
    posts = queries.feed(account, found)
    return {"exercise": found, "posts": posts, "clock_s": queries.clock(found), "tlp": tlp(found.marking)}


@signed_in
def feed(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Press and social media of the exercise, as everybody at the table reads them."""
    found = kept_up(account, queries.exercise(account, pk))
    return render(
        request,
        "exercises/feed.html",
        _feed(account, found) | {"pulse": pulse(found), "plays": queries.plays(account, pk)},
    )


@signed_in
def feed_board(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    found = looked_at(account, pk)
    found = kept_up(account, found) if found.automatic else found
    if request.GET.get("seen") == pulse(found):
        return unchanged()
    return render(request, "exercises/parts/feed.html", _feed(account, found) | {"pulse": pulse(found), "again": True})


def _wall(account: Account, found: Exercise) -> dict[str, object]:
    move = _stretch(account, found)
    return {
        "exercise": found,
        "move": move,
        "clock_s": queries.clock(found),
        "pulse": pulse(found, stretch=str(move.number) if move else ""),
        "tlp": tlp(found.marking),
    }


@signed_in
def wall(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The clock for the wall of the room, with the move and its situation; asked for by htmx, the part that changes."""
    found = looked_at(account, pk)
    shown = _wall(account, kept_up(account, found) if found.automatic else found)
    if not request.headers.get("HX-Request"):
        return render(request, "exercises/wall.html", shown)
    if request.GET.get("seen") == shown["pulse"]:
        return unchanged()
    return render(request, "exercises/parts/wall.html", shown)
