"""The form in which entries travel between phone and server."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from parvis.assessment.rules.visit import Said

SHORT, LONG = 80, 4000


class Sent(BaseModel):
    """One entry, as the phone sends it."""

    model_config = ConfigDict(extra="forbid")

    id: UUID
    device: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    seq: Annotated[int, Field(ge=0, le=2**31 - 1)]
    kind: Literal["answer", "note", "photo"]
    question: Annotated[str, StringConstraints(min_length=1, max_length=SHORT)]
    zone: UUID | None = None
    value: Annotated[str, StringConstraints(max_length=64)] = ""
    note: Annotated[str, StringConstraints(max_length=LONG)] = ""
    replaces: Annotated[list[UUID], Field(max_length=200)] = []
    said_at: AwareDatetime | None = None


class Batch(BaseModel):
    """What a phone sends at once; each entry is read on its own, so that a broken one takes no other with it."""

    model_config = ConfigDict(extra="forbid")

    entries: list[dict[str, Any]]


def read(raw: dict[str, Any], assessor: UUID) -> Said | None:
    """An entry in the name of whoever is signed in; None when it cannot be read."""
    try:
        sent = Sent.model_validate(raw)
    except ValidationError:
        return None
    if "\0" in sent.value + sent.note + sent.device + sent.question:
        return None  # PostgreSQL keeps no such text
    return Said(
        sent.id, assessor, sent.device, sent.seq, sent.kind, sent.question, sent.zone, value=sent.value,
        note=sent.note, replaces=frozenset(sent.replaces), said_at=sent.said_at,
    )  # fmt: skip
