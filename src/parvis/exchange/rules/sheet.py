"""The practice sheet as it travels: strict, without the place, without names, at most TLP:GREEN by its very form."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

#: The 5Is (Ekblom), framed by a summary and by what another city must know to use it.
PARTS = ("summary", "intelligence", "intervention", "implementation", "involvement", "impact", "transfer")
MAX_WORDS = 6000

Part = Literal[
    "title", "summary", "intelligence", "intervention", "implementation", "involvement", "impact", "transfer"
]
Words = Annotated[str, StringConstraints(max_length=MAX_WORDS)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
Urn = Annotated[str, StringConstraints(pattern=r"^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
OpenLabel = Literal["TLP:CLEAR", "TLP:GREEN"]  # there is no way to write down a stricter one


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Sheet(Strict):
    """What another city reads."""

    language: Language
    texts: Annotated[dict[Language, dict[Part, Words]], Field(min_length=1, max_length=8)]
    evidence: Annotated[int, Field(ge=0, le=5)]
    space_types: Annotated[list[Code], Field(max_length=20)]
    threat_types: Annotated[list[Code], Field(max_length=40)]
    measures: Annotated[list[Code], Field(max_length=100)]
    cost_band: Literal["none", "low", "medium", "high", "very_high", "unknown"]
    would_do_again: Literal["yes", "adapted", "no", ""]

    @model_validator(mode="after")
    def _has_a_title(self) -> "Sheet":
        if not self.texts.get(self.language, {}).get("title", "").strip():
            raise ValueError("title")
        return self


class FileNote(Strict):
    """One file of the package."""

    sha256: Digest
    size: Annotated[int, Field(ge=0)]


class Manifest(Strict):
    """What is in the package, by whom, and how far it may go."""

    format: Literal[1]
    urn: Urn
    edition: Annotated[int, Field(ge=1, le=10_000)]
    issuer: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    issued: Annotated[date, Field(strict=False)]  # JSON has no dates
    marking: OpenLabel
    recipients: OpenLabel  # the strictest marking that the receivers meant may hold
    files: dict[Literal["practice.json"], FileNote]

    @model_validator(mode="after")
    def _fits_the_recipients(self) -> "Manifest":
        if self.marking == "TLP:GREEN" and self.recipients == "TLP:CLEAR":
            raise ValueError("recipients")
        if set(self.files) != {"practice.json"}:
            raise ValueError("files")
        return self
