"""The director's page: the clock, the next message, the board of tasks. Works without JavaScript by loading again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import seen
from parvis.exercises import actions, queries
from parvis.exercises.models import Exercise, Inject, Participant
from parvis.exercises.rules import TRANSITIONS
from parvis.people.models import Account
from parvis.plans import queries as plans
from parvis.web.pages.exercises.board import board as board_of
from parvis.web.pages.exercises.gate import directed
from parvis.web.pages.exercises.pulse import kept_up, looked_at, still, unchanged
from parvis.web.pages.exercises.script_forms import JumpForm, SayForm
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, press, signed_in
from parvis.web.templatetags.parvis import tlp

LOG_SHOWN = 12  # lines of the players' log on the board


@signed_in
def run(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Deliver messages, pause, go on, end; see which tasks are called for, done, late."""
    found = directed(account, queries.exercise(account, pk))
    if not found.live:
        return redirect("exercises:result" if found.played else "exercises:exercise", pk=pk)
    return render(request, "exercises/run.html", _context(account, found))


def _context(account: Account, found: Exercise) -> dict[str, object]:
    shown = board_of(account, kept_up(account, found), Participant.Part.DIRECTOR)
    noted = queries.noted(account, found)
    return {
        "exercise": shown.exercise,
        "place": found.place,
        "board": shown,
        "rows": [{"inject": row, "noted": noted.get(row.pk, 0)} for row in shown.injects],
        "said": queries.log(account, found).filter(inject=None)[:LOG_SHOWN],
        "clock_s": shown.clock_s,
        "tlp": tlp(found.marking),
    }


@signed_in
def board(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The board alone, for the page that keeps asking; nothing when nothing has changed."""
    found = directed(account, looked_at(account, pk))
    if still(request, found, Participant.Part.DIRECTOR):
        return unchanged()
    return render(request, "exercises/parts/board.html", _context(account, found) | {"again": True})


@signed_in
def clock(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The clock alone."""
    found = looked_at(account, pk)
    context = {"exercise": found, "clock_s": queries.clock(found), "asks": True}
    return render(request, "exercises/parts/clock.html", context)


@press
def state(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Ready, start, pause, go on, end, close. Pressed twice, the second time changes nothing."""
    found = directed(account, queries.exercise(account, pk))
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
def automatic(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Messages come in by the clock alone, or are offered. Pressed twice, the second time changes nothing."""
    found = directed(account, queries.exercise(account, pk))
    wanted = request.POST.get("automatic") == "yes"
    if wanted != found.automatic:
        actions.set_automatic(account, found, automatic=wanted)
    return redirect("exercises:run" if found.live else "exercises:exercise", pk=pk)


@press
def deliver(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The message comes in now. Pressed twice, or by two directors, it comes in once."""
    row = seen(account, Inject, pk)
    directed(account, row.exercise)
    if row.delivered_at is None:
        actions.deliver(account, row)
    return redirect("exercises:run", pk=row.exercise_id)


@press
def skip(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The message is left out. Pressed twice, it is left out once."""
    row = seen(account, Inject, pk)
    directed(account, row.exercise)
    if row.waiting:
        actions.skip(account, row)
    return redirect("exercises:run", pk=row.exercise_id)


@form_page
def jump(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Set the clock forward: to a time, or by a button of the desk to the next message or move."""
    found = directed(account, queries.exercise(account, pk))
    form = JumpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.jump(account, found, float(form.cleaned_data["to_s"]), skipping=form.cleaned_data["skipping"])
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("exercises:run", pk=pk)
    context = {"form": form, "exercise": found, "title": _("Set the clock forward"), "tlp": tlp(found.marking)}
    return render(request, "exercises/form.html", context)


@form_page
def say(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """A message that no script foresaw: written now, it comes in now. Sent twice, it comes in once."""
    found = directed(account, queries.exercise(account, pk))
    form = SayForm(request.POST or None)
    form.limit(plans.tasks(account, found.plan), plans.roles(account, found.plan))
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            actions.say_now(account, found, pk=facts.pop("id"), **facts)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("exercises:run", pk=pk)
    context = {"form": form, "exercise": found, "title": _("A message now"), "tlp": tlp(found.marking)}
    return render(request, "exercises/form.html", context)
