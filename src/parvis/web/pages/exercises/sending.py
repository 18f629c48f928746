"""Stamps that an observer's phone kept while it had no network: taken one by one, each once, each told of."""

from datetime import UTC, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.exercises import actions
from parvis.exercises.models import Exercise, Stamp
from parvis.people.models import Account
from parvis.plans import queries as plans
from parvis.web.pages.exercises.pulse import looked_at
from parvis.web.pages.reading import press

MOST, FAR_MS = 500, 4_102_444_800_000  # the year 2100: a phone may believe any day, but not any number


class Tapped(BaseModel):
    """One tap: `at` is the server's time as the phone knows it, `device` what its own clock said; milliseconds."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    task: UUID
    kind: str
    at: float = Field(ge=0, le=FAR_MS)
    device: float = Field(ge=0, le=FAR_MS)


class Taps(BaseModel):
    model_config = ConfigDict(extra="forbid")

    stamps: list[Tapped] = Field(max_length=MOST)


@press
def stamps(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Keep what can be kept. `safe` names what is on record, also from an earlier sending; `now` sets the phone's clock right."""
    found = looked_at(account, pk)
    require(account, Can.OBSERVE, found)
    try:
        taps = Taps.model_validate_json(request.body)
    except ValidationError:
        sentence = _("These stamps cannot be read. Nothing was noted: load the page again.")
        return JsonResponse({"sentence": sentence}, status=400)
    safe, refused = [], []
    for tap in taps.stamps:
        try:
            _keep(account, found, tap)
        except Refused as error:
            refused.append({"id": str(tap.id), "sentence": error.sentence})
        else:
            safe.append(str(tap.id))
    return JsonResponse({"safe": safe, "refused": refused, "now": timezone.now().timestamp() * 1000})


def _keep(account: Account, found: Exercise, tap: Tapped) -> None:
    task = plans.task_rows(account).filter(pk=tap.task, plan=found.plan_id).first()
    if task is None or tap.kind not in Stamp.Kind.values:
        raise Refused(_("This moment is not known. Nothing was noted: reload the page."))
    actions.stamp_once(
        account,
        found,
        task,
        tap.kind,
        pk=tap.id,
        role=task.responsible,
        said_at=_time(tap.at),
        device_at=_time(tap.device),
    )


def _time(milliseconds: float) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
