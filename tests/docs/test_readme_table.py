"""The table of the README says what the real extracts bring."""

import re
from collections import Counter
from pathlib import Path

import pytest

from parvis.engines.terrain import screen

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
TABLE = README.partition("<!-- extracts -->")[2].partition("<!-- /extracts -->")[0]
ROWS = {
    cells[0]: [int(cell) for cell in cells[1:-1]]
    for cells in re.findall(r"^\| ([a-z]+-[\w-]+)" + r" \| ([\d.]+)" * 10, TABLE, re.MULTILINE)
}
CATEGORIES = (
    "transport_hub", "square", "shopping_area", "place_of_worship", "cultural", "business", "institutional", "open_space",
)  # fmt: skip


def test_every_extract_is_in_the_table(shared_data: Path):
    assert set(ROWS) == {path.name.removesuffix(".osm.pbf") for path in shared_data.glob("*.osm.pbf")}


@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_row_says_what_the_extract_brings(name: str, shared_data: Path):
    found = Counter(candidate.category for candidate in screen(shared_data / f"{name}.osm.pbf").candidates)
    assert [*(found[category] for category in CATEGORIES), found.total()] == ROWS[name]
