"""Which objects of the map are proposed for the register. The table in docs/use/screening.md is written from here.

The seven categories are those of the PRoTECT manual for public spaces of interest; `open_space` is ours, for parks,
event grounds and streets for walking, where crowds gather without any building.
"""

from dataclasses import dataclass
from typing import Literal

CATEGORIES = (
    "transport_hub",
    "square",
    "shopping_area",
    "place_of_worship",
    "cultural",
    "business",
    "institutional",
    "open_space",
)

Shape = Literal["any", "area", "ground", "line"]


@dataclass(frozen=True, slots=True)
class Rule:
    """Objects with `key` = one of `values` are a `kind` of place in `category`.

    shape: any; area (only polygons); ground (polygons drawn as an area on purpose: a closed path is only a walk
    round); line (all of one name together). `named` and `unnamed` are the least areas in square metres (for lines:
    metres); None leaves objects without a name out.
    """

    kind: str
    category: str
    key: str
    values: tuple[str, ...]
    shape: Shape = "any"
    named: int = 0
    unnamed: int | None = 0


# The order decides between categories when objects are merged: a market on a square is proposed as the square.
RULES = (
    Rule("station", "transport_hub", "railway", ("station", "halt")),
    Rule("station", "transport_hub", "public_transport", ("station",)),
    Rule("bus_station", "transport_hub", "amenity", ("bus_station",)),
    Rule("ferry_terminal", "transport_hub", "amenity", ("ferry_terminal",)),
    Rule("air_terminal", "transport_hub", "aeroway", ("terminal",)),
    Rule("square", "square", "place", ("square",)),
    Rule("marketplace", "shopping_area", "amenity", ("marketplace",)),
    Rule("mall", "shopping_area", "shop", ("mall", "department_store")),
    Rule("retail_ground", "shopping_area", "landuse", ("retail",), "area", named=2000, unnamed=5000),
    Rule("shopping_street", "shopping_area", "highway", ("pedestrian",), "line", named=50, unnamed=None),
    Rule("pedestrian_area", "square", "highway", ("pedestrian", "footway"), "ground", named=300, unnamed=1000),
    Rule("place_of_worship", "place_of_worship", "amenity", ("place_of_worship",)),
    Rule("museum", "cultural", "tourism", ("museum", "gallery")),
    Rule("theatre", "cultural", "amenity", ("theatre", "cinema", "concert_hall", "music_venue", "arts_centre")),
    Rule("event_venue", "cultural", "amenity", ("events_venue", "exhibition_centre", "casino")),
    Rule("library", "cultural", "amenity", ("library",)),
    Rule("nightclub", "cultural", "amenity", ("nightclub",)),
    Rule("attraction", "cultural", "tourism", ("attraction",), "area", named=300, unnamed=None),
    Rule("theme_park", "cultural", "tourism", ("theme_park", "zoo", "aquarium")),
    Rule("stadium", "cultural", "leisure", ("stadium",)),
    Rule("conference_centre", "business", "amenity", ("conference_centre",)),
    Rule("hotel", "business", "tourism", ("hotel",), "area", named=1500, unnamed=None),
    Rule("business_park", "business", "landuse", ("commercial",), "area", named=5000, unnamed=None),
    Rule("town_hall", "institutional", "amenity", ("townhall",)),
    Rule("court", "institutional", "amenity", ("courthouse",)),
    Rule("government", "institutional", "office", ("government", "diplomatic"), "area", named=500, unnamed=None),
    Rule("hospital", "institutional", "amenity", ("hospital",)),
    Rule("university", "institutional", "amenity", ("university", "college"), named=0, unnamed=1000),
    Rule("school", "institutional", "amenity", ("school",), named=0, unnamed=1000),
    Rule("event_ground", "open_space", "amenity", ("festival_grounds",)),
    Rule("event_ground", "open_space", "landuse", ("fairground",), "area"),
    Rule("park", "open_space", "leisure", ("park",), "area", named=5000, unnamed=20000),
    Rule("walking_street", "open_space", "highway", (), "line", named=250, unnamed=None),
)

RANK = {rule.kind: rank for rank, rule in reversed(list(enumerate(RULES)))}
LEAST_LENGTH = {rule.kind: rule.named for rule in RULES if rule.shape == "line"}
CATEGORY = {rule.kind: rule.category for rule in RULES}

# A street for walking is a shopping area once this many shops and places to eat stand along it, else open space.
STREET_SHOPS = 5

# Objects that are no longer, or not yet, what they say.
GONE = ("disused", "abandoned", "demolished", "construction", "proposed")

# One place covers at most this; anything larger is a district, or a mistake on the map.
LARGEST_M2 = 5_000_000

_BY_TAG: dict[tuple[str, str], tuple[Rule, ...]] = {}
for _rule in RULES:
    for _value in _rule.values:
        _BY_TAG[_rule.key, _value] = (*_BY_TAG.get((_rule.key, _value), ()), _rule)

KEYS = tuple(dict.fromkeys(rule.key for rule in RULES))


def rules_for(key: str, value: str) -> tuple[Rule, ...]:
    """The rules that a tag meets, before shape and size are looked at."""
    return _BY_TAG.get((key, value), ())


def values_of(key: str) -> set[str]:
    return {value for known, value in _BY_TAG if known == key}
