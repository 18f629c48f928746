"""Names a place that has no name on the map after the street it lies on, else after the nearest named place."""

from collections import defaultdict

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from parvis.engines.terrain import metric
from parvis.engines.terrain.candidate import Description
from parvis.engines.terrain.metric import Shapes
from parvis.engines.terrain.shapes import make

REACH = 60.0  # metres to the street
BESIDE = 15.0  # a street counts by how much of it runs this close
DEGREE = 111_000.0  # metres of latitude, roughly, for a first look


def streets(shapes: Shapes, road_names: list[str], road_shapes: list[bytes]) -> list[str]:
    """For each shape (lon/lat) the named street that runs along most of it, else the nearest; '' beyond 60 m."""
    if not len(shapes) or not road_shapes:
        return [""] * len(shapes)
    roads = make(road_shapes)
    k = metric.scale(metric.latitudes(shapes))
    boxes = shapely.box(*_widened(shapely.bounds(shapes), k).T)
    place, road = shapely.STRtree(roads).query(boxes)
    near = np.bincount(road, minlength=len(roads)) > 0
    planar_roads = np.empty(len(roads), dtype=object)
    planar_roads[near] = metric.to_plane(roads[near])
    planar = metric.to_plane(shapes)
    gap = shapely.distance(planar[place], planar_roads[road]) / k[place]
    beside = shapely.buffer(planar, BESIDE * k)
    shared = shapely.length(shapely.intersection(planar_roads[road], beside[place])) / k[place]
    return _best(len(shapes), place, [road_names[row] for row in road], gap, shared)


def _widened(bounds: np.ndarray, k: np.ndarray) -> np.ndarray:
    margin = REACH / DEGREE
    return np.asarray(bounds + np.column_stack((-margin * k, -margin + 0 * k, margin * k, margin + 0 * k)))


def _best(number: int, place: np.ndarray, names: list[str], gap: np.ndarray, shared: np.ndarray) -> list[str]:
    along: list[dict[str, float]] = [defaultdict(float) for _ in range(number)]
    away: list[dict[str, float]] = [{} for _ in range(number)]
    # To the decimetre, as far as a map can tell: a street just within reach must not hang on how its line was drawn.
    for row, name, metres, length in zip(place, names, gap.round(1), shared, strict=True):
        if metres <= REACH:
            along[row][name] += length
            away[row][name] = min(metres, away[row].get(name, metres))
    return [
        min(away[row], key=lambda name: (-round(along[row][name]), round(away[row][name]), name), default="")
        for row in range(number)
    ]


def describe(kind: str, shape: BaseGeometry, street: str, neighbour: str) -> Description:
    """A name in words for an unnamed place of a kind."""
    if street:
        return Description("on_street", kind, {"street": street})
    if neighbour:
        return Description("near_place", kind, {"place": neighbour})
    middle = shapely.centroid(shape)
    return Description("at_point", kind, {"lat": f"{middle.y:.4f}", "lon": f"{middle.x:.4f}"})
