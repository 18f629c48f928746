"""Every real extract screens, and the result agrees with other libraries."""

import json
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import osmium
import pytest
import shapely
from osmium.filter import TagFilter
from pyproj import Geod
from shapely.geometry import shape

from parvis.engines.terrain import screening_to_geojson
from parvis.engines.terrain.rules import CATEGORIES

GEOD = Geod(ellps="WGS84")
AREAL = {"Polygon", "MultiPolygon"}


def test_it_proposes_places_with_reasons(extract):
    _, found = extract
    assert len(found.candidates) > 50
    ids = [one.osm_id for one in found.candidates]
    assert len(set(ids)) == len(ids)
    for one in found.candidates:
        assert one.name.strip()
        assert one.category in CATEGORIES
        assert one.reasons[0].code == f"function_{one.kind}"
        assert sum(reason.code.startswith("size_") for reason in one.reasons) == 1
        assert "  " not in " ".join(one.sentences())


def test_the_counts_add_up(extract):
    _, found = extract
    assert found.counts["candidates"] == len(found.candidates)
    assert sum(found.counts[f"category_{category}"] for category in CATEGORIES) == len(found.candidates)
    members = [member for one in found.candidates for member in one.members]
    assert found.counts["merged"] == len(members) - len(found.candidates)


def test_it_lies_where_the_extract_lies(extract):
    _, found = extract
    west, south, east, north = found.bounds
    assert -180 <= west < east <= 180
    assert -90 <= south < north <= 90
    inside = shapely.box(west, south, east, north).buffer(0.05)
    assert all(inside.covers(one.geometry.centroid) for one in found.candidates)


def test_areas_are_those_of_the_geodesic(extract):
    _, found = extract
    areal = [one for one in found.candidates if one.geometry.geom_type in AREAL]
    assert areal
    for one in areal:
        true = GEOD.geometry_area_perimeter(shapely.orient_polygons(one.geometry))[0]
        assert one.area_m2 == pytest.approx(true, rel=2e-3, abs=0.2)


def test_it_is_valid_geojson(extract):
    _, found = extract
    collection = json.loads(json.dumps(screening_to_geojson(found), allow_nan=False))
    assert collection["type"] == "FeatureCollection"
    assert collection["parvis:counts"]["candidates"] == len(collection["features"])
    for feature in collection["features"]:
        assert feature["type"] == "Feature"
        assert feature["id"] == feature["properties"]["osm_id"]
        back = shape(feature["geometry"])
        assert back.is_valid, feature["id"]
        assert not back.is_empty
        if back.geom_type in AREAL:
            assert all(right_handed(part) for part in shapely.get_parts(back))


def right_handed(part: shapely.Polygon) -> bool:
    return part.exterior.is_ccw and not any(hole.is_ccw for hole in part.interiors)


def test_every_square_of_the_map_is_in_a_candidate(extract):
    path, found = extract
    members = {member for one in found.candidates for member in one.members}
    wanted = TagFilter(("place", "square"))
    mapped = set()
    thing: Any
    for thing in osmium.FileProcessor(path).with_areas(wanted).with_filter(wanted):
        if thing.tags.get("access") == "private":
            continue
        if thing.is_node():
            mapped.add(f"node/{thing.id}")
        elif thing.is_area() and thing.num_rings()[0]:
            mapped.add(f"{'way' if thing.from_way() else 'relation'}/{thing.orig_id()}")
    assert mapped <= members
    assert len(mapped) >= sum(one.kind == "square" for one in found.candidates)


def test_the_order_is_by_category_and_name(extract):
    _, found = extract
    keys = [(CATEGORIES.index(one.category), one.name) for one in found.candidates]
    assert all(one <= other for one, other in pairwise(keys))


def test_the_date_of_porto(shared_data, extract):
    path, found = extract
    if path.name.startswith("porto"):
        assert found.data_date == datetime(2020, 7, 20, 10, 27, 3, tzinfo=UTC)
    elif path.name.startswith("milan"):
        assert found.data_date is None  # neither header nor objects tell
    else:
        assert found.data_date.year in {2019, 2020, 2021, 2023, 2024}
