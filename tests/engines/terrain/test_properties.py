"""What must not matter does not."""

import json
import tempfile
from itertools import pairwise
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapely.geometry import shape
from tests.engines.terrain.osm import Map, Point, rectangle

from parvis.engines.terrain import Candidate, screen, to_geojson

KINDS = (
    {"place": "square"},
    {"highway": "pedestrian", "area": "yes"},
    {"amenity": "marketplace"},
    {"amenity": "place_of_worship"},
    {"railway": "station"},
    {"leisure": "park"},
)
NAMES = ("", "Nord", "Sud", "Markt")
boxes = st.tuples(
    st.integers(0, 300), st.integers(0, 300), st.integers(20, 120), st.integers(20, 120), st.sampled_from(KINDS),
    st.sampled_from(NAMES),
)  # fmt: skip
points = st.tuples(st.integers(0, 300), st.integers(0, 300), st.sampled_from(KINDS[2:5]), st.sampled_from(NAMES))
towns = st.tuples(st.lists(boxes, min_size=1, max_size=6), st.lists(points, max_size=6))


def named(tags: dict[str, str], name: str) -> dict[str, str]:
    return {**tags, "name": name} if name else tags


def town(drawing, split: int = 1) -> Map:
    areas, dots = drawing
    drawn = Map()
    for west, south, width, height, tags, name in areas:
        drawn.area(divided(rectangle(west, south, width, height), split), named(tags, name))
    drawn.line(divided([(-50, 150), (400, 150)], split), {"highway": "residential", "name": "Rue du Milieu"})
    for east, north, tags, name in dots:
        drawn.node(east, north, named(tags, name))
    drawn.node(1000, 1000, {"amenity": "theatre", "name": "Odéon"})
    return drawn


def divided(line: list[Point], split: int) -> list[Point]:
    """The line with each of its edges in `split` equal parts; a ring's last edge stays whole."""
    found = [line[0]]
    for (x0, y0), (x1, y1) in pairwise(line):
        found += [(x0 + (x1 - x0) * part / split, y0 + (y1 - y0) * part / split) for part in range(1, split + 1)]
    return found


def read(drawn: Map) -> list[Candidate]:
    with tempfile.TemporaryDirectory() as folder:
        return screen(drawn.write(Path(folder) / "town.osm")).candidates


def said(candidates: list[Candidate]) -> list[tuple[object, ...]]:
    return sorted((one.category, one.kind, one.name, tuple(one.sentences())) for one in candidates)


@settings(max_examples=25, deadline=None)
@given(towns, st.randoms(use_true_random=False))
def test_the_numbers_of_nodes_do_not_matter(drawing, random):
    plain, renumbered = town(drawing), town(drawing)
    renumbered.numbers = list(range(1, len(plain.nodes) + 1))
    random.shuffle(renumbered.numbers)
    assert said(read(plain)) == said(read(renumbered))


@example(([(101, 128, 41, 120, KINDS[0], "Sud")], [(120, 248, KINDS[2], "Nord"), (120, 295, KINDS[2], "")]), 2)
@example(([(0, 0, 20, 20, KINDS[0], "")] * 3 + [(2, 41, 120, 49, KINDS[0], "")], []), 2)
@settings(max_examples=25, deadline=None)
@given(towns, st.integers(2, 4))
def test_more_points_on_the_same_edges_change_nothing(drawing, split):
    plain, fine = read(town(drawing)), read(town(drawing, split))
    assert [(one.category, one.kind, one.name) for one in plain] == [(o.category, o.kind, o.name) for o in fine]
    assert [len(one.members) for one in plain] == [len(one.members) for one in fine]


@settings(max_examples=25, deadline=None)
@given(towns)
def test_geojson_comes_back_as_the_same_valid_shape(drawing):
    found = read(town(drawing))
    collection = json.loads(json.dumps(to_geojson(found)))
    for one, feature in zip(found, collection["features"], strict=True):
        back = shape(feature["geometry"])
        assert back.is_valid
        assert back.normalize().equals_exact(one.geometry.normalize(), 1e-6)


@settings(max_examples=15, deadline=None)
@given(towns)
def test_reading_twice_gives_the_same(drawing):
    assert to_geojson(read(town(drawing))) == to_geojson(read(town(drawing)))
