"""The process that reads a stranger's file: its progress, its errors, its limits."""

import json
import resource
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from parvis.engines.terrain import limits
from parvis.engines.terrain.__main__ import main

ROOT = Path(__file__).resolve().parents[3]


def run(*arguments: object) -> tuple[int, list[dict[str, Any]]]:
    command = [sys.executable, "-m", "parvis.engines.terrain", "screen", *map(str, arguments)]
    done = subprocess.run(
        command, env={"PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True, check=False, cwd="/"
    )
    assert done.stdout == ""
    return done.returncode, [json.loads(line) for line in done.stderr.splitlines()]


def test_it_writes_both_results_and_says_how_far_it_is(shared_data, tmp_path):
    out, base = tmp_path / "city.geojson", tmp_path / "city.pmtiles"
    code, said = run(shared_data / "monaco-2023.osm.pbf", "--out", out, "--tiles", base)
    assert code == 0
    steps = list(dict.fromkeys(line["step"] for line in said))
    assert steps == ["check", "read", "merge", "surroundings", "names", "tiles_read", "tiles_write"]
    assert all(0 <= line["done"] <= 1 for line in said)
    collection = json.loads(out.read_text())
    assert collection["parvis:data_date"] == "2023-12-26T21:21:22Z"
    assert len(collection["parvis:bounds"]) == 4
    facts = collection["features"][0]["properties"]
    assert {"reason_codes", "osm_version", "timestamp", "members", "described"} <= set(facts)
    assert facts["reason_codes"][0]["code"].startswith("function_")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["city.geojson", "city.pmtiles"]


def test_a_bad_file_ends_with_three_and_one_sentence(tmp_path):
    bad = tmp_path / "bad.osm.pbf"
    bad.write_bytes(b"no map")
    code, said = run(bad, "--out", tmp_path / "out.geojson")
    assert code == 3
    assert said[-1]["error"] == "wrong_format"
    assert said[-1]["message"].startswith("The file bad.osm.pbf is not")
    assert [one.name for one in tmp_path.iterdir()] == ["bad.osm.pbf"]


def test_too_little_memory_ends_the_process_and_leaves_nothing(shared_data, tmp_path):
    code, said = run(shared_data / "milan-roads.osm.pbf", "--out", tmp_path / "out.geojson", "--memory", 150)
    assert code != 0
    assert said[-1].get("error", "too_large") == "too_large"
    assert list(tmp_path.iterdir()) == []


def test_an_unwritable_folder_is_said(shared_data, tmp_path):
    code, said = run(shared_data / "monaco-2023.osm.pbf", "--out", tmp_path / "none" / "out.geojson")
    assert (code, said[-1]["error"]) == (3, "not_written")


@pytest.mark.parametrize("failure", [MemoryError(), TimeoutError("late"), RuntimeError("odd"), KeyError("x")])
def test_whatever_fails_is_said_in_one_line(failure, monkeypatch, capsys, tmp_path):
    def fail(*_arguments: object, **_options: object) -> None:
        raise failure

    monkeypatch.setattr("parvis.engines.terrain.__main__.screen", fail)
    monkeypatch.setattr("parvis.engines.terrain.__main__.limit", lambda *_limits: None)
    assert main(["screen", "town.osm", "--out", str(tmp_path / "out")]) == 3
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["error"] in {"too_large", "unreadable"}


def test_limits_are_set_and_never_raised(monkeypatch):
    asked: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "getrlimit", lambda _kind: (100, 100))
    monkeypatch.setattr(resource, "setrlimit", asked.__setitem__)
    monkeypatch.setattr(signal, "signal", lambda *_handler: None)
    limits.limit(4096, 60)
    assert asked[resource.RLIMIT_AS] == (100, 100)
    assert asked[resource.RLIMIT_CPU] == (60, 70)
    assert asked[resource.RLIMIT_CORE] == (0, 0)
    with pytest.raises(TimeoutError):
        limits.out_of_time(24, None)
