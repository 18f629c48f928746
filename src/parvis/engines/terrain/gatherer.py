"""Sorts the objects of an extract: what is proposed, what lies around, and the streets that give names."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import osmium
from osmium.geom import WKBFactory

from parvis.engines.terrain import rules, surroundings
from parvis.engines.terrain.rules import GONE, Rule, rules_for
from parvis.engines.terrain.surroundings import feature_of

Meaning = tuple[tuple[Rule, ...], int]  # the rules that a tag meets, and the feature that it makes (-1 for none)
Shape = bytes | tuple[float, float]  # WKB, or the place (lon, lat) of a node
Get = Callable[[str], str | None]

KEYS = tuple(dict.fromkeys((*rules.KEYS, *surroundings.KEYS)))
USED = ("name", "capacity", "heritage", "wikidata", "wikipedia")
LINES = tuple(rule for rule in rules.RULES if rule.shape == "line")
AREA_TYPES = ("multipolygon", "boundary")
# Objects that are nothing here and come by the thousand: they are passed over before any other tag is looked at.
FURNITURE = {
    "atm",
    "bench",
    "bicycle_parking",
    "bicycle_rental",
    "motorcycle_parking",
    "parking_entrance",
    "post_box",
    "recycling",
    "telephone",
    "vending_machine",
    "waste_basket",
}
FIELDS = {"meadow", "grass", "farmland", "farmyard", "forest", "residential", "allotments", "orchard", "vineyard"}


def meanings(key: str, shapes: tuple[str, ...]) -> tuple[str, dict[str, Meaning], Meaning]:
    """A key, what its values mean for objects of these shapes, and what any other value means."""
    known: dict[str, Meaning] = {}
    for value in {*rules.values_of(key), *surroundings.values_of(key)}:
        proposed = tuple(rule for rule in rules_for(key, value) if rule.shape in shapes)
        known[value] = (proposed, feature_of(key, value))
    return key, known, ((), feature_of(key, ""))


TABLE = tuple(meanings(key, ("any", "area", "ground")) for key in KEYS if key != "entrance")
# In this order, the first tag that is known decides what a point is.
NODE_KEYS = (
    "amenity",
    "tourism",
    "shop",
    "entrance",
    "railway",
    "highway",
    "public_transport",
    "place",
    "aeroway",
    "leisure",
)
NODE_TABLE = tuple(meanings(key, ("any",)) for key in NODE_KEYS)


@dataclass(slots=True)
class Found:
    """An object that one or more rules propose. `shape` is WKB, or the place of a node."""

    osm_id: str
    rules: list[Rule]
    tags: dict[str, str]
    shape: Shape
    version: int
    timestamp: datetime | None
    repaired: bool = False


@dataclass(slots=True)
class Extract:
    """What was read. Features around are columns: kind, osm_id, and place (nodes) or shape (areas)."""

    found: list[Found] = field(default_factory=list)
    feature_kinds: list[int] = field(default_factory=list)
    feature_ids: list[str] = field(default_factory=list)
    feature_shapes: list[Shape] = field(default_factory=list)
    road_names: list[str] = field(default_factory=list)
    road_shapes: list[bytes] = field(default_factory=list)
    broken_ways: set[int] = field(default_factory=set)
    left_out: int = 0
    is_bare: bool = False
    box: tuple[float, float, float, float] | None = None
    data_date: datetime | None = None


class Gatherer:
    """Sorts the objects of one file into an Extract."""

    def __init__(self) -> None:
        self.extract = Extract()
        self.factory = WKBFactory()
        self.relations: set[int] = set()

    def node(self, node: Any) -> None:
        get = node.tags.get
        highway = get("highway")
        if highway is not None and highway != "bus_stop":
            return  # crossings and lamps, by the thousand
        if get("amenity") in FURNITURE:
            return
        for key, values, otherwise in NODE_TABLE:
            value = get(key)
            if value is not None:
                matched, feature = values.get(value, otherwise)
                if matched or feature >= 0:
                    break  # the first tag known decides what a point is
        else:
            return
        if matched and self.is_gone(get):
            return
        location = node.location
        if not location.valid():
            self.extract.left_out += bool(matched)
            return
        place = (location.lon, location.lat)
        osm_id = f"node/{node.id}"
        if feature >= 0:
            self.surround(feature, osm_id, place)
        if matched:
            self.propose(matched, osm_id, node, place)

    def way(self, way: Any) -> None:
        """A road with a name; every other way comes as an area, or not at all."""
        get = way.tags.get
        if get("area") == "yes":
            return
        try:
            shape = bytes.fromhex(self.factory.create_linestring(way))
        except (RuntimeError, osmium.InvalidLocationError):  # a node is missing, or nowhere on Earth
            return
        self.extract.road_names.append(get("name"))
        self.extract.road_shapes.append(shape)
        if get("highway") == "pedestrian" and get("place") is None and not self.is_gone(get):
            self.propose(LINES, f"way/{way.id}", way, shape)

    def relation(self, relation: Any) -> None:
        tags = relation.tags
        if tags.get("type") in AREA_TYPES and self.match(tags.get)[0] and not self.is_gone(tags.get):
            self.relations.add(relation.id)

    def area(self, area: Any) -> None:
        get = area.tags.get
        if get("landuse") in FIELDS and get("amenity") is None and get("place") is None:
            return
        matched, feature = self.match(get)
        if not (matched or feature >= 0):
            return
        from_way = area.from_way()
        drawn = not from_way or get("area") == "yes"
        matched = [rule for rule in matched if rule.shape in {"any", "area"} or (rule.shape == "ground" and drawn)]
        if not (matched or feature >= 0):
            return
        if matched and self.is_gone(get):
            return
        number = area.orig_id()
        osm_id = f"way/{number}" if from_way else f"relation/{number}"
        try:
            shape = bytes.fromhex(self.factory.create_multipolygon(area))
        except (RuntimeError, osmium.InvalidLocationError):
            if matched and from_way:
                self.extract.broken_ways.add(number)
            return
        if not from_way:
            self.relations.discard(number)
        if feature >= 0:
            self.surround(feature, osm_id, shape)
        if matched:
            self.propose(matched, osm_id, area, shape)

    def match(self, get: Get) -> tuple[list[Rule], int]:
        """The rules that an object's tags meet, and the feature that it is for its neighbours (-1 for none)."""
        matched: list[Rule] = []
        feature = -1
        for key, values, otherwise in TABLE:
            value = get(key)
            if value is not None:
                proposed, counted = values.get(value, otherwise)
                matched.extend(proposed)
                if feature < 0:
                    feature = counted
        return matched, feature

    def is_gone(self, get: Get) -> bool:
        return get("access") == "private" or any(get(word) == "yes" for word in GONE)

    def surround(self, feature: int, osm_id: str, shape: Shape) -> None:
        self.extract.feature_kinds.append(feature)
        self.extract.feature_ids.append(osm_id)
        self.extract.feature_shapes.append(shape)

    def propose(self, matched: Sequence[Rule], osm_id: str, thing: Any, shape: Shape) -> None:
        matched = sorted(matched, key=lambda rule: rules.RANK[rule.kind])
        stamp = thing.timestamp
        stamp = stamp if stamp.year > 2000 else None  # noqa: PLR2004  before the map began: the extract has none
        get = thing.tags.get
        keys = (*(rule.key for rule in matched), *USED)
        used = {key: value for key in keys if (value := get(key)) is not None}
        self.extract.found.append(Found(osm_id, matched, used, shape, thing.version, stamp))

    def finish(self) -> Extract:
        self.extract.left_out += len(self.relations)
        return self.extract
