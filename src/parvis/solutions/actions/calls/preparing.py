"""Preparing a call: from needs of a place to questions that everybody may read."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.journal.actions import record, verb
from parvis.journal.events import Event
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.solutions import events
from parvis.solutions.models import MOVES, Call, CallRequirement, Requirement
from parvis.solutions.models.need import strongest_first

FACTS = ("title", "description", "public_place", "contact", "attachments", "questions_until", "closes", "marking")
#: What may be attached; how each is recognised is in files.rules.papers.
ATTACHMENTS = ("pdf", "picture", "office", "text")


def note(actor: Account | None, call: Call, event: Event, object_id: UUID | None = None) -> None:
    record(actor, event, object_id=object_id or call.pk, place_id=call.place_id, marking=call.marking)


def locked_call(actor: Account, call: Call, can: Can = Can.SOLVE) -> Call:
    """The call, locked for this write."""
    require(actor, can, call)
    return visible_to(actor, Call, can).select_for_update().get(pk=call.pk)


def move(call: Call, to: str) -> None:
    """Take one of the allowed moves; Refused otherwise."""
    if to not in MOVES[call.state]:
        raise Refused(
            _("This call is %(state)s: this step does not follow from there. Nothing was changed.")
            % {"state": call.get_state_display()}
        )
    call.state = to
    call.version += 1


def checked(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of a call, if they can be kept."""
    unknown = set(facts) - set(FACTS)
    if unknown:
        raise TypeError(f"not part of a call: {sorted(unknown)}")
    kept = {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}
    for name in ("title", "description", "contact"):
        if name in kept and not kept[name]:
            raise Refused(_("This cannot be left empty. Nothing was saved."), name)
    if set(kept.get("attachments", ())) - set(ATTACHMENTS):
        raise Refused(_("Choose kinds of files from the list. Nothing was saved."), "attachments")
    return kept


def dated(questions_until: datetime, closes: datetime) -> None:
    """Both ahead, and questions end before answers do, so that everybody can use what was answered."""
    if closes <= timezone.now():
        raise Refused(_("The last day for answers has passed. Nothing was saved: choose a later one."), "closes")
    if questions_until > closes:
        raise Refused(
            _("Questions end before answers do, so that everybody can use what was answered. Nothing was saved."),
            "questions_until",
        )


def write_asked(call: Call, words: Mapping[UUID, str]) -> None:
    """The public wording of each need, numbered as the needs of the place are ordered: musts first."""
    needs = list(
        Requirement.objects.filter(place_id=call.place_id, pk__in=words).order_by(strongest_first(), "created", "pk")
    )
    told = {need: words[need.pk].strip() for need in needs}
    if not needs or not all(told.values()):
        raise Refused(
            _("Choose at least one need, and say each in words for the public. Nothing was saved."), "requirements"
        )
    call.asked.all().delete()
    CallRequirement.objects.bulk_create(
        CallRequirement(call=call, requirement=need, number=n, priority=need.priority, text=text)
        for n, (need, text) in enumerate(told.items(), 1)
    )


@verb(events.CallPrepared)
def prepare_call(
    actor: Account,
    place: Place,
    *,
    words: Mapping[UUID, str],
    id: UUID | None = None,  # noqa: A002  # the field's own name
    **facts: Any,
) -> Call:
    """Write a call, not public yet. `words`: id of a need to its wording for the public."""
    require(actor, Can.SOLVE, place)
    kept = checked(facts)
    dated(kept["questions_until"], kept["closes"])
    made = Call.objects.create(**({"id": id} if id else {}), place=place, author=actor, **kept)
    write_asked(made, words)
    note(actor, made, events.CallPrepared(requirements=list(words)))
    return made


@verb(events.CallChanged)
def change_call(actor: Account, call: Call, *, version: int, words: Mapping[UUID, str], **facts: Any) -> Call:
    """Change a call that is being prepared. Published ones change by `amend_call` alone."""
    current = locked_call(actor, call)
    if current.version != version:
        raise Conflict
    if current.state != Call.State.DRAFT:
        raise Refused(
            _("This call is public. Nothing was changed: write an amendment, which everybody can read with its date.")
        )
    kept = checked(facts)
    dated(kept.get("questions_until", current.questions_until), kept.get("closes", current.closes))
    changed = [name for name, value in kept.items() if getattr(current, name) != value]
    for name in changed:
        setattr(current, name, kept[name])
    current.version += 1
    current.save()
    write_asked(current, words)
    note(actor, current, events.CallChanged(fields=changed))
    return current
