"""What a usable shape is, and whether two shapes are the same place. Pure functions."""

import json
from math import cos, radians
from typing import Any

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

WGS84 = Geod(ellps="WGS84")
MAX_VERTICES = 20_000
MAX_AREA_M2 = 50_000_000
MOSTLY = 0.6  # share of the smaller shape from which two shapes are the same ground
DEGREE_M = 111_320.0
# The map shows some places as a line or a point. Until somebody draws it, their ground is taken to be this wide.
HALF_STREET_M, AROUND_POINT_M = 6.0, 25.0

#: What the register calls a candidate: by its kind where the words of the register are finer, else by its category.
REGISTER_WORDS = {
    "marketplace": "market", "shopping_street": "pedestrian_precinct", "walking_street": "pedestrian_precinct",
    "stadium": "sport_venue", "school": "education", "university": "education", "hospital": "health", "park": "park",
    "event_ground": "event_site", "attraction": "tourist_site", "theme_park": "tourist_site", "nightclub": "hospitality",
    "open_space": "park",
}  # fmt: skip


class BadShape(ValueError):
    """A shape that cannot be used. `code` names the reason; the caller has the sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse_shape(text: str, kinds: tuple[str, ...]) -> BaseGeometry:
    """A GeoJSON geometry (or feature) as a shapely geometry of one of `kinds`, in degrees.

    Raises BadShape with the codes: not_geojson, wrong_kind, off_world, crosses_itself, too_detailed, too_large, empty.
    Nothing is repaired silently: a shape that crosses itself is the drawer's to mend.
    """
    try:
        data: Any = json.loads(text)
        geometry = shape(data.get("geometry", data) if data.get("type") == "Feature" else data)
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError, shapely.errors.ShapelyError):
        raise BadShape("not_geojson") from None
    check_shape(geometry, kinds)
    return shapely.force_2d(geometry)


def check_shape(geometry: BaseGeometry, kinds: tuple[str, ...]) -> None:
    """Raise BadShape unless the geometry can be kept."""
    if geometry.is_empty:
        raise BadShape("empty")
    if geometry.geom_type not in kinds:
        raise BadShape("wrong_kind")
    if shapely.get_num_coordinates(geometry) > MAX_VERTICES:
        raise BadShape("too_detailed")
    numbers = shapely.get_coordinates(geometry)
    if not np.isfinite(numbers).all() or (np.abs(numbers) > (180.0, 90.0)).any():
        raise BadShape("off_world")
    if not geometry.is_valid:
        raise BadShape("crosses_itself")
    if area_m2(geometry) > MAX_AREA_M2:
        raise BadShape("too_large")


def area_m2(geometry: BaseGeometry) -> float:
    """Area on the ellipsoid in square metres (Karney 2013, through pyproj); 0 for points and lines."""
    return abs(float(WGS84.geometry_area_perimeter(geometry)[0])) if geometry.area else 0.0


def overlap(one: BaseGeometry, other: BaseGeometry) -> float:
    """Share of the smaller shape that both have in common (0 to 1); for points and lines 1 when they touch."""
    if not one.intersects(other):
        return 0.0
    smaller = min(one.area, other.area)
    return float(one.intersection(other).area / smaller) if smaller else 1.0


def same_place(one: BaseGeometry, name: str, other: BaseGeometry, other_name: str) -> bool:
    """Duplicates are found by shape and name: mostly the same ground, or the same name on touching ground."""
    shared = overlap(one, other)
    alike = bool(name) and name.casefold().strip() == other_name.casefold().strip()
    return shared >= MOSTLY or (alike and shared > 0)


def register_word(category: str, kind: str) -> str:
    """The category of the register for what screening found; the reference words of both packs differ in places."""
    return REGISTER_WORDS.get(kind) or REGISTER_WORDS.get(category, category)


def ground_of(geometry: BaseGeometry) -> BaseGeometry:
    """An area for a place that the map shows as a line or a point: the street's width, or a circle about the point."""
    if geometry.area:
        return geometry
    reach = AROUND_POINT_M if geometry.geom_type in {"Point", "MultiPoint"} else HALF_STREET_M
    squeeze = cos(radians(geometry.centroid.y))
    flat = shapely.transform(geometry, lambda points: points * (squeeze, 1.0))
    wide = shapely.buffer(flat, reach / DEGREE_M, quad_segs=4)
    return shapely.transform(wide, lambda points: points / (squeeze, 1.0))
