"""What is looked for around a place, and how far. Counts say how a place is used; they rate nothing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Feature:
    """Objects with `key` = one of `values` (or any value, when empty), counted within `metres` of a place."""

    code: str
    metres: int
    tags: tuple[tuple[str, tuple[str, ...]], ...]


FEATURES = (
    Feature("stations", 200, (("railway", ("station", "halt")), ("amenity", ("bus_station", "ferry_terminal")))),
    Feature("stops", 100, (("highway", ("bus_stop",)), ("railway", ("tram_stop", "subway_entrance")))),
    Feature("shops", 50, (("shop", ()),)),
    Feature("food", 50, (("amenity", ("restaurant", "cafe", "bar", "pub", "fast_food", "biergarten", "food_court")),)),
    Feature("worship", 100, (("amenity", ("place_of_worship",)),)),
    Feature("schools", 100, (("amenity", ("school", "kindergarten", "college", "university")),)),
    Feature(
        "culture",
        100,
        (
            ("amenity", ("theatre", "cinema", "concert_hall", "arts_centre", "library", "nightclub", "music_venue")),
            ("tourism", ("museum", "gallery", "attraction")),
        ),
    ),
    Feature("institutions", 100, (("amenity", ("townhall", "courthouse", "hospital", "police")),)),
    Feature("hotels", 100, (("tourism", ("hotel", "hostel")),)),
    Feature("entrances", 5, (("entrance", ()),)),
)

NOTHING = {"no", "vacant"}
CODE = {feature.code: number for number, feature in enumerate(FEATURES)}
METRES = tuple(feature.metres for feature in FEATURES)
KEYS = tuple(dict.fromkeys(key for feature in FEATURES for key, _ in feature.tags))

_ANY = {key: n for n, feature in enumerate(FEATURES) for key, values in feature.tags if not values}
_BY_TAG = {(key, value): n for n, feature in enumerate(FEATURES) for key, values in feature.tags for value in values}


def feature_of(key: str, value: str) -> int:
    """The number of the feature that a tag makes, or -1."""
    found = _BY_TAG.get((key, value))
    if found is not None:
        return found
    return _ANY.get(key, -1) if value not in NOTHING else -1


def values_of(key: str) -> set[str]:
    return {value for known, value in _BY_TAG if known == key} | (NOTHING if key in _ANY else set())
