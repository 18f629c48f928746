"""What phones kept while they had no network: taken one by one, each once, each told of."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.exercises import actions, queries
from parvis.exercises.models import Exercise, Stamp
from parvis.people.models import Account
from parvis.plans import queries as plans
from parvis.plans.models import Task
from parvis.web.pages.exercises.pulse import looked_at
from parvis.web.pages.reading import press

MOST, FAR_MS = 500, 4_102_444_800_000  # the year 2100: a phone may believe any day, but not any number


class Tap(BaseModel):
    """`at` is the server's time as the phone knows it, `device` what its own clock said; milliseconds."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    at: float = Field(ge=0, le=FAR_MS)
    device: float = Field(ge=0, le=FAR_MS)


class Stamped(Tap):
    """A moment of a task, or a stamp that is taken back."""

    task: UUID | None = None
    kind: str = ""
    undo: UUID | None = None


class Written(Tap):
    """A message that was taken note of, or what is done now."""

    inject: UUID | None = None
    task: UUID | None = None
    text: str = Field("", max_length=1000)


class Stamps(BaseModel):
    model_config = ConfigDict(extra="forbid")

    stamps: list[Stamped] = Field(max_length=MOST)


class Lines(BaseModel):
    model_config = ConfigDict(extra="forbid")

    lines: list[Written] = Field(max_length=MOST)


T = TypeVar("T", bound=Tap)


@press
def stamps(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """What an observer tapped and took back, in this order."""
    found = looked_at(account, pk)
    require(account, Can.OBSERVE, found)
    try:
        taps = Stamps.model_validate_json(request.body).stamps
    except ValidationError:
        return _unreadable()
    return _answer(taps, lambda tap: _stamp(account, found, tap))


@press
def lines(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """What a player took note of and wrote down, in this order."""
    found = looked_at(account, pk)
    queries.player_of(account, found)
    try:
        taps = Lines.model_validate_json(request.body).lines
    except ValidationError:
        return _unreadable()
    return _answer(taps, lambda tap: _write(account, found, tap))


def _unreadable() -> HttpResponse:
    sentence = _("What was tapped cannot be read. Nothing was noted: load the page again.")
    return JsonResponse({"sentence": sentence}, status=400)


def _answer(taps: Iterable[T], keep: Callable[[T], None]) -> HttpResponse:
    """Keep what can be kept. `safe` names what is on record, also from an earlier sending; `now` sets the phone's clock right."""
    safe, refused = [], []
    for tap in taps:
        try:
            keep(tap)
        except Refused as error:
            refused.append({"id": str(tap.id), "sentence": error.sentence})
        else:
            safe.append(str(tap.id))
    return JsonResponse({"safe": safe, "refused": refused, "now": timezone.now().timestamp() * 1000})


def _stamp(account: Account, found: Exercise, tap: Stamped) -> None:
    if tap.undo:
        return actions.withdraw_once(account, found, tap.undo, pk=tap.id)
    task = _task(account, found, tap.task)
    kind, _at, channel = tap.kind.partition(
        "@"
    )  # as the button says it: the moment, and by which channel the word went
    if task is None or kind not in Stamp.Kind.values:
        raise Refused(_("This moment is not known. Nothing was noted: reload the page."))
    actions.stamp_once(
        account,
        found,
        task,
        kind,
        pk=tap.id,
        role=task.responsible,
        said_at=_time(tap.at),
        device_at=_time(tap.device),
        channel=queries.channel_of(account, found, channel) if channel else None,
    )
    return None


def _write(account: Account, found: Exercise, tap: Written) -> None:
    inject = queries.injects(account, found).filter(pk=tap.inject).first() if tap.inject else None
    task = _task(account, found, tap.task)
    if (tap.inject and inject is None) or (tap.task and task is None):
        raise Refused(_("This message or task is not known. Nothing was noted: reload the page."))
    actions.log_once(account, found, pk=tap.id, inject=inject, task=task, text=tap.text, said_at=_time(tap.at))


def _task(account: Account, found: Exercise, pk: UUID | None) -> Task | None:
    return plans.task_rows(account).filter(pk=pk, plan=found.plan_id).first() if pk else None


def _time(milliseconds: float) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
