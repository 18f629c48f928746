"""Drawing on a place by shares of its length and depth, so that a drawing fits however the town is laid out."""

from itertools import pairwise
from math import atan2, cos, degrees, hypot, radians
from typing import Any, TypeVar

import shapely
from shapely import affinity
from shapely.geometry import LineString, Polygon, box
from shapely.geometry.base import BaseGeometry

Shape = TypeVar("Shape", bound=BaseGeometry)


class Ground:
    """The frame about a place: 0 to 1 from west to east along its longer side, and from south to north across it."""

    def __init__(self, geometry: BaseGeometry) -> None:
        self._squeeze = cos(radians(geometry.centroid.y))
        flat = affinity.scale(geometry, self._squeeze, 1.0, origin=(0, 0))
        frame = shapely.oriented_envelope(flat)
        if not isinstance(frame, Polygon):
            raise TypeError("only an area can be drawn on")
        sides = [(hypot(b[0] - a[0], b[1] - a[1]), a, b) for a, b in pairwise(list(frame.exterior.coords)[:3])]
        _, start, end = max(sides)
        angle = degrees(atan2(end[1] - start[1], end[0] - start[0]))
        self._angle = (angle + 90) % 180 - 90
        self._middle = (frame.centroid.x, frame.centroid.y)
        west, south, east, north = affinity.rotate(frame, -self._angle, origin=self._middle).bounds
        self._corner, self._size = (west, south), (east - west, north - south)

    def box(self, west: float, south: float, east: float, north: float) -> Polygon:
        """A rectangle between two shares of the place; it may reach beyond."""
        return self._laid(box(west, south, east, north))

    def line(self, points: list[Any]) -> LineString:
        return self._laid(LineString([tuple(point) for point in points]))

    def _laid(self, shape: Shape) -> Shape:
        (x, y), (wide, deep) = self._corner, self._size
        placed = affinity.affine_transform(shape, [wide, 0, 0, deep, x, y])
        turned = affinity.rotate(placed, self._angle, origin=self._middle)
        laid: Shape = affinity.scale(turned, 1 / self._squeeze, 1.0, origin=(0, 0))
        return laid
