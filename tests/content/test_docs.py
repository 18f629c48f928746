"""What the documentation shows, works."""

import re
from pathlib import Path

from parvis.content.load import parse_pack
from parvis.content.schemas import KINDS, ThreatsPack

DOCS = Path(__file__).parents[2] / "docs"


def test_the_example_pack_of_the_page_loads() -> None:
    page = (DOCS / "use" / "packs.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```yaml\n(.*?)```", page, flags=re.DOTALL)
    pack = parse_pack(block, "local-harms.yaml")
    assert isinstance(pack, ThreatsPack)
    assert pack.threats[0].code == "RIVER_STEPS"


def test_the_page_names_every_kind() -> None:
    page = (DOCS / "use" / "packs.md").read_text(encoding="utf-8")
    assert all(f"`{kind}`" in page for kind in KINDS)


def test_the_glossary_has_both_languages_a_meaning_and_a_source_for_each_term() -> None:
    rows = [row for row in (DOCS / "glossary.md").read_text(encoding="utf-8").splitlines() if row.startswith("| ")][1:]
    terms = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    assert len(terms) >= 60
    assert all(len(term) == 4 and all(term) for term in terms)
    assert len({term[0] for term in terms}) == len(terms)
    assert all(re.match(r"[VKP]\b", term[3]) for term in terms)
