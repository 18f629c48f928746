"""`parvis check files`, `doctor` and the backup, for an installation with photos."""

import io
from pathlib import Path

import pytest
from PIL import Image
from tests.cli.test_commands import parvis

from parvis.cli.check import _files
from parvis.cli.doctor import look
from parvis.files.actions import take_in
from parvis.people.models import Account
from parvis.places.models import Place


@pytest.fixture
def photo(square: Place, coordinator: Account, tmp_path: Path) -> Path:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "grey").save(out, "PNG")
    kept = take_in(coordinator, square, out.getvalue())
    return tmp_path / "files" / kept.sha256[:2] / kept.sha256


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().err.split())


def test_whole_files_are_said_to_be_whole(photo: Path, capsys: pytest.CaptureFixture[str]):
    assert (_files(sweep=False), said(capsys)) == (0, "The files are whole: 1 photos.")
    assert not [sentence for sentence in look() if "check files" in sentence]


def test_what_is_lost_or_changed_is_named(photo: Path, capsys: pytest.CaptureFixture[str]):
    photo.write_bytes(b"changed")
    assert _files(sweep=False) == 1
    assert f"changed: files/{photo.parent.name}/{photo.name}" in said(capsys)
    photo.unlink()
    assert _files(sweep=True) == 1
    assert f"missing: files/{photo.parent.name}/{photo.name}" in said(capsys)
    assert [sentence for sentence in look() if "check files" in sentence]


def test_an_interrupted_upload_is_named_then_swept(photo: Path, capsys: pytest.CaptureFixture[str]):
    left = photo.with_name("tmp123.part")
    left.write_bytes(b"half a photo")
    assert _files(sweep=False) == 1
    assert "--sweep deletes it" in said(capsys)
    assert left.exists()
    assert _files(sweep=True) == 0
    assert photo.exists()
    assert not left.exists()


def test_a_backup_carries_the_photos(tmp_path: Path):
    data, copy, back = str(tmp_path / "data"), str(tmp_path / "copy.zip"), str(tmp_path / "back")
    assert parvis("doctor", "--found", "Valombre", "me@city.test", data=data, PARVIS_FIRST_PASSWORD="long-enough-words").returncode == 0  # fmt: skip
    photo = Path(data) / "files" / "ab" / "abcd"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"pixels")
    photo.with_name("tmp1.part").write_bytes(b"half")
    assert parvis("backup", copy, data=data).returncode == 0
    assert parvis("restore", copy, "--data", back).returncode == 0
    assert (Path(back) / "files" / "ab" / "abcd").read_bytes() == b"pixels"
    assert not (Path(back) / "files" / "ab" / "tmp1.part").exists()
    assert parvis("check", "files", data=back).returncode == 1
