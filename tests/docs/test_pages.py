"""Pages of the documentation: short, with links that lead somewhere, and commands that exist."""

import os
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from tests.docs.tables import TABLES
from tests.repository import tree
from tests.repository.tree import nothing

from parvis.cli.main import parser

PAGES = [path for path in tree.files() if path.suffix == ".md"]
MOST_LINES = 170
MADE = {file for file, _make in TABLES.values()}
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def prose(path: Path) -> str:
    """The page without its blocks of code."""
    return re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def anchors(path: Path) -> set[str]:
    """The addresses of the headings, as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=tree.short)
def test_links_lead_somewhere(page: Path):
    broken = []
    for link in LINK.findall(prose(page)):
        if re.match(r"[a-z]+:", link):
            continue
        file, _hash, anchor = unquote(link).partition("#")
        target = (page.parent / file).resolve() if file else page
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            broken.append(link)
    nothing(broken)


def test_pages_are_short():
    long = {tree.short(page): len(page.read_text(encoding="utf-8").splitlines()) for page in PAGES}
    nothing({name: lines for name, lines in long.items() if lines > MOST_LINES and name not in MADE})
    assert long["README.md"] < 120


def test_every_page_can_be_found_from_the_readme():
    reached, waiting = set(), [tree.ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        targets = {(page.parent / link.partition("#")[0]).resolve() for link in LINK.findall(prose(page))}
        waiting += [target for target in targets if target in PAGES and target not in reached]
    nothing([tree.short(page) for page in PAGES if page not in reached and "docs" in page.parts])


def test_the_scripts_that_pages_name_exist():
    named = {name for page in PAGES for name in re.findall(r"\bscript/[a-z-]+", page.read_text(encoding="utf-8"))}
    assert named
    nothing([name for name in named if not os.access(tree.ROOT / name, os.X_OK)])


def test_the_commands_that_pages_name_exist():
    known = set(re.findall(r"^  {2,4}([a-z]+) ", parser().format_help(), re.MULTILINE))
    named = {
        name
        for page in PAGES
        for name in re.findall(r"(?:^|`|\n)(?:\.venv/bin/)?parvis ([a-z]+)", page.read_text(encoding="utf-8"))
    }
    assert named
    nothing(named - known)
