"""What an answer to a call consists of, when it can be sent, and the bytes that are hashed. Pure functions."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
Euros = Annotated[int, Field(ge=0, le=1_000_000_000)]
#: Parts that can be marked confidential, beside each requirement ("r1", "r2" ...).
PARTS = ("solution", "readiness", "prices", "partners", "conditions")
MOST_PARTNERS = 8


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Met(_Part):
    """How one requirement is met."""

    meets: Literal["", "yes", "partly", "no"] = ""
    how: Text = ""
    evidence: Text = ""


class Partner(_Part):
    """Somebody who answers along, and what they do."""

    name: Line
    part: Line = ""


class Paper(_Part):
    """A file that was attached. `key` opens its envelope, and is no part of what is hashed."""

    id: str
    name: Line
    kind: str
    sha256: str
    size: int
    key: str
    confidential: bool = False


class Content(_Part):
    """An answer. Everything may be missing while it is a draft."""

    organisation: Line = ""
    kind: Literal["", "company", "association", "research", "public", "other"] = ""
    country: Line = ""
    contact: Line = ""
    solution: Line = ""
    technology: Literal["", "yes", "no"] = ""
    summary: Text = ""
    readiness: Annotated[int, Field(ge=1, le=9)] | None = None
    readiness_evidence: Text = ""
    once_low: Euros | None = None
    once_high: Euros | None = None
    yearly_low: Euros | None = None
    yearly_high: Euros | None = None
    prices_note: Text = ""
    partners: Annotated[list[Partner], Field(max_length=MOST_PARTNERS)] = []
    conditions: Text = ""
    demonstrates: bool = False
    met: dict[str, Met] = {}  # number of the requirement
    confidential: list[str] = []
    papers: list[Paper] = []

    @model_validator(mode="after")
    def _ranges(self) -> "Content":
        for low, high in ((self.once_low, self.once_high), (self.yearly_low, self.yearly_high)):
            if low is not None and high is not None and low > high:
                raise ValueError("a range ends before it begins")
        return self


def hashed(content: Content) -> bytes:
    """The bytes of which a receipt gives the digest: sorted keys, no spaces, UTF-8, without the keys of the files."""
    plain = content.model_dump(mode="json")
    for paper in plain["papers"]:
        del paper["key"]
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(content: Content) -> str:
    return sha256(hashed(content)).hexdigest()


def missing(content: Content) -> list[str]:
    """What has to be there before an answer can be sent. A part of the requirements is enough."""
    found = [name for name in ("organisation", "solution", "summary") if not getattr(content, name)]
    if not any(met.meets in {"yes", "partly"} for met in content.met.values()):
        found.append("met")
    return found


def silent_on(content: Content, asked: Iterable[int]) -> list[int]:
    """The requirements that an answer does not meet, or about which it says nothing: screening looks at the musts first."""
    return [number for number in asked if content.met.get(str(number), Met()).meets in {"", "no"}]


def without_confidential(content: Content) -> Content:
    """The answer as it may be told beyond those who evaluate: confidential parts and files left out, prices and all."""
    plain = content.model_dump()
    closed = set(content.confidential)
    empty = Content().model_dump()
    groups = {
        "solution": ("summary",), "readiness": ("readiness", "readiness_evidence"), "partners": ("partners",),
        "prices": ("once_low", "once_high", "yearly_low", "yearly_high", "prices_note"), "conditions": ("conditions",),
    }  # fmt: skip
    for part, names in groups.items():
        if part in closed:
            plain |= {name: empty[name] for name in names}
    for number, met in plain["met"].items():
        if f"r{number}" in closed:
            met["how"] = met["evidence"] = ""
    plain["papers"] = [paper for paper in plain["papers"] if not paper["confidential"]]
    plain["contact"] = ""
    return Content.model_validate(plain)
