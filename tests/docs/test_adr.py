"""Decisions: numbered, listed, and each with what was considered."""

import re

from tests.repository import tree
from tests.repository.tree import nothing

FOLDER = tree.ROOT / "docs" / "adr"
RECORDS = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")


def test_the_numbers_run_without_a_gap():
    assert [int(path.name[:4]) for path in RECORDS] == list(range(1, len(RECORDS) + 1))


def test_every_decision_is_in_the_index_under_its_title():
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    rows = [
        f"| [{path.name[:4]}]({path.name}) | {path.read_text(encoding='utf-8').splitlines()[0].split('. ', 1)[1]} |"
        for path in RECORDS
    ]
    nothing([line for line in rows if line not in index])


def test_every_decision_says_why():
    bare = []
    for path in RECORDS:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {int(path.name[:4])}. ")
        missing = [
            part for part in ("Context", "Decision", "Alternatives", "Consequences") if f"\n## {part}" not in text
        ]
        bare += [f"{path.name}: {part}" for part in missing]
    nothing(bare)


def test_the_code_points_at_decisions_that_exist():
    known = {path.name[:4] for path in RECORDS}
    pattern = re.compile(r"\bADR (\d{4})\b")
    nothing(
        [
            f"{tree.short(path)}: {number}"
            for path, text in tree.texts()
            for number in pattern.findall(text)
            if number not in known
        ]
    )
