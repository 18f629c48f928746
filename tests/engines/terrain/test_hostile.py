"""Files that cannot be used, by accident or on purpose: a kind and a sentence, never a trace."""

import bz2
import contextlib
import gzip
import random
import zlib
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.terrain.osm import Map, rectangle

from parvis.engines.terrain import ExtractError, build_tiles, intake, screen
from parvis.engines.terrain.errors import SENTENCES

HEAD = '<?xml version="1.0"?><osm version="0.6">'
NODE = '<node id="1" version="1" lat="{lat}" lon="{lon}"><tag k="place" v="square"/></node>'
SQUARE = NODE.format(lat=45, lon=5)


def xml(inside: str) -> bytes:
    return f"{HEAD}{inside}</osm>".encode()


def refusal(path: Path) -> ExtractError:
    with pytest.raises(ExtractError) as raised:
        screen(path)
    problem = raised.value
    assert problem.kind in SENTENCES
    assert path.name in str(problem)
    assert problem.sentence(lambda text: text.replace("The file", "Le fichier")).startswith("Le fichier")
    return problem


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("nothing.osm.pbf", b"", "empty"),
        ("nothing.osm", b"", "empty"),
        ("hollow.osm", xml(""), "empty"),
        ("hollow.osm.gz", gzip.compress(b""), "empty"),
        ("bare.osm", xml('<node id="1" version="1" lat="1" lon="2"/>'), "no_candidates"),
        ("said-to-be.osm.pbf", b"hello, this is a text" * 100, "wrong_format"),
        ("picture.osm.pbf", b"\x89PNG\r\n\x1a\n" + bytes(1000), "wrong_format"),
        ("archive.osm.pbf", b"PK\x03\x04" + bytes(1000), "wrong_format"),
        ("page.osm", b"<html><body>404</body></html>", "wrong_format"),
        ("table.csv", b"a,b\n1,2\n", "wrong_format"),
        ("old.osm", b'<osm version="0.5"></osm>', "wrong_format"),
        ("entities.osm", b'<!DOCTYPE x [<!ENTITY a "b">]>' + xml(SQUARE), "wrong_format"),
        ("text.osm.gz", gzip.compress(b"not a map" * 10), "wrong_format"),
        ("noise.osm.gz", b"\x1f\x8b" + bytes(range(200)), "wrong_format"),
        ("cut.osm", xml(SQUARE)[:-20], "truncated"),
        ("cut.osm.gz", gzip.compress(xml(SQUARE * 99))[:-30], "truncated"),
        ("cut.osm.bz2", bz2.compress(xml(SQUARE * 99))[:-30], "truncated"),
        ("id.osm", xml('<node id="99999999999999999999999" version="1" lat="1" lon="2"/>'), "damaged"),
        ("off-the-world.osm", xml(NODE.format(lat=1000, lon=5)), "damaged"),
        ("endless-name.osm", xml(SQUARE.replace("square", "x" * 10_000)), "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_used_is_refused(name, content, kind, tmp_path):
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path).kind == kind


def test_what_is_not_there_is_unreadable(tmp_path):
    assert refusal(tmp_path / "none.osm.pbf").kind == "unreadable"
    (tmp_path / "folder.osm").mkdir()
    assert refusal(tmp_path / "folder.osm").kind == "unreadable"


@pytest.mark.parametrize("part", [0.0001, 0.01, 0.2, 0.5, 0.8, 0.999])
def test_a_broken_download_is_refused(part, shared_data, tmp_path):
    whole = (shared_data / "monaco-2023.osm.pbf").read_bytes()
    path = tmp_path / "monaco.osm.pbf"
    path.write_bytes(whole[: int(len(whole) * part)])
    assert refusal(path).kind in {"truncated", "wrong_format"}


@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_file_is_read_or_refused(seed, shared_data, tmp_path):
    damaged = bytearray((shared_data / "monaco-2023.osm.pbf").read_bytes())
    chance = random.Random(seed)
    for _ in range(3):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    path = tmp_path / "monaco.osm.pbf"
    path.write_bytes(damaged)
    with contextlib.suppress(ExtractError):
        assert screen(path).candidates


@settings(max_examples=60, deadline=None)
@given(
    content=st.binary(max_size=400), head=st.sampled_from([b"", b"<osm", b"\x00\x00\x00\x0d\x0a\x09OSMHeader", b"BZh9"])
)
def test_noise_is_refused(tmp_path_factory, content, head):
    path = tmp_path_factory.mktemp("noise") / "noise.osm.pbf"
    path.write_bytes(head + content)
    refusal(path)


@pytest.mark.parametrize("packing", ["gz", "bz2"])
def test_a_bomb_is_not_unpacked(packing, tmp_path):
    path = tmp_path / f"bomb.osm.{packing}"
    spaces = b" " * (1 << 20)
    packer = zlib.compressobj(9, zlib.DEFLATED, 31) if packing == "gz" else bz2.BZ2Compressor()
    with path.open("wb") as file:
        file.write(packer.compress(HEAD.encode()))
        for _ in range(80):
            file.write(packer.compress(spaces))
        file.write(packer.compress(SQUARE.encode() + b"</osm>") + packer.flush())
    assert refusal(path).kind == "too_large"


def test_a_block_that_unpacks_without_end_is_refused(tmp_path):
    path = tmp_path / "bomb.osm.pbf"
    header = b"\x0a\x09OSMHeader\x18\x08"
    blob = b"\x10\xff\xff\xff\xff\x7f\x1a\x00"
    path.write_bytes(len(header).to_bytes(4, "big") + header + blob)
    assert refusal(path).kind == "too_large"


def test_a_file_beyond_the_limit_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "big.osm"
    path.write_bytes(xml(SQUARE))
    monkeypatch.setattr(intake, "LARGEST_FILE", 20)
    assert refusal(path).kind == "too_large"


@pytest.mark.parametrize("name", ["town.osm.pbf", "town.osm.gz", "town", "-", "town.osm; rm.osm"])
def test_content_counts_not_the_name(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(xml(SQUARE))
    assert screen(path).candidates[0].category == "square"


def test_packed_extracts_are_read(tmp_path):
    for name, pack in (("town.osm.gz", gzip.compress), ("town.osm.bz2", bz2.compress)):
        (tmp_path / name).write_bytes(pack(xml(SQUARE)) + pack(b"\n"))
        assert len(screen(tmp_path / name).candidates) == 1


def test_a_ring_that_crosses_itself_is_repaired_and_said_so(drawn, proposed):
    drawn.area([(0, 0), (60, 60), (60, 0), (0, 60)], {"place": "square", "name": "Bow"})
    (found,) = proposed(drawn)
    assert found.geometry.is_valid
    assert found.area_m2 == pytest.approx(1800, rel=1e-3)
    assert "repaired" in [reason.code for reason in found.reasons]


def test_what_is_beyond_repair_is_left_out_and_counted(tmp_path):
    drawn = Map()
    drawn.node(0, 0, {"amenity": "theatre", "name": "Odéon"})
    drawn.area([(0, 0), (50, 0), (100, 0)], {"place": "square", "name": "Flat"})
    drawn.relation([(99, "outer")], {"type": "multipolygon", "place": "square", "name": "Ghost"})
    drawn.area(rectangle(0, 0, 40_000, 40_000), {"leisure": "park", "name": "Vast"})
    lost = drawn.xml().replace("<relation", '<way id="77" version="1"><nd ref="555"/><nd ref="556"/><nd ref="557"/>'
                               '<nd ref="555"/><tag k="place" v="square"/></way><relation', 1)  # fmt: skip
    path = tmp_path / "town.osm"
    path.write_text(lost)
    found = screen(path)
    assert [one.name for one in found.candidates] == ["Odéon"]
    assert found.counts["left_out"] == 3  # the reading library drops an outline none of whose points is there


def test_names_of_any_kind_pass_through_untouched(drawn, proposed):
    name = "<script>%(x)s' \u202e 𝕻 \\ {0}"
    drawn.node(0, 0, {"place": "square", "name": name})
    assert proposed(drawn)[0].name == name


def test_a_shape_round_the_whole_world_does_no_harm(tmp_path):
    corners = ((-180, -85), (180, -85), (180, 85), (-180, 85))
    nodes = "".join(f'<node id="{n}" version="1" lat="{lat}" lon="{lon}"/>' for n, (lon, lat) in enumerate(corners, 1))
    refs = "".join(f'<nd ref="{n}"/>' for n in (1, 2, 3, 4, 1))
    pole = '<node id="9" version="1" lat="90" lon="180"><tag k="place" v="square"/></node>'
    world = f'{nodes}{pole}<way id="1" version="1">{refs}<tag k="leisure" v="park"/><tag k="name" v="World"/></way>'
    path = tmp_path / "world.osm"
    path.write_bytes(xml(world))
    found = screen(path)
    assert [one.osm_id for one in found.candidates] == ["node/9"]
    assert shapely.get_coordinates(found.candidates[0].geometry).tolist() == [[180, 90]]
    with pytest.raises(ExtractError):
        build_tiles(path, tmp_path / "world.pmtiles")
    assert [one.name for one in tmp_path.iterdir()] == ["world.osm"]


def test_what_the_caller_raises_to_stop_is_passed_on(shared_data):
    class Stop(Exception):
        pass

    def stop(step: str, done: float) -> None:
        if step == "read":
            raise Stop

    with pytest.raises(Stop):
        screen(shared_data / "monaco-2023.osm.pbf", progress=stop)
