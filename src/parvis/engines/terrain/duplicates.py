"""Finds the objects of the map that are one place: a square drawn as an area with the market's point inside it, a
station's point and building, a way and a relation of the same name.

Two objects are one place when they
- are of the same family and bear the same name, and lie near each other (stations 250 m, others 100 m);
- are of the same family, one is unnamed, and at least six tenths of it lie within the other;
- are of the same family and cover the same ground (common area at least nine tenths of both together).
A family is a category; squares, markets, shopping streets and pedestrian areas are one family, for they often lie on
the same ground. Differently named objects are never joined through an unnamed one between them.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from parvis.engines.terrain.metric import Floats
from parvis.engines.terrain.rules import Rule
from parvis.engines.terrain.shapes import POLYGON, Pieces

NEAR = {"transport_hub": 250.0}
NEAR_OTHERS = 100.0
PART = 0.6
SAME_GROUND = 0.9
TOUCH = 0.1  # metres: nearer than a map can tell apart
WORDS = re.compile(r"\w+")
MOST_ALIKE = 400  # of one name: more is a mistake on the map, or malice
STREET_KINDS = {"square", "marketplace", "pedestrian_area", "shopping_street", "walking_street"}


def folded(name: str) -> str:
    """A name without case, accents and punctuation, for comparison."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(WORDS.findall(plain))


def family(rule: Rule) -> str:
    return "street" if rule.kind in STREET_KINDS else rule.category


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pieces that may be one place; a strong pair covers the same ground, whatever the names."""

    strength: float
    first: int
    second: int
    strong: bool


def groups(pieces: Pieces) -> list[list[int]]:
    """The pieces (as row numbers) that make one place each."""
    names = [folded(found.tags.get("name", "")) for found in pieces.found]
    leader = list(range(len(names)))
    spoken: list[set[str]] = [{name} - {""} for name in names]

    def root(row: int) -> int:
        while leader[row] != row:
            leader[row] = leader[leader[row]]
            row = leader[row]
        return row

    for pair in sorted(pairs(pieces, names), key=lambda pair: (-round(pair.strength, 3), pair.first, pair.second)):
        one, other = root(pair.first), root(pair.second)
        both = spoken[one] | spoken[other]
        if one != other and (pair.strong or len(both) <= 1):
            leader[other] = one
            spoken[one] = both
    found: dict[int, list[int]] = {}
    for row in range(len(names)):
        found.setdefault(root(row), []).append(row)
    return list(found.values())


def pairs(pieces: Pieces, names: list[str]) -> list[Pair]:
    """The pairs of pieces that name or shape speaks for."""
    families = [family(kinds[0]) for kinds in pieces.kinds]
    return [*named_alike(pieces, names, families), *on_same_ground(pieces, names, families)]


def named_alike(pieces: Pieces, names: list[str], families: list[str]) -> list[Pair]:
    alike: dict[tuple[str, str], list[int]] = {}
    for row, (name, kin) in enumerate(zip(names, families, strict=True)):
        if name:
            alike.setdefault((kin, name), []).append(row)
    found = [both for rows in alike.values() for both in combinations(rows[:MOST_ALIKE], 2)]
    if not found:
        return []
    first, second = np.array(found).T
    gap = (shapely.distance(pieces.planar[first], pieces.planar[second]) / pieces.k[first]).round(1)
    near = np.array([NEAR.get(families[row], NEAR_OTHERS) for row in first])
    return [Pair(2.0, a, b, strong=False) for (a, b), close in zip(found, gap <= near, strict=True) if close]


def on_same_ground(pieces: Pieces, names: list[str], families: list[str]) -> list[Pair]:
    numbers = {name: number for number, name in enumerate(dict.fromkeys(families))}
    kin = np.array([numbers[name] for name in families])
    named = np.array([bool(name) for name in names])
    first, second = shapely.STRtree(pieces.planar).query(pieces.planar, predicate="dwithin", distance=TOUCH * pieces.k)
    once = (first < second) & (kin[first] == kin[second])
    first, second = first[once], second[once]
    share, union = (part.round(3) for part in overlap(pieces, first, second))
    unnamed = ~np.where(pieces.areas[first] <= pieces.areas[second], named[first], named[second])
    same = union >= SAME_GROUND
    part = ~same & unnamed & (share >= PART)
    columns = (np.where(same, 1 + union, share), first, second, same)
    return [
        Pair(float(strength), int(a), int(b), bool(strong))
        for strength, a, b, strong in zip(*(column[same | part] for column in columns), strict=True)
    ]


def overlap(pieces: Pieces, first: np.ndarray, second: np.ndarray) -> tuple[Floats, Floats]:
    """For each pair that meets, the share of the smaller that lies in the larger, and common area over joint area.

    A point or line counts as wholly inside the ground that it meets. Areas come from outlines drawn to the centimetre.
    """
    one, other = pieces.planar[first], pieces.planar[second]
    size, other_size = shapely.area(one), shapely.area(other)
    common = np.zeros(len(first))
    areal = (size > 0) & (other_size > 0)
    common[areal] = shapely.area(shapely.intersection(one[areal], other[areal]))
    least = np.minimum(size, other_size)
    share = np.where(least > 0, common / np.where(least > 0, least, 1), np.maximum(size, other_size) > 0)
    joint = size + other_size - common
    return share.astype(float), np.where(least > 0, common / np.where(joint > 0, joint, 1), 0.0)


def main_row(pieces: Pieces, rows: list[int]) -> int:
    """The piece that stands for its group: ground before lines and points, then a name, then size."""
    if len(rows) == 1:
        return rows[0]
    dimensions = shapely.get_dimensions(pieces.shapes[rows])

    def order(place: int) -> tuple[object, ...]:
        found = pieces.found[rows[place]]
        centre = shapely.centroid(pieces.shapes[rows[place]])
        named = bool(found.tags.get("name"))
        return (
            -dimensions[place],
            not named,
            -round(pieces.areas[rows[place]]),
            round(centre.x, 6),
            round(centre.y, 6),
            found.osm_id,
        )

    return rows[min(range(len(rows)), key=order)]


def joined(pieces: Pieces, rows: list[int]) -> BaseGeometry:
    """The shape of a group: its ground together; without ground its lines together; else the main point."""
    main: BaseGeometry = pieces.shapes[main_row(pieces, rows)]
    if len(rows) == 1 or shapely.get_dimensions(main) == 0:
        return main
    dimension = shapely.get_dimensions(main)
    parts = [pieces.shapes[row] for row in rows if shapely.get_dimensions(pieces.shapes[row]) == dimension]
    whole: BaseGeometry = shapely.union_all(parts)
    return whole if dimension == POLYGON else shapely.line_merge(whole)
