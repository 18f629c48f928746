"""Publishing a call, changing it in front of everybody, ending it."""

import json
import os
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.engines.privacy import sealing
from parvis.journal.actions import verb
from parvis.people.models import Account
from parvis.solutions import events
from parvis.solutions.actions.calls.preparing import dated, locked_call, move, note, write_asked
from parvis.solutions.models import Call, CallAmendment
from parvis.solutions.queries.calls import Hit, hits, hits_in, public_texts

#: What an amendment may change. The questions themselves stay: whoever has answered has answered them.
AMENDABLE = ("description", "contact", "questions_until", "closes")


def key_file(call: Call) -> Path:
    """Where the key lies that opens the answers: in the data folder, not in the database."""
    return Path(settings.DATA) / "keys" / "calls" / f"{call.pk}.key"


def refuse_hits(found: Iterable[Hit]) -> None:
    told = " ".join(hit.sentence for hit in found)
    if told:
        raise Refused(
            _("Nothing was published: this repeats what is closed about the place. %(hits)s Reword it, then try again.")
            % {"hits": told}
        )


@verb(events.CallPublished)
def publish_call(actor: Account, call: Call) -> Call:
    """From here on everybody reads it, may ask and may answer; answers are sealed with a key made now."""
    current = locked_call(actor, call)
    move(current, Call.State.PUBLISHED)
    dated(current.questions_until, current.closes)
    refuse_hits(hits(current))
    write_asked(
        current, dict(current.asked.order_by("number").values_list("requirement_id", "text"))
    )  # as the needs stand now
    private, current.public_key = sealing.new_pair()
    current.published = timezone.now()
    current.save()
    _keep_key(current, private)
    said = json.dumps([text for _field, _where, text in public_texts(current)], ensure_ascii=False)
    event = events.CallPublished(sha256=sha256(said.encode()).hexdigest(), closes=current.closes.isoformat())
    note(actor, current, event)
    return current


def _keep_key(call: Call, private: bytes) -> None:
    """On the disk before the call is public: an answer that nobody can ever open must not be possible."""
    file = key_file(call)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(private)
        out.flush()
        os.fsync(out.fileno())


@verb(events.CallAmended)
def amend_call(actor: Account, call: Call, *, version: int, why: str, **facts: Any) -> CallAmendment:
    """Change a published call in front of everybody: numbered, dated, with before and after. Closing only moves later."""
    current = locked_call(actor, call)
    if current.version != version:
        raise Conflict
    if current.state != Call.State.PUBLISHED:
        raise Refused(_("Only a call that is published and not opened yet can be amended. Nothing was changed."))
    if set(facts) - set(AMENDABLE):
        raise TypeError(f"an amendment cannot change {sorted(set(facts) - set(AMENDABLE))}")
    if not why.strip():
        raise Refused(_("Say why: everybody reads it beside the change. Nothing was changed."), "why")
    changed = {name: value for name, value in facts.items() if getattr(current, name) != value}
    if not changed:
        raise Refused(_("This changes nothing. No amendment was written."), "why")
    _later(current, changed)
    before = {name: getattr(current, name) for name in changed}
    for name, value in changed.items():
        setattr(current, name, value)
    dated(current.questions_until, current.closes)
    refuse_hits([*hits(current), *hits_in(current, [("why", _("Why"), why)])])
    current.opening_by = None
    current.version += 1
    current.save()
    made = CallAmendment.objects.create(
        call=current, author=actor, number=current.amendments.count() + 1, why=why.strip(),
        changes={name: [_plain(before[name]), _plain(value)] for name, value in changed.items()},
    )  # fmt: skip
    event = events.CallAmended(number=made.number, fields=sorted(changed), closes=current.closes.isoformat())
    note(actor, current, event)
    return made


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _later(call: Call, changed: Mapping[str, Any]) -> None:
    """Nobody who counted on a date loses by an amendment."""
    for name in ("closes", "questions_until"):
        if name in changed and changed[name] < getattr(call, name):
            raise Refused(
                _(
                    "After publication a date only moves later, so that nobody who counted on it loses. Nothing was changed."
                ),
                name,
            )


@verb(events.CallCancelled)
def cancel_call(actor: Account, call: Call, *, reason: str) -> Call:
    """End a call without a decision. What was sealed is never opened: its key is destroyed."""
    current = locked_call(actor, call)
    if not reason.strip():
        raise Refused(_("Say why: whoever has answered reads it. Nothing was cancelled."), "reason")
    sealed = current.opened is None
    refuse_hits(hits_in(current, [("reason", _("Why"), reason)]))
    move(current, Call.State.CANCELLED)
    current.ended_because = reason.strip()
    current.save()
    if sealed:
        transaction.on_commit(lambda: key_file(current).unlink(missing_ok=True))
    note(actor, current, events.CallCancelled(reason=current.ended_because))
    return current
