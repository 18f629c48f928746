"""The observer's page, for a thumb: started, done, and behind them every other moment; observations; times afterwards."""

import uuid
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require, seen
from parvis.access.roles import Can
from parvis.exercises import actions, queries
from parvis.exercises.models import Exercise, Participant, Stamp
from parvis.people.models import Account
from parvis.plans import queries as plans
from parvis.plans.models import Task
from parvis.web.pages.exercises.board import board as board_of
from parvis.web.pages.exercises.forms import ObservationForm, StampForm
from parvis.web.pages.exercises.keeping import by_phone
from parvis.web.pages.exercises.pulse import kept_up, looked_at, still, unchanged
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, press, signed_in
from parvis.web.templatetags.parvis import tlp


@dataclass(frozen=True)
class Chosen:
    """Whose tasks the observer looks at, and of which stage. At first those of the role that the observer was given."""

    role: str
    stage: str

    @classmethod
    def of(cls, request: HttpRequest, person: Participant | None) -> "Chosen":
        """`role` as it stands in the address; "all" for every role."""
        given = request.POST if request.method == "POST" else request.GET
        own = str(person.role_played_id or "") if person else ""
        return cls(given.get("role", own), given.get("stage", ""))

    def shows(self, task: Task) -> bool:
        fits = self.role in {"", "all", str(task.responsible_id)}
        return fits and self.stage in {"", task.phase}

    @property
    def query(self) -> str:
        return urlencode({"role": self.role or "all", "stage": self.stage})


def _watched(account: Account, pk: str) -> Exercise:
    found = queries.exercise(account, pk)
    require(account, Can.OBSERVE, found)
    return found


def _context(request: HttpRequest, account: Account, found: Exercise) -> dict[str, object]:
    shown = board_of(account, kept_up(account, found), Participant.Part.OBSERVER)
    person = queries.person_of(account, found)
    chosen = Chosen.of(request, person)
    return {
        "exercise": shown.exercise,
        "place": found.place,
        "board": shown,
        # An id for each form, chosen now: a moment tapped twice is written once.
        "rows": [{"row": row, "once": uuid.uuid4()} for row in shown.tasks if chosen.shows(row.task)],
        "chosen": chosen,
        "roles": plans.roles(account, found.plan),
        "stages": Task.Phase.choices,
        "channels": queries.channels(account, found.plan_id),
        "carried": [(Stamp.Kind.ALERT, _("Passed on by")), (Stamp.Kind.ORDER, _("Ordered by"))],
        "clock_s": shown.clock_s,
        "tlp": tlp(found.marking),
        "part": person.part if person else "",
    }


@signed_in
def watch(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    found = _watched(account, pk)
    return render(request, "exercises/watch.html", _context(request, account, found) | by_phone(found))


@signed_in
def board(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The tasks alone, for the page that keeps asking; nothing when nothing has changed."""
    found = looked_at(account, pk)
    require(account, Can.OBSERVE, found)
    if still(request, found, Participant.Part.OBSERVER):
        return unchanged()
    return render(request, "exercises/parts/watch.html", _context(request, account, found) | {"again": True})


@press
def join(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Take part as an observer."""
    found = _watched(account, pk)
    if not queries.part_of(account, found):
        actions.join(account, found)
    return redirect("exercises:observe", pk=pk)


def _task(account: Account, found: Exercise, pk: str) -> Task:
    return get_object_or_404(plans.task_rows(account), pk=pk, plan=found.plan_id)


@form_page
def task(request: HttpRequest, account: Account, pk: str, task: str) -> HttpResponse:
    """One task: all moments, who did it, a time entered afterwards, what was seen."""
    found = _watched(account, pk)
    row = _task(account, found, task)
    form = StampForm(request.POST or None, initial={"role": row.responsible_id})
    form.limit(plans.roles(account, found.plan), queries.channels(account, found.plan_id))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.stamp_once(account, found, row, given["kind"], pk=given["id"], **form.noted())
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("exercises:watch_task", pk=pk, task=task)
    own = [
        stamp for stamp in queries.stamps(account, found) if stamp.task_id == row.pk and stamp.observer_id == account.pk
    ]
    context = {
        "exercise": found,
        "place": found.place,
        "task": row,
        "tlp": tlp(found.marking),
        "clock_s": queries.clock(found),
        "moments": [{"kind": kind, "label": label, "id": uuid.uuid4()} for kind, label in Stamp.Kind.choices],
        "own": _history(own),
        "form": form,
        "note": ObservationForm(auto_id="note_%s"),  # beside the other form: no two fields of one name
        "notes": queries.observations(account, found).filter(task=row),
        "part": queries.part_of(account, found),
    }
    return render(request, "exercises/watch_task.html", context)


def _history(own: list[Stamp]) -> list[dict[str, object]]:
    """The reader's stamps of a task, those that were taken back too."""
    corrected = {row.corrects_id for row in own if row.corrects_id}
    return [{"stamp": row, "back": row.pk in corrected} for row in own if row.at_s is not None]


@press
def stamp(request: HttpRequest, account: Account, pk: str, task: str) -> HttpResponse:
    """One tap: this moment of this task, now, by the role of the plan unless another is named."""
    found = _watched(account, pk)
    row = _task(account, found, task)
    tapped = request.POST.get("kind", "")
    kind, _at, channel = tapped.partition("@")
    try:
        once = uuid.uuid5(uuid.UUID(request.POST.get("id", "")), tapped)
    except ValueError:
        once = uuid.uuid4()
    if kind not in Stamp.Kind.values:
        raise Refused(_("This moment is not known. Nothing was noted: reload the page."))
    by = queries.channel_of(account, found, channel)
    actions.stamp_once(account, found, row, kind, pk=once, role=row.responsible, channel=by)
    if request.headers.get("HX-Request"):
        return render(request, "exercises/parts/watch.html", _context(request, account, found))
    return redirect(_back(request, account, found, row))


def _back(request: HttpRequest, account: Account, found: Exercise, row: Task) -> str:
    chosen = Chosen.of(request, queries.person_of(account, found))
    return reverse("exercises:observe", args=[found.pk]) + f"?{chosen.query}#{row.code}"


@press
def undo(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Take a stamp back: a correcting stamp is kept beside it. Pressed twice, the second time changes nothing."""
    wrong = seen(account, Stamp, pk)
    require(account, Can.OBSERVE, wrong)
    if not queries.stamps(account, wrong.exercise).filter(corrects=wrong).exists():
        actions.withdraw(account, wrong)
    if request.headers.get("HX-Request"):
        return render(request, "exercises/parts/watch.html", _context(request, account, wrong.exercise))
    if request.POST.get("back") == "task":
        return redirect("exercises:watch_task", pk=wrong.exercise_id, task=wrong.task_id)
    return redirect(_back(request, account, wrong.exercise, wrong.task))


@form_page
def note(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Write an observation, of a task or of the whole."""
    found = _watched(account, pk)
    chosen = request.POST.get("task") or request.GET.get("task", "")
    row = _task(account, found, chosen) if chosen else None
    form = ObservationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if not queries.observations(account, found).filter(pk=form.cleaned_data["id"]).exists():
                actions.observe(account, found, task=row, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            if row:
                return redirect("exercises:watch_task", pk=pk, task=row.pk)
            return redirect("exercises:result" if found.played else "exercises:observe", pk=pk)
    context = {"form": form, "exercise": found, "task": row, "tlp": tlp(found.marking)}
    return render(request, "exercises/note.html", context)
