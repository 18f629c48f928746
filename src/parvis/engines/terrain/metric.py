"""Metres from degrees, without choosing a zone: the ellipsoidal Mercator projection of the WGS84 ellipsoid.

Mercator is conformal: near a point at latitude phi, a distance in the plane is the true distance times k(phi), whatever
its direction. So one plane serves an extract of any extent, a search radius is multiplied by k of its own place, and an
area is divided by k squared. Source: J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395
(1987), equations 7-6 and 7-7 (plane) and 7-8 (k).
"""

import numpy as np
import shapely
from numpy.typing import NDArray

A = 6_378_137.0
F = 1 / 298.257223563
E = float(np.sqrt(F * (2 - F)))
LIMIT = 89.5  # the plane ends before the poles

Floats = NDArray[np.float64]
Shapes = NDArray[np.object_]


def plane(lonlat: Floats) -> Floats:
    """Mercator metres (n, 2) of longitudes and latitudes in degrees (n, 2)."""
    lam = np.radians(lonlat[:, 0])
    sin = np.sin(np.radians(np.clip(lonlat[:, 1], -LIMIT, LIMIT)))
    return np.column_stack((A * lam, A * (np.arctanh(sin) - E * np.arctanh(E * sin))))


def scale(lat: Floats) -> Floats:
    """k at latitudes in degrees: how many metres of the plane make one metre on the ground."""
    phi = np.radians(np.clip(lat, -LIMIT, LIMIT))
    return np.asarray(np.sqrt(1 - (E * np.sin(phi)) ** 2) / np.cos(phi), dtype=np.float64)


def to_plane(shapes: Shapes) -> Shapes:
    """The shapes (lon/lat) in Mercator metres."""
    return np.asarray(shapely.transform(shapes, plane), dtype=object)


def latitudes(shapes: Shapes) -> Floats:
    """The middle latitude of each shape (lon/lat), in degrees."""
    bounds = shapely.bounds(shapes)
    return np.asarray((bounds[:, 1] + bounds[:, 3]) / 2, dtype=np.float64)


def areas(planar: Shapes, k: Floats) -> Floats:
    """True areas in square metres of shapes in the plane, k taken at their middle latitude."""
    return np.asarray(shapely.area(planar) / k**2, dtype=np.float64)


def lengths(planar: Shapes, k: Floats) -> Floats:
    """True lengths in metres of lines in the plane."""
    return np.asarray(shapely.length(planar) / k, dtype=np.float64)
