"""Metres agree with PROJ."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from parvis.engines.terrain import metric

MERCATOR = Transformer.from_crs("EPSG:4326", "EPSG:3395", always_xy=True)
GEOD = Geod(ellps="WGS84")


@given(st.floats(-180, 180), st.floats(-80, 80))
def test_the_plane_is_the_ellipsoidal_mercator(lon, lat):
    assert metric.plane(np.array([[lon, lat]]))[0] == pytest.approx(MERCATOR.transform(lon, lat), abs=1e-4)


@given(st.floats(-179, 179), st.floats(-75, 75), st.floats(0, 359))
def test_a_short_distance_is_true_in_any_direction(lon, lat, bearing):
    there = GEOD.fwd(lon, lat, bearing, 100)[:2]
    flat = metric.plane(np.array([[lon, lat], there]))
    middle = np.array([(lat + there[1]) / 2])
    assert float(np.hypot(*(flat[1] - flat[0])) / metric.scale(middle)[0]) == pytest.approx(100, rel=1e-4)


@given(st.floats(-179, 179), st.floats(-70, 70), st.floats(10, 1500))
def test_an_area_is_true(lon, lat, size):
    corners = [GEOD.fwd(lon, lat, bearing, size)[:2] for bearing in (10, 80, 170, 300)]
    shapes = np.array([shapely.Polygon(corners)], dtype=object)
    found = metric.areas(metric.to_plane(shapes), metric.scale(metric.latitudes(shapes)))[0]
    assert found == pytest.approx(abs(GEOD.geometry_area_perimeter(shapes[0])[0]), rel=1e-3)


def test_the_poles_do_no_harm():
    assert np.isfinite(metric.plane(np.array([[0.0, 90.0], [0.0, -90.0]]))).all()
