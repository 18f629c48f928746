"""Points moved to the middle of a grid cell, so that a report does not point at one door."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

LEAST_GRID_M = 100.0
METRES_PER_DEGREE = 110_574.0
"""The shortest degree on the WGS 84 ellipsoid (of latitude, at the equator): a cell is never smaller than asked."""
FARTHEST_LATITUDE = 85.0


def blur(lon: ArrayLike, lat: ArrayLike, grid_m: float = LEAST_GRID_M) -> tuple[Floats, Floats]:
    """Snap points (degrees, WGS 84) to the middle of cells of at least `grid_m` metres each way.

    The grid is fixed to the globe: the same point always gives the same cell, and a snapped point stays where it is.
    Points with nan stay nan. ValueError for a grid below 100 m, for points off the globe, or nearer to a pole than
    5 degrees.
    """
    if not LEAST_GRID_M <= grid_m < float("inf"):
        raise ValueError("A grid of less than 100 metres would not hide a door.")
    east, north = np.broadcast_arrays(np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64))
    if (np.abs(north) > FARTHEST_LATITUDE).any() or (np.abs(east) > 180).any():  # noqa: PLR2004 - degrees
        raise ValueError("A point lies off the map.")
    step = grid_m / METRES_PER_DEGREE
    band = np.floor(north / step)
    snapped_north = (band + 0.5) * step
    # Cells are as wide as asked along the edge of their band that lies nearer to the pole, where a degree is shortest.
    edge = np.minimum(np.maximum(np.abs(band), np.abs(band + 1)) * step, FARTHEST_LATITUDE + 1)
    columns = np.maximum(np.floor(360.0 * np.cos(np.radians(edge)) / step), 1.0)  # whole cells around the globe
    width = 360.0 / columns
    place = np.floor((east + 180.0) / width) % columns
    return (place + 0.5) * width - 180.0, snapped_north
