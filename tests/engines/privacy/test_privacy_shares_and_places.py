import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from scipy.stats import binomtest

from parvis.engines.privacy import blur, wilson

GLOBE = Geod(ellps="WGS84")


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    # Newcombe 1998, Statistics in Medicine 17, 857-872, table I, score method without continuity correction.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_published(successes: int, n: int, low: float, high: float) -> None:
    found = wilson(successes, n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
    assert found.share == successes / n


@given(st.integers(1, 500), st.data(), st.sampled_from([0.8, 0.95, 0.99]))
def test_wilson_equals_scipy(n: int, data: st.DataObject, confidence: float) -> None:
    successes = data.draw(st.integers(0, n))
    other = binomtest(successes, n).proportion_ci(confidence, method="wilson")
    found = wilson(successes, n, confidence)
    assert (found.low, found.high) == pytest.approx((other.low, other.high), abs=1e-9)


def test_wilson_at_its_ends() -> None:
    nothing = wilson(0, 0)
    assert math.isnan(nothing.share)
    assert (nothing.low, nothing.high) == (0, 1)
    assert wilson(5, 5).high == 1
    for successes, n, confidence in ((2, 1, 0.95), (-1, 1, 0.95), (1, 2, 1.0)):
        with pytest.raises(ValueError, match="must lie"):
            wilson(successes, n, confidence)


@given(st.floats(-180, 180), st.floats(-84, 84), st.sampled_from([100.0, 250.0, 1000.0]))
def test_blur_is_near_and_stays(lon: float, lat: float, grid_m: float) -> None:
    east, north = blur(lon, lat, grid_m)
    _, _, metres = GLOBE.inv(lon, lat, float(east), float(north))
    assert metres < grid_m
    again = blur(east, north, grid_m)
    np.testing.assert_allclose(again, (east, north), atol=1e-9)


@given(st.floats(-179, 179), st.floats(-80, 80), st.sampled_from([100.0, 400.0]))
def test_neighbouring_cells_are_a_grid_apart(lon: float, lat: float, grid_m: float) -> None:
    east, north = (float(v) for v in blur(lon, lat, grid_m))
    for step in (1e-6 * n for n in range(0, 40_000, 500)):
        other_east, other_north = (float(v) for v in blur(east + step, north, grid_m))
        if other_east != east:
            assert GLOBE.inv(east, north, other_east, other_north)[2] > 0.999 * grid_m
            break
    above = float(blur(lon, north + 1.01 * grid_m / 110_574, grid_m)[1])
    assert GLOBE.inv(east, north, east, above)[2] > 0.999 * grid_m


def test_blur_works_on_arrays_and_refuses_fine_grids() -> None:
    east, north = blur([5.0, math.nan], [45.0, 45.0])
    assert east.shape == north.shape == (2,)
    assert np.isnan(east[1])
    for lon, lat, grid_m in ((5, 45, 99), (5, 86, 100), (181, 45, 100), (5, 45, math.nan)):
        with pytest.raises(ValueError, match=r"metres|off the map"):
            blur(lon, lat, grid_m)
