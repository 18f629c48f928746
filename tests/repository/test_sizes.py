"""Small and plain: how long files and functions are, and what every file says of itself."""

import ast
from statistics import median

from tests.repository import tree
from tests.repository.tree import nothing

MOST_LINES = 500
MEDIAN_LINES = 100
MOST_IN_A_FUNCTION = 45
SOURCES = {".py", ".ts", ".html", ".css", ".yaml", ".mjs"}


def lines(path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_source_file_is_long():
    long = {
        tree.short(path): lines(path)
        for path in tree.files()
        if path.suffix in SOURCES
        and "migrations" not in path.parts
        and path.relative_to(tree.ROOT).parts[0] != "content"
    }
    nothing({name: count for name, count in long.items() if count > MOST_LINES})


def test_the_median_file_is_short():
    assert median(count for count in map(lines, tree.python()) if count > 1) < MEDIAN_LINES


def test_no_function_is_long():
    long = [
        f"{tree.short(path)}:{node.lineno} {node.name} {node.end_lineno - node.lineno + 1}"
        for path in tree.python()
        for node in ast.walk(tree.tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > MOST_IN_A_FUNCTION
    ]
    nothing(long)


def test_every_file_says_what_it_is():
    silent = [
        tree.short(path)
        for folder in (tree.SOURCE, tree.ROOT / "bench")
        for path in tree.python(folder)
        if path.name != "__init__.py" and tree.tree(path).body and not ast.get_docstring(tree.tree(path))
    ]
    nothing(silent)
