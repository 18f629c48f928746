"""Drawing on a place by shares of its length and depth, so that a drawing fits however the town is laid out."""

from math import cos, hypot, radians
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

CORNERS = np.array([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)])
FOUR_SIDED = 0.75  # a place that fills its frame less than this has no four corners of its own: the frame's serve


class Ground:
    """The four corners of a place: shares go from 0 to 1 from west to east along it, and from south to north across."""

    def __init__(self, geometry: BaseGeometry) -> None:
        squeeze = cos(radians(geometry.centroid.y))
        flat = shapely.transform(geometry, lambda points: points * (squeeze, 1.0))
        frame = shapely.oriented_envelope(flat)
        outline = shapely.get_coordinates(flat)
        ring = _from_south_west(frame)
        if flat.area > FOUR_SIDED * frame.area:
            ring = [_nearest(outline, corner) for corner in ring]
        self._corners = np.array(ring) / (squeeze, 1.0)

    def box(self, west: float, south: float, east: float, north: float) -> Polygon:
        """The ground between two shares of the place; it may reach beyond."""
        ring = np.array([west, south]) + CORNERS * (east - west, north - south)
        return Polygon(self._laid(ring))

    def line(self, points: list[Any]) -> LineString:
        return LineString(self._laid(np.array(points, dtype=float)))

    def _laid(self, shares: NDArray[np.float64]) -> NDArray[np.float64]:
        """Bilinear between the corners."""
        x, y = shares[:, :1], shares[:, 1:]
        south_west, south_east, north_east, north_west = self._corners
        laid: NDArray[np.float64] = (south_west * (1 - x) + south_east * x) * (1 - y) + (
            north_west * (1 - x) + north_east * x
        ) * y
        return laid


def _from_south_west(frame: BaseGeometry) -> list[NDArray[np.float64]]:
    """The corners of a rectangle, against the clock, with its longer side first and that side running east."""
    ring = shapely.get_coordinates(shapely.geometry.polygon.orient(frame))[:-1]  # type: ignore[arg-type]  # a rectangle
    turns = [np.roll(ring, -step, axis=0) for step in range(len(ring))]
    along = [turn[1] - turn[0] for turn in turns]
    longest = max(hypot(*side) for side in along)
    east = [float(side[0]) if hypot(*side) > 0.99 * longest else -longest for side in along]
    return list(turns[int(np.argmax(east))])


def _nearest(outline: NDArray[np.float64], corner: NDArray[np.float64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = outline[np.hypot(*(outline - corner).T).argmin()]
    return found
