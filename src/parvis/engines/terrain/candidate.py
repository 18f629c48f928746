"""A public space that the map proposes for the register, and the reasons for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from shapely.geometry.base import BaseGeometry

from parvis.engines.statement import Number, Translate, filled, plain
from parvis.engines.terrain.wording import DESCRIBED, NOUNS, REASONS

Value = str | int


@dataclass(frozen=True, slots=True)
class Reason:
    """One fact that speaks for a place, as a code and values; `sentence` says it in words."""

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def sentence(self, translate: Translate = str, number: Number = plain) -> str:
        """The reason in words. `translate` turns an English template into another language (gettext will do)."""
        return filled(translate(REASONS[self.code]), self.values, number)


@dataclass(frozen=True, slots=True)
class Description:
    """A name made from the surroundings, for a place without one on the map."""

    code: str
    kind: str
    values: Mapping[str, Value]

    def words(self, translate: Translate = str) -> str:
        return translate(DESCRIBED[self.code]) % {**self.values, "kind": translate(NOUNS[self.kind])}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposed place.

    osm_id: "node/1", "way/1" or "relation/1", the main object of those merged; members: all of them.
    kind: which rule of docs/use/screening.md; category: one of rules.CATEGORIES.
    name: never empty; `described` is set when it was made up from the surroundings.
    geometry: lon/lat, WGS84: a point, (multi)line or (multi)polygon; area_m2 is 0 for points and lines.
    tags: those that were used. version, timestamp: of the main object, 0 and None when the extract has none.
    """

    osm_id: str
    category: str
    kind: str
    name: str
    geometry: BaseGeometry
    area_m2: float
    tags: Mapping[str, str]
    reasons: tuple[Reason, ...]
    members: tuple[str, ...]
    version: int = 0
    timestamp: datetime | None = None
    described: Description | None = None

    def title(self, translate: Translate = str) -> str:
        """The name, in the reader's language where it is a description."""
        return self.described.words(translate) if self.described else self.name

    def sentences(self, translate: Translate = str) -> list[str]:
        return [reason.sentence(translate) for reason in self.reasons]


@dataclass(frozen=True, slots=True)
class Screening:
    """The result of reading an extract.

    bounds: west, south, east, north in degrees. data_date: when the map data were current, where the file tells.
    counts: candidates, merged (objects taken into another), left_out (shapes beyond repair or too large), repaired,
    surroundings, roads, and one `category_...` for each category.
    """

    candidates: list[Candidate]
    bounds: tuple[float, float, float, float]
    data_date: datetime | None
    counts: dict[str, int]
