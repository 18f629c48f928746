"""From an extract to the register: real cities, a second reading, cancelling, and files that are not what they say."""

import gzip
import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from shapely.geometry import box

from parvis.places.actions import ask_import, reading, reap_imports, register_place, take_candidate
from parvis.places.actions.reading import ReadingFailed, ReadingStopped, carry_out
from parvis.places.models import Candidate, ImportRun, Place


@pytest.fixture
def bring(city, coordinator):
    def run(path: Path) -> ImportRun:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        return carry_out(ask_import(coordinator, city, file_name=path.name, sha256=digest).pk, path)

    return run


def test_a_real_city_comes_in_once_and_a_second_time_changes_nothing(bring, shared_data, coordinator):
    first = bring(shared_data / "porto-centre-2020.osm.pbf")
    assert first.state == "done"
    assert first.counts["new"] > 200
    taken = take_candidate(
        coordinator, Candidate.objects.filter(category="square").exclude(name="").order_by("name")[0]
    )
    again = bring(shared_data / "porto-centre-2020.osm.pbf")
    assert again.counts == {"new": 0, "same": first.counts["new"], "changed": 0, "gone": 0, "in_register": 1}
    assert Candidate.objects.count() == first.counts["new"]
    assert list(Place.objects.all()) == [taken]


EXTRACTS = [
    "helsinki-centre-2019", "london-centre-2020", "monaco-2023", "liechtenstein-2021", "heidelberg-roads-2024", "milan-roads",
]  # fmt: skip


@pytest.mark.parametrize("name", EXTRACTS)
def test_every_extract_imports(bring, shared_data, name):
    run = bring(shared_data / f"{name}.osm.pbf")
    assert run.state == "done"
    assert run.counts["new"] == Candidate.objects.count() > 100
    assert reading.tiles_path().stat().st_size > 100_000


TOWN = """<?xml version="1.0"?><osm version="0.6">
<node id="1" lat="46" lon="-20"/><node id="2" lat="46" lon="-19.999"/><node id="3" lat="46.001" lon="-19.999"/><node id="4" lat="46.001" lon="-20"/>
<node id="5" lat="46.003" lon="-20"/><node id="6" lat="46.003" lon="-19.999"/><node id="7" lat="46.004" lon="-19.999"/><node id="8" lat="46.004" lon="-20"/>
<way id="1"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="4"/><nd ref="1"/><tag k="place" v="square"/><tag k="name" v="{name}"/><tag k="area" v="yes"/></way>
{more}</osm>"""
SECOND = '<way id="2"><nd ref="5"/><nd ref="6"/><nd ref="7"/><nd ref="8"/><nd ref="5"/><tag k="place" v="square"/><tag k="name" v="New square"/><tag k="area" v="yes"/></way>'


def test_a_newer_extract_says_what_changed_and_keeps_what_people_decided(bring, tmp_path, coordinator):
    file = tmp_path / "town.osm"
    file.write_text(TOWN.format(name="Old name", more=SECOND))
    bring(file)
    kept = take_candidate(coordinator, Candidate.objects.get(name="Old name"))
    file.write_text(TOWN.format(name="New name", more=""))
    run = bring(file)
    assert (run.counts["changed"], run.counts["gone"], run.counts["new"]) == (1, 0, 0)
    changed = Candidate.objects.get(osm_id="way/1")
    assert (changed.name, changed.changes, changed.state, changed.place) == ("New name", ["name"], "taken", kept)
    kept.refresh_from_db()
    assert kept.name == "Old name"


def test_a_place_drawn_by_hand_is_recognised(bring, tmp_path, city, coordinator):
    register_place(coordinator, city, name="By hand", category="square", geometry=box(-20, 46, -19.999, 46.001))
    file = tmp_path / "town.osm"
    file.write_text(TOWN.format(name="From the map", more=""))
    assert bring(file).counts["in_register"] == 1
    assert Candidate.objects.get().place.name == "By hand"


BAD = {
    "empty": b"",
    "wrong_format": b"PK\x03\x04 this is a zip",
    "claims_to_be_pbf": b"<html>not a map</html>",
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_files_that_are_not_extracts_leave_everything_as_it_was(bring, tmp_path, name):
    file = tmp_path / f"{name}.osm.pbf"
    file.write_bytes(BAD[name])
    run = bring(file)
    assert run.state == "failed"
    assert "unchanged" in reading.sentence_of_problem(run.problem)
    assert not Candidate.objects.exists()


def test_a_truncated_extract_and_a_bomb_are_refused(bring, shared_data, tmp_path):
    whole = (shared_data / "monaco-2023.osm.pbf").read_bytes()
    cut = tmp_path / "cut.osm.pbf"
    cut.write_bytes(whole[: len(whole) // 2])
    assert bring(cut).state == "failed"
    bomb = tmp_path / "bomb.osm.gz"
    bomb.write_bytes(gzip.compress(b"<osm>" + b" " * 50_000_000))
    assert bring(bomb).state == "failed"
    assert not Candidate.objects.exists()


def test_an_extract_without_public_spaces_says_so(bring, tmp_path):
    file = tmp_path / "sea.osm"
    file.write_text('<osm version="0.6"><node id="1" lat="46" lon="-20"/></osm>')
    run = bring(file)
    assert run.problem == "no_candidates"
    assert "no public space" in reading.sentence_of_problem(run.problem)


def test_cancelling_keeps_the_register_as_it_was(shared_data, tmp_path):
    steps = []

    def watch(step: str, done: float) -> bool:
        steps.append(step)
        return len(steps) < 2

    with pytest.raises(ReadingStopped):
        reading.read(shared_data / "porto-centre-2020.osm.pbf", tmp_path / "t.pmtiles", watch)
    assert not list(tmp_path.iterdir())
    with pytest.raises(ReadingFailed):
        reading.read(tmp_path / "nothing.osm.pbf", tmp_path / "t.pmtiles", lambda *_: True)


def test_a_run_that_somebody_cancels_ends_as_cancelled(city, coordinator, enter, shared_data):
    run = ask_import(coordinator, city, file_name="a.osm.pbf", sha256="0" * 64)
    client = enter(coordinator)
    assert "Cancel" in client.get(f"/places/imports/{run.pk}/").content.decode()
    assert client.post(f"/places/imports/{run.pk}/cancel/").status_code == 302
    ended = carry_out(run.pk, shared_data / "porto-centre-2020.osm.pbf")
    assert ended.state == "cancelled"
    assert not Candidate.objects.exists()
    assert "are as they were" in client.get(f"/places/imports/{run.pk}/").content.decode()


def test_a_run_whose_worker_died_is_closed_and_says_so(city, coordinator, enter):
    run = ask_import(coordinator, city, file_name="a.osm.pbf", sha256="0" * 64)
    long_ago = timezone.now() - timedelta(minutes=5)
    ImportRun.objects.filter(pk=run.pk).update(state="running", beat=long_ago)
    assert reap_imports() == 1
    assert "interrupted" in enter(coordinator).get(f"/places/imports/{run.pk}/").content.decode()


def test_by_upload_with_progress_and_then_candidates_in_words(coordinator, enter, shared_data):
    client = enter(coordinator)
    form = client.get("/places/imports/").context["form"]
    body = (shared_data / "monaco-2023.osm.pbf").read_bytes()
    data = {"id": str(form["id"].value()), "owner": str(coordinator.memberships.get().organisation_id)}
    answer = client.post("/places/imports/", data | {"extract": SimpleUploadedFile("monaco.osm.pbf", body)})
    assert answer.status_code == 302
    run = ImportRun.objects.get()
    assert run.state == "done"
    again = client.post("/places/imports/", data | {"extract": SimpleUploadedFile("monaco.osm.pbf", body)})
    assert again.headers["Location"] == answer.headers["Location"]
    home = client.get("/").content.decode()
    assert "candidates from the map wait for you" in home
    assert 'href="/places/candidates/"' in home
    assert "Import a city" not in home
    assert "New candidates" in client.get(answer.headers["Location"]).content.decode()
    assert "It covers about" in client.get("/places/candidates/").content.decode()
    tiles = client.get("/map/city.pmtiles", headers={"range": "bytes=0-6"})
    assert (tiles.status_code, tiles.content) == (206, b"PMTiles")


def test_two_at_a_time_are_refused(city, coordinator, enter, shared_data):
    ask_import(coordinator, city, file_name="a", sha256="0" * 64)
    client = enter(coordinator)
    form = client.get("/places/imports/").context["form"]
    data = {"id": str(form["id"].value()), "owner": city.pk, "extract": SimpleUploadedFile("b.osm.pbf", b"x")}
    assert "Another extract is being read" in client.post("/places/imports/", data).content.decode()
