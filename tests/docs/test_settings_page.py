"""docs/run/settings.md lists every variable that the program reads, and no other."""

import re

from tests.repository import tree

VARIABLE = re.compile(r"\bPARVIS_[A-Z][A-Z_]*[A-Z]\b")
PAGE = tree.ROOT / "docs" / "run" / "settings.md"


def used() -> set[str]:
    code = [*tree.python(), *tree.python(tree.ROOT / "bench")]
    code += [path for path in tree.files() if path.parent in {tree.ROOT / "script", tree.ROOT / ".ci"}]
    return {name for path in code for name in VARIABLE.findall(path.read_text(encoding="utf-8"))}


def test_the_page_lists_what_is_read():
    listed = set(re.findall(r"^\| `(PARVIS_[A-Z_]+)`", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    assert listed == used()
    assert set(VARIABLE.findall(PAGE.read_text(encoding="utf-8"))) == listed
