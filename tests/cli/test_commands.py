"""The command line as a person uses it: what it writes, what it says, which code it ends with."""

import json
import os
import subprocess
import sys
import zipfile

import pytest
from shapely.geometry import shape

from parvis.cli.main import main, parser


def parvis(*words: str, data: str | None = None, **more: str) -> "subprocess.CompletedProcess[str]":
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PARVIS_", "DJANGO_"))} | more
    if data:
        environment["PARVIS_DATA"] = data
    command = [sys.executable, "-m", "parvis.cli.main", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)


def test_screen_writes_valid_geojson_without_a_database(shared_data, tmp_path):
    out = tmp_path / "monaco.geojson"
    assert parvis("screen", str(shared_data / "monaco-2023.osm.pbf"), "--out", str(out)).returncode == 0
    found = json.loads(out.read_text())
    assert found["type"] == "FeatureCollection"
    for feature in found["features"]:
        assert shape(feature["geometry"]).is_valid
        assert {"category", "name", "reasons"} <= set(feature["properties"])
        assert feature["properties"]["reasons"]
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("body", [b"", b"nonsense", b"<osm></osm>"])
def test_screen_says_what_is_wrong_and_writes_nothing(tmp_path, capsys, body):
    bad = tmp_path / "bad.osm.pbf"
    bad.write_bytes(body)
    assert main(["screen", str(bad), "--out", str(tmp_path / "out.geojson")]) == 3
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert said.strip().endswith(".")
    assert not (tmp_path / "out.geojson").exists()


def test_a_missing_file_is_said_in_a_sentence(tmp_path, capsys):
    assert main(["screen", str(tmp_path / "no.osm.pbf"), "--out", str(tmp_path / "o.geojson")]) == 3
    assert "Traceback" not in capsys.readouterr().err


def test_a_missing_folder_is_said_before_the_extract_is_read(shared_data, tmp_path, capsys):
    out = tmp_path / "no such folder" / "o.geojson"
    assert main(["screen", str(shared_data / "monaco-2023.osm.pbf"), "--out", str(out)]) == 3
    said = " ".join(capsys.readouterr().err.split())
    assert "There is no folder" in said
    assert "no such folder" in said
    assert "check" not in said


def test_help_names_every_command():
    text = parser().format_help()
    for command in ("serve", "demo", "import", "export", "screen", "check", "backup", "restore", "doctor"):
        assert f" {command} " in text


def test_an_installation_from_nothing_to_a_restored_backup(shared_data, tmp_path):
    data = str(tmp_path / "data")
    founded = parvis(
        "doctor", "--found", "Monaco", "me@city.test", data=data, PARVIS_FIRST_PASSWORD="long-enough-words"
    )
    assert founded.returncode == 0, founded.stderr
    extract = str(shared_data / "monaco-2023.osm.pbf")
    assert "new candidates" in parvis("import", "osm", extract, data=data).stderr
    table = tmp_path / "places.csv"
    table.write_text(
        'name,category,geometry\nHarbour,square,"POLYGON ((7.42 43.73, 7.421 43.73, 7.421 43.731, 7.42 43.73))"\n'
    )
    assert parvis("import", "csv", str(table), data=data).returncode == 0
    assert parvis("export", "register", "--out", str(tmp_path / "register.xlsx"), data=data).returncode == 0
    assert "whole" in parvis("check", "journal", data=data).stderr
    copy = tmp_path / "copy.zip"
    assert parvis("backup", str(copy), data=data).returncode == 0
    other = str(tmp_path / "other")
    assert parvis("restore", str(copy), "--data", other).returncode == 0
    assert "whole" in parvis("check", "journal", data=other).stderr
    assert parvis("restore", str(copy), "--data", other).returncode == 4  # not empty: refused
    broken = tmp_path / "broken.zip"
    with zipfile.ZipFile(copy) as whole, zipfile.ZipFile(broken, "w") as cut:
        for name in whole.namelist():
            cut.writestr(name, b"x" if name == "secret-key" else whole.read(name))
    refused = parvis("restore", str(broken), "--data", str(tmp_path / "third"))
    assert refused.returncode == 3
    assert "was changed" in refused.stderr
    assert not (tmp_path / "third").exists()


def test_a_table_in_the_wrong_encoding_is_refused(tmp_path):
    data = str(tmp_path / "data")
    parvis("doctor", "--found", "Town", "me@city.test", data=data, PARVIS_FIRST_PASSWORD="long-enough-words")
    table = tmp_path / "places.csv"
    table.write_bytes("name,category,geometry\nCafé,square,x\n".encode("latin-1"))
    refused = parvis("import", "csv", str(table), data=data)
    assert (refused.returncode, "UTF-8" in refused.stderr) == (3, True)


def test_signing_in_through_the_citys_own_directory_is_one_setting(tmp_path):
    script = (
        "from parvis.cli.serve import prepare; prepare(None)\n"
        "from django.test import Client\n"
        "print(Client().get('/accounts/login/').content.decode())"
    )
    settings = {
        "PARVIS_OIDC_SERVER": "https://login.city.test",
        "PARVIS_OIDC_CLIENT": "parvis",
        "PARVIS_OIDC_NAME": "City directory",
    }
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PARVIS_", "DJANGO_"))}
    page = subprocess.run(
        [sys.executable, "-c", script], env=environment | settings | {"PARVIS_DATA": str(tmp_path)},
        capture_output=True, text=True, check=True, timeout=120,
    ).stdout  # fmt: skip
    assert "City directory" in page


def test_commands_say_when_nothing_is_set_up(tmp_path):
    for words in (["check", "journal"], ["doctor"], ["backup", str(tmp_path / "b.zip")]):
        refused = parvis(*words, "--data", str(tmp_path / "nowhere"))
        assert refused.returncode == 4
        assert "There is no installation in" in refused.stderr
    assert not (tmp_path / "nowhere").exists()
