"""What every pack shares: its head, its texts in several languages, its terms."""

from collections.abc import Hashable
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

REQUIRED_LANGUAGES = ("en", "fr")

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
Wording = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
ThreatCode = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]{1,39}$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Urn = Annotated[
    str, StringConstraints(pattern=r"^urn:[a-z0-9][a-z0-9-]{0,31}(:[a-z0-9][a-z0-9._-]*)+$", max_length=200)
]
Version = Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]+){1,2}$")]
Month = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
Mark = Literal["verified", "inferred", "own"]


def _in_required_languages(value: dict[str, str]) -> dict[str, str]:
    missing = [language for language in REQUIRED_LANGUAGES if language not in value]
    if missing:
        raise ValueError("text_language:" + ", ".join(missing))
    return value


Text = Annotated[dict[Language, Wording], AfterValidator(_in_required_languages)]
Texts = list[Text]

Item = TypeVar("Item")


def _name(item: object) -> Hashable:
    for field in ("code", "id", "number", "value", "version"):
        found: Hashable = getattr(item, field, None)
        if found is not None:
            return found
    return item if isinstance(item, Hashable) else id(item)


def _each_once(items: list[Item]) -> list[Item]:
    seen: set[Hashable] = set()
    for item in items:
        name = _name(item)
        if name in seen:
            raise ValueError(f"duplicate:{name}")
        seen.add(name)
    return items


#: A list in which no code, id or level comes twice.
Once = Annotated[list[Item], AfterValidator(_each_once)]


class Strict(BaseModel):
    """A part of a pack: unknown fields and silent conversions are refused."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Source(Strict):
    """What the pack is based on, and how sure we are of it."""

    name: Wording
    mark: Mark
    note: Text | None = None
    url: str | None = None


class Term(Strict):
    """One word of a vocabulary."""

    code: Code
    label: Text
    note: Text | None = None
    mark: Mark = "own"


class Level(Strict):
    """One step of a scale, with the words that anchor it."""

    value: Annotated[int, Field(ge=0, le=10)]
    label: Text
    anchor: Text | None = None


def _rising(levels: list[Level]) -> list[Level]:
    values = [level.value for level in levels]
    if values != list(range(values[0], values[0] + len(values))):
        raise ValueError("scale:" + ", ".join(map(str, values)))
    return levels


#: A scale: whole numbers, from the lowest up, none left out.
Scale = Annotated[list[Level], Field(min_length=2, max_length=11), AfterValidator(_rising)]


def _texts_of(value: object, path: str = "") -> list[tuple[str, dict[str, str]]]:
    """Every text inside a validated value, with the path that leads to it."""
    if isinstance(value, BaseModel):
        parts = [(name, getattr(value, name)) for name in type(value).model_fields]
    elif isinstance(value, list):
        parts = [(str(place), item) for place, item in enumerate(value)]
    elif isinstance(value, dict):
        if value and all(isinstance(key, str) and isinstance(text, str) for key, text in value.items()):
            return [(path, value)]
        parts = [(str(key), item) for key, item in value.items()]
    else:
        return []
    return [found for name, part in parts for found in _texts_of(part, f"{path}.{name}" if path else name)]


class Head(Strict):
    """The head of every pack."""

    urn: Urn
    version: Version
    languages: Annotated[Once[Language], Field(min_length=2)]
    title: Text
    summary: Text
    source: Annotated[list[Source], Field(min_length=1)]
    licence: Literal["CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "EUPL-1.2", "proprietary"]

    @model_validator(mode="after")
    def _complete_in_its_languages(self) -> "Head":
        for path, text in _texts_of(self):
            missing = [language for language in self.languages if language not in text]
            if missing:
                raise ValueError(f"pack_language:{path}: {', '.join(missing)}")
        return self
