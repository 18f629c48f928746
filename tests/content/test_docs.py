"""What the documentation shows, works."""

import re
from pathlib import Path

import pytest
import yaml

from parvis.content.load import parse_pack
from parvis.content.schemas import KINDS, ThreatsPack
from parvis.content.schemas.method import CarriedOver

DOCS = Path(__file__).parents[2] / "docs"


def blocks(kind: str) -> list[str]:
    page = (DOCS / "use" / "packs.md").read_text(encoding="utf-8")
    return re.findall(rf"```{kind}\n(.*?)```", page, flags=re.DOTALL)


def test_the_example_pack_of_the_page_loads() -> None:
    pack = parse_pack(blocks("yaml")[0], "local-harms.yaml")
    assert isinstance(pack, ThreatsPack)
    assert pack.threats[0].code == "RIVER_STEPS"


def test_the_python_of_the_page_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("local-harms.yaml").write_text(blocks("yaml")[0], encoding="utf-8")
    for block in blocks("python"):
        exec(compile(block, "packs.md", "exec"), {})  # our own page
    said = capsys.readouterr().out
    assert "True" in said
    assert "urn:valombre:threats:local 1.0" in said


def test_the_rule_for_old_values_on_the_page_is_one() -> None:
    (entry,) = yaml.safe_load(blocks("yaml")[1])["carried_over"]
    rule = CarriedOver.model_validate(entry)
    levels = rule.factors["probability"]
    assert list(levels.values()) == sorted(levels.values())
    assert rule.factors["consequence"] == {}


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
