"""From what was read to valid shapes of a sane size, each with the kinds of place that it may be."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import osmium
import shapely
from osmium.filter import IdFilter
from osmium.geom import WKBFactory
from shapely.geometry.base import BaseGeometry

from parvis.engines.terrain import metric
from parvis.engines.terrain.gatherer import Extract, Found, Gatherer, Shape
from parvis.engines.terrain.intake import inspect
from parvis.engines.terrain.metric import Floats, Shapes
from parvis.engines.terrain.reading import guarded
from parvis.engines.terrain.rules import LARGEST_M2, Rule

POLYGON = 2  # shapely's dimension of an areal geometry


@dataclass(slots=True)
class Pieces:
    """Objects that passed the rules, as columns: the object, its kinds, its shape in degrees and in the plane,
    the scale of the plane there, its area (m²) and whether its outline was repaired."""

    found: list[Found] = field(default_factory=list)
    kinds: list[list[Rule]] = field(default_factory=list)
    shapes: Shapes = field(default_factory=lambda: np.empty(0, dtype=object))
    planar: Shapes = field(default_factory=lambda: np.empty(0, dtype=object))
    k: Floats = field(default_factory=lambda: np.empty(0))
    areas: Floats = field(default_factory=lambda: np.empty(0))
    repaired: list[bool] = field(default_factory=list)


def make(columns: Sequence[Shape]) -> Shapes:
    """Geometries of WKB and of places (lon, lat), in the order given."""
    shapes = np.empty(len(columns), dtype=object)
    is_place = np.fromiter((isinstance(column, tuple) for column in columns), dtype=bool, count=len(columns))
    places = [column for column in columns if isinstance(column, tuple)]
    shapes[~is_place] = shapely.from_wkb([column for column in columns if isinstance(column, bytes)])
    if places:
        shapes[is_place] = shapely.points(np.array(places))
    return shapes


def pieces(extract: Extract) -> Pieces:
    """The shapes of all objects found, without those that are broken beyond repair, too large, or too small."""
    if not extract.found:
        return Pieces()
    shapes = make([found.shape for found in extract.found])
    shapes, repaired = valid(shapes)
    planar = metric.to_plane(shapes)
    k = metric.scale(metric.latitudes(shapes))
    areas = metric.areas(planar, k)
    lengths = metric.lengths(planar, k)
    dimensions = shapely.get_dimensions(shapes)
    kept: list[int] = []
    kinds: list[list[Rule]] = []
    for number, found in enumerate(extract.found):
        if shapely.is_empty(shapes[number]) or areas[number] > LARGEST_M2:
            extract.left_out += 1
            continue
        size = areas[number] if dimensions[number] == POLYGON else lengths[number]
        if passed := [rule for rule in found.rules if large_enough(rule, bool(found.tags.get("name")), size)]:
            kept.append(number)
            kinds.append(passed)
    rows = np.array(kept, dtype=np.intp)
    marks = [bool(repaired[row]) or extract.found[row].repaired for row in kept]
    found_kept = [extract.found[row] for row in kept]
    return Pieces(found_kept, kinds, shapes[rows], planar[rows], k[rows], areas[rows], marks)


def large_enough(rule: Rule, named: bool, size: float) -> bool:  # noqa: FBT001  a fact about the object, not a switch
    least = rule.named if named else rule.unnamed
    return least is not None and (size >= least or rule.shape == "line")  # a street is measured when it is whole


def valid(shapes: Shapes) -> tuple[Shapes, np.ndarray]:
    """The shapes, invalid polygons repaired (empty where nothing areal is left), and which ones were."""
    broken = ~shapely.is_valid(shapes)
    if broken.any():
        shapes = shapes.copy()
        shapes[broken] = [areal(shapely.make_valid(shape)) for shape in shapes[broken]]
    return shapes, broken


def areal(shape: BaseGeometry) -> BaseGeometry:
    """The polygons of a shape as one polygon or multipolygon; empty when it has none."""
    parts = shapely.get_parts(shape)
    polygons = parts[shapely.get_dimensions(parts) == POLYGON]
    return shapely.union_all(polygons) if len(polygons) else shapely.Polygon()


def mend(path: Path, extract: Extract) -> None:
    """Reads the closed ways whose rings the reader refused once more, and adds those that can be repaired."""
    if not extract.broken_ways:
        return
    factory = WKBFactory()
    wanted = IdFilter(extract.broken_ways)
    source = osmium.io.File(str(path), inspect(path))
    ways = osmium.FileProcessor(source, osmium.osm.NODE | osmium.osm.WAY).with_locations().with_filter(wanted)
    gatherer = Gatherer()
    for way in guarded(ways, path):
        if not way.is_way():
            continue
        matched = [rule for rule in gatherer.match(way.tags.get)[0] if rule.shape in {"any", "area"}]
        try:
            ring = shapely.get_coordinates(shapely.from_wkb(factory.create_linestring(way)))
        except (RuntimeError, osmium.InvalidLocationError):
            continue
        shape = areal(shapely.make_valid(shapely.Polygon(ring))) if len(ring) > POLYGON + 1 else shapely.Polygon()
        if matched and not shape.is_empty and not gatherer.is_gone(way.tags.get):
            gatherer.propose(matched, f"way/{way.id}", way, shapely.to_wkb(shape))
    extract.left_out += len(extract.broken_ways) - len(gatherer.extract.found)
    for found in gatherer.extract.found:
        found.repaired = True
    extract.found.extend(gatherer.extract.found)
