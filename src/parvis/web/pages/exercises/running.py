"""The director's page: the clock, the next message, the board of tasks. Works without JavaScript by loading again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require, seen
from parvis.access.roles import Can
from parvis.exercises import actions, queries
from parvis.exercises.models import Exercise, Inject
from parvis.exercises.rules import TRANSITIONS
from parvis.people.models import Account
from parvis.web.pages.exercises.board import board as board_of
from parvis.web.pages.reading import press, signed_in
from parvis.web.templatetags.parvis import tlp

UNCHANGED = 204  # the browser then leaves the page as it is: no button moves under a finger


@signed_in
def run(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Deliver messages, pause, go on, end; see which tasks are called for, done, late."""
    found = queries.exercise(account, pk)
    require(account, Can.DIRECT, found)
    if not found.live:
        return redirect("exercises:result" if found.played else "exercises:exercise", pk=pk)
    return render(request, "exercises/run.html", _context(account, found))


def _context(account: Account, found: Exercise) -> dict[str, object]:
    shown = board_of(account, found)
    return {
        "exercise": found,
        "place": found.place,
        "board": shown,
        "clock_s": shown.clock_s,
        "tlp": tlp(found.marking),
    }


@signed_in
def board(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The board alone, for the page that asks every three seconds; nothing when nothing has changed."""
    found = queries.exercise(account, pk)
    require(account, Can.DIRECT, found)
    context = _context(account, found)
    if request.GET.get("seen") == board_of(account, found).fingerprint:
        return HttpResponse(status=UNCHANGED)
    return render(request, "exercises/parts/board.html", context)


@signed_in
def clock(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The clock alone."""
    found = queries.exercise(account, pk)
    return render(request, "exercises/parts/clock.html", {"exercise": found, "clock_s": queries.clock(found)})


@press
def state(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Ready, start, pause, go on, end, close. Pressed twice, the second time changes nothing."""
    found = queries.exercise(account, pk)
    require(account, Can.DIRECT, found)
    wanted = request.POST.get("state", "")
    if wanted not in TRANSITIONS:
        raise Refused(
            _("The exercise is not in a state from which this is possible. Nothing was changed: reload the page.")
        )
    if wanted != found.state:
        found = actions.set_state(account, found, wanted)
    if found.live:
        return redirect("exercises:run", pk=pk)
    return redirect("exercises:result" if found.played else "exercises:exercise", pk=pk)


@press
def deliver(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The message comes in now. Pressed twice it comes in once."""
    row = seen(account, Inject, pk)
    require(account, Can.DIRECT, row)
    if row.delivered_at is None:
        actions.deliver(account, row)
    return redirect("exercises:run", pk=row.exercise_id)
