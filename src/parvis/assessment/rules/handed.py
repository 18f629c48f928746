"""The file that a phone hands over when it cannot send: what is in it, and whether it is as the phone wrote it."""

import hmac
import json
from base64 import b64decode
from binascii import Error as NotBase64
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

MOST_BYTES = 100 * 1024**2
MOST_ENTRIES = 5000
#: What the phone notes beside an entry for itself.
OWN_NOTES = ("visit", "sent", "refused", "jpeg")

Words = Annotated[str, StringConstraints(max_length=400)]


class Handed(BaseModel):
    """The whole file. An entry is read on its own, so that a broken one takes no other with it."""

    model_config = ConfigDict(extra="forbid")

    format: Literal["parvis-visit-1"]
    visit: UUID
    title: Words = ""
    place: Words = ""
    entries: Annotated[list[dict[str, Any]], Field(max_length=MOST_ENTRIES)]
    seal: Annotated[str, StringConstraints(max_length=64)] = ""


def read_handed(data: bytes) -> Handed | None:
    """The file, or None when it is not one that a phone made."""
    try:
        return Handed.model_validate(json.loads(data))
    except (ValueError, RecursionError, ValidationError):
        return None


def sealed_with(file: Handed, key: str) -> bool:
    """Whether the entries are those that the phone sealed: the text of JSON.stringify under the key of its visit."""
    try:
        text = json.dumps(file.entries, ensure_ascii=False, separators=(",", ":"))
    except RecursionError:
        return False
    made = hmac.new(key.encode(), text.encode("utf-8", "replace"), "sha256").hexdigest()
    return hmac.compare_digest(made.encode(), file.seal.encode("utf-8", "replace"))


def bare(raw: dict[str, Any]) -> dict[str, Any]:
    """An entry as it would have been sent."""
    return {name: value for name, value in raw.items() if name not in OWN_NOTES}


def picture(raw: dict[str, Any]) -> bytes | None:
    """The photo that stands in an entry, or None."""
    try:
        return b64decode(str(raw.get("jpeg") or ""), validate=True) or None
    except (NotBase64, ValueError):
        return None
