"""The number of queries of a page does not grow with the data."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from shapely.geometry import box

from parvis.places.actions import draw_entrance, draw_zone, register_place


def queries(client, address) -> int:
    client.get(address)  # packs and permissions of the process are loaded once
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/places/",
        "/places/map.geojson",
        "/api/v1/places",
        "/assessments/",
        "/plans/",
        "/exercises/",
        "/residents/",
        "/exchange/",
    ],
)
def test_lists(city, coordinator, enter, address):
    client = enter(coordinator)
    for n in range(8):  # the home page looks at the eight places changed last, never at more
        register_place(coordinator, city, name=f"P{n}", category="square", geometry=box(n, 1, n + 0.001, 1.001))
    few = queries(client, address)
    for n in range(8, 20):
        register_place(coordinator, city, name=f"P{n}", category="square", geometry=box(n, 1, n + 0.001, 1.001))
    assert queries(client, address) == few


@pytest.mark.parametrize("page", ["", "sheet/", "map.geojson"])
def test_a_place(square, coordinator, enter, page):
    client = enter(coordinator)
    draw_zone(coordinator, square, kind="inner_area", name="Z", geometry=box(5, 48, 5.001, 48.0005))
    draw_entrance(coordinator, square, name="E", geometry=box(5, 48, 5.001, 48.0005).centroid)
    few = queries(client, f"/places/{square.pk}/{page}")
    for n in range(8):
        draw_zone(coordinator, square, kind="inner_area", name=f"Z{n}", geometry=box(5, 48, 5.001, 48.0005))
        draw_entrance(coordinator, square, name=f"E{n}", geometry=box(5, 48, 5.001, 48.0005).centroid)
    assert queries(client, f"/places/{square.pk}/{page}") == few
