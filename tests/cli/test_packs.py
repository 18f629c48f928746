"""Packs on the command line: in from YAML and from Excel, and out again."""

from pathlib import Path

import pytest
from tests.cli.test_commands import parvis

from parvis.content.layout.writing import to_workbook
from parvis.content.load import load_pack
from parvis.content.schemas import MethodPack

FOLDER = Path(__file__).parents[1] / "fixtures" / "methods"


@pytest.fixture
def data(tmp_path: Path) -> str:
    where = str(tmp_path / "data")
    parvis("doctor", "--found", "Town", "me@city.test", data=where, PARVIS_FIRST_PASSWORD="long-enough-words")
    return where


def test_a_method_goes_in_as_excel_and_comes_out_equal(tmp_path: Path, data: str) -> None:
    ours = load_pack(FOLDER / "four-by-four.yaml")
    assert isinstance(ours, MethodPack)
    book = tmp_path / "ours.xlsx"
    book.write_bytes(to_workbook(ours))
    taken = parvis("import", "pack", str(book), data=data)
    assert (taken.returncode, taken.stderr.strip()) == (0, f"{ours.urn} 1.0 is loaded.")
    for name in ("out.yaml", "out.xlsx"):
        out = tmp_path / name
        assert parvis("export", "pack", ours.urn, "--out", str(out), data=data).returncode == 0
        assert load_pack(out) == ours


def test_a_bad_workbook_is_refused_with_every_cell_named(tmp_path: Path, data: str) -> None:
    ours = load_pack(FOLDER / "mixed-scales.yaml")
    assert isinstance(ours, MethodPack)
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(to_workbook(ours.model_copy(update={"minutes": 1, "urn": "no name"})))
    refused = parvis("import", "pack", str(bad), data=data)
    assert refused.returncode == 3
    assert refused.stderr.count("bad.xlsx, sheet “method”, row ") == 2
    missing = parvis("export", "pack", "urn:example:none", "--out", str(tmp_path / "none.yaml"), data=data)
    assert (missing.returncode, "no pack urn:example:none" in missing.stderr) == (3, True)
    assert not (tmp_path / "none.yaml").exists()
