"""Shapes of buildings, in metres about their own middle; the plan sets them down in a block."""

from math import atan2, degrees

import shapely
from shapely import affinity
from shapely.geometry import Point, Polygon, box

from parvis.cli.valombre.streets import Cell, Grid

Form = Polygon


def hall(length: float, width: float, east: float = 0, north: float = 0) -> Form:
    """A plain long building."""
    return box(east - length / 2, north - width / 2, east + length / 2, north + width / 2)


def church(length: float, width: float, east: float = 0, north: float = 0) -> Form:
    """Nave, transept and a round choir."""
    nave = box(-length / 2, -width / 2, length * 0.36, width / 2)
    arms = box(length * 0.1, -width * 1.05, length * 0.1 + width * 0.75, width * 1.05)
    choir = Point(length * 0.36, 0).buffer(width / 2, quad_segs=4)
    return _one(affinity.translate(shapely.union_all([nave, arms, choir]), east, north))


def wings(length: float, depth: float, width: float) -> Form:
    """Three wings about a court that opens to the south."""
    body = box(-length / 2, -depth / 2, length / 2, depth / 2)
    court = box(-length / 2 + width, -depth / 2 - 1, length / 2 - width, depth / 2 - width)
    return _one(body.difference(court))


def oval(length: float, width: float, east: float = 0, north: float = 0) -> Form:
    return _one(
        affinity.translate(affinity.scale(Point(0, 0).buffer(1, quad_segs=8), length / 2, width / 2), east, north)
    )


def set_down(form: Form, grid: Grid, cells: tuple[Cell, ...]) -> Polygon:
    """The form in the middle of its cells, turned with the street along them."""
    west, east = min(i for i, _ in cells), max(i for i, _ in cells) + 1
    middle = sum(j for _, j in cells) / len(cells) + 0.5
    (x1, y1), (x2, y2) = grid.at(west, middle), grid.at(east, middle)
    turned = affinity.rotate(form, degrees(atan2(y2 - y1, x2 - x1)), origin=(0, 0))
    centre = grid.block(cells).centroid
    return _one(affinity.translate(turned, centre.x, centre.y))


def _one(shape: object) -> Polygon:
    if not isinstance(shape, Polygon):
        raise TypeError("a form is one piece")
    return shape
