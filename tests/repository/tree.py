"""The files of the repository as the consistency tests see them: what git ignores is left out."""

import ast
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "parvis"
TEMPLATES = SOURCE / "web" / "templates"
BINARY = {".png", ".jpg", ".woff2", ".pbf", ".pyc", ".mo", ".ico"}


@cache
def ignored() -> tuple[str, ...]:
    lines = (ROOT / ".gitignore").read_text().split()
    return (*lines, ".git/")


def is_ignored(path: Path) -> bool:
    name = path.relative_to(ROOT)
    for rule in ignored():
        if rule.startswith("/"):
            if name.is_relative_to(rule.strip("/")):
                return True
        elif any(Path(part).match(rule.rstrip("/")) for part in name.parts):
            return True
    return False


def walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if is_ignored(path):
            continue
        if path.is_dir():
            yield from walk(path)
        else:
            yield path


@cache
def files() -> tuple[Path, ...]:
    """Every file that belongs to the repository."""
    return tuple(walk(ROOT))


def texts() -> Iterator[tuple[Path, str]]:
    """Every text file with its content."""
    for path in files():
        if path.suffix not in BINARY:
            yield path, path.read_text(encoding="utf-8", errors="replace")


def python(folder: Path = SOURCE) -> list[Path]:
    """The Python files under a folder, without migrations, which Django writes."""
    return [
        path
        for path in files()
        if path.suffix == ".py" and path.is_relative_to(folder) and "migrations" not in path.parts
    ]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def short(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def templates() -> list[Path]:
    return [path for path in files() if path.is_relative_to(TEMPLATES)]


def nothing(found: Collection[object]) -> None:
    """Fail with everything that was found, one a line."""
    rows = [f"{name}: {value}" for name, value in found.items()] if isinstance(found, Mapping) else map(str, found)
    assert not found, "\n".join(["", *sorted(rows)])
