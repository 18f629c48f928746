"""The base map is a PMTiles archive with the layers promised; it appears whole or not at all."""

import gzip
import json
import struct
from pathlib import Path

import numpy as np
import pytest
from shapely import box, union_all
from tests.engines.terrain.conftest import EXTRACTS
from tests.engines.terrain.osm import Map, rectangle

from parvis.engines.terrain import ExtractError, build_tiles, tiles


def read(path: Path) -> tuple[dict[str, int], dict[str, dict[str, str]]]:
    """The zooms and the layers (with their attributes) of an archive, by the PMTiles v3 specification."""
    content = path.read_bytes()
    assert content[:8] == b"PMTiles\x03"
    start, length = struct.unpack("<QQ", content[24:40])
    metadata = content[start : start + length]
    facts = json.loads(gzip.decompress(metadata) if metadata[:2] == b"\x1f\x8b" else metadata)
    zooms = {"least": content[100], "most": content[101]}
    return zooms, {layer["id"]: layer["fields"] for layer in facts["vector_layers"]}


@pytest.mark.parametrize("name", [name for name in EXTRACTS if name != "milan-roads"])
def test_every_extract_makes_a_base_map(name, shared_data, tmp_path):
    out = tmp_path / "city.pmtiles"
    build_tiles(shared_data / f"{name}.osm.pbf", out)
    zooms, layers = read(out)
    assert zooms == {"least": 10, "most": 15}
    assert set(layers) <= {"roads", "buildings", "water", "green", "rail", "squares"}
    assert set(layers["roads"]) == {"class", "name"}
    assert [one.name for one in tmp_path.iterdir()] == ["city.pmtiles"]


def test_layers_hold_what_the_map_holds(drawn: Map, tmp_path):
    drawn.line([(0, 0), (100, 0)], {"highway": "primary_link", "name": "Rue"})
    drawn.area(rectangle(0, 0, 10, 10), {"building": "yes"})
    drawn.area(rectangle(20, 0, 10, 10), {"natural": "water"})
    drawn.area(rectangle(40, 0, 10, 10), {"leisure": "park"})
    drawn.line([(0, 30), (100, 30)], {"railway": "tram"})
    drawn.area(rectangle(60, 0, 10, 10), {"place": "square", "name": "Place"})
    out = tmp_path / "town.pmtiles"
    build_tiles(drawn.write(tmp_path / "town.osm"), out)
    assert set(read(out)[1]) == {"roads", "buildings", "water", "green", "rail", "squares"}


def test_an_older_map_stays_when_the_new_one_fails(drawn: Map, tmp_path, monkeypatch):
    out = tmp_path / "town.pmtiles"
    out.write_bytes(b"older")
    drawn.line([(0, 0), (100, 0)], {"highway": "primary"})
    town = drawn.write(tmp_path / "town.osm")

    def fail(_layers: object, unfinished: Path) -> None:
        unfinished.write_bytes(b"half")
        raise OSError("disk full")

    monkeypatch.setattr(tiles, "write", fail)
    with pytest.raises(OSError, match="disk full"):
        build_tiles(town, out)
    assert out.read_bytes() == b"older"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["town.osm", "town.pmtiles"]


def test_a_map_with_nothing_to_draw_is_refused(drawn: Map, tmp_path):
    drawn.node(0, 0, {"place": "square"})
    with pytest.raises(ExtractError) as refusal:
        build_tiles(drawn.write(tmp_path / "town.osm"), tmp_path / "town.pmtiles")
    assert refusal.value.kind == "no_candidates"


def test_water_and_green_end_where_the_extract_ends(shared_data):
    """The river at Porto comes whole with the extract, far up and down its valley."""
    layers = tiles.read_layers(shared_data / "porto-centre-2020.osm.pbf", lambda _step, _done: None)
    window = box(-8.6212353, 41.1247318, -8.5936815, 41.1560755)  # as `osmium fileinfo` prints it
    for name in ("water", "green"):
        layer = layers[name]
        assert window.buffer(1e-9).contains(union_all(layer.shapes))
        assert len(layer.shapes) == len(layer.names) == len(layer.classes) > 0
    assert union_all(layers["water"].shapes).area > 0.05 * window.area


def test_a_lake_across_the_edge_is_cut_and_one_beyond_is_left_out():
    inside, across, beyond = box(0, 0, 1, 1), box(1, 1, 3, 3), box(5, 5, 6, 6)
    touching = box(2, 0, 3, 1)
    layer = tiles.Layer(
        shapes=np.array([inside, across, beyond, touching], dtype=object), names=list("abcd"), classes=[""] * 4
    )
    assert tiles.cut(layer, box(0, 0, 2, 2))
    assert layer.names == ["a", "b"]
    assert [shape.area for shape in layer.shapes] == [1, 1]
    assert not tiles.cut(layer, box(8, 8, 9, 9))
