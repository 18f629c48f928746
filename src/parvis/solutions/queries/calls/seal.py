"""Who opened what providers sent, as the journal has it; and whether anything was opened that the journal does not know of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from parvis.journal.models import Entry
from parvis.journal.queries import about
from parvis.people.queries import names
from parvis.solutions import events
from parvis.solutions.models import Call, CallVersion
from parvis.solutions.rules.responses import Content, digest

OPENINGS = (events.SealBroken.NAME, events.AnswersOpened.NAME)


@dataclass(frozen=True)
class Opening:
    """One opening. `early`: the seal was broken; `together`: by two people."""

    at: datetime
    who: str
    early: bool
    together: bool
    reason: str


def openings(of: Call) -> list[Opening]:
    """Every opening of this call, oldest first: the chain says it, no field that a later one could overwrite."""
    rows = list(about(of.pk, *OPENINGS))
    known = names({row.actor for row in rows})
    return [
        Opening(
            row.at, known.get(row.actor, "") if row.actor else "", row.action == events.SealBroken.NAME,
            bool(row.payload.get("together")), row.payload["reason"],
        )
        for row in rows
    ]  # fmt: skip


@dataclass(frozen=True)
class Flaw:
    """Something about a receipt that the journal does not bear out."""

    code: str
    receipt: str


def flaws() -> Iterator[Flaw]:
    """Across all calls: opened without an entry, changed since it was sent, sent without an entry, or lost."""
    sendings = Entry.objects.filter(action=events.AnswerSent.NAME).order_by("seq").values_list("payload", flat=True)
    told = {sending["receipt"]: sending["sha256"] for sending in sendings}
    entry = Entry.objects.filter(object_id=OuterRef("answer__call"), action__in=OPENINGS)
    for version in CallVersion.objects.annotate(told=Exists(entry)).order_by("at", "pk").iterator(chunk_size=200):
        sent = told.pop(version.receipt, None)
        if sent is None:
            yield Flaw("unknown", version.receipt)
        elif sent != version.sha256 or (version.content and digest(Content.model_validate(version.content)) != sent):
            yield Flaw("changed", version.receipt)
        if version.content is not None and not version.told:
            yield Flaw("silent", version.receipt)
    yield from (Flaw("lost", receipt) for receipt in told)
