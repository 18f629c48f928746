"""Reads packs from YAML or a workbook: nothing unknown, nothing twice, nothing that unfolds into a bomb."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from parvis.content.errors import MOST_AT_ONCE, PackError, explained, together
from parvis.content.layout.reading import MAX_WORKBOOK, is_workbook, read_workbook
from parvis.content.schemas import KINDS, Pack

MAX_BYTES = 2_000_000
MAX_VALUES = 200_000
MAX_DEPTH = 40

__all__ = [
    "MAX_BYTES",
    "PackError",
    "content_folder",
    "digest",
    "load_folder",
    "load_pack",
    "parse_pack",
    "shipped_digest",
    "shipped_packs",
    "to_yaml",
]

#: The folders of packs that ship with Parvis.
SHIPPED = (
    "threats",
    "places",
    "methods",
    "measures",
    "criteria",
    "exercises",
    "indicators",
    "workshops",
    "duties",
    "plans",
)


def content_folder() -> Path:
    """Where the packs of this installation stand: inside the wheel, or at the root of the checkout."""
    package = Path(__file__).parents[1]
    installed = package / "_content"
    return installed if installed.is_dir() else package.parents[1] / "content"


def load_pack(path: Path | str) -> Pack:
    """The pack in that file. Raises PackError with the file, the line and the reason."""
    path = Path(path)
    try:
        with path.open("rb") as file:
            data = file.read(MAX_WORKBOOK + 1)
    except OSError as error:
        raise PackError("unreadable", detail=error.strerror or "", file=path.name) from error
    return parse_pack(data, path.name)


def load_folder(path: Path | str) -> list[Pack]:
    """All packs (*.yaml) under a folder, in the order of their paths; the same urn and version twice is refused."""
    folder = Path(path)
    if not folder.is_dir():
        raise PackError("no_folder", detail=folder.name)
    packs = [load_pack(file) for file in sorted(folder.rglob("*.yaml"))]
    return _each_pack_once(packs)


def shipped_packs() -> list[Pack]:
    """Every pack that ships with Parvis."""
    return _each_pack_once([pack for name in SHIPPED for pack in load_folder(content_folder() / name)])


def shipped_digest() -> str:
    """SHA-256 of every shipped file with its name: it stays as long as nothing that ships changes."""
    found = hashlib.sha256()
    for file in sorted(file for name in SHIPPED for file in (content_folder() / name).rglob("*.yaml")):
        content = file.read_bytes()
        found.update(f"{file.relative_to(content_folder()).as_posix()} {len(content)}\n".encode() + content)
    return found.hexdigest()


def parse_pack(data: bytes | str, file: str = "") -> Pack:
    """The pack in that YAML text or workbook, for instance an upload. Raises PackError as `load_pack` does."""
    if isinstance(data, bytes) and is_workbook(data):
        return read_workbook(data, file)
    root, content = _read(data, file)
    if not isinstance(content, dict) or not {"urn", "kind", "version"} <= content.keys():
        raise PackError("not_a_pack", file=file, line=1)
    schema = KINDS.get(str(content["kind"]))
    if schema is None:
        raise PackError("kind", detail=str(content["kind"])[:60], file=file, line=_line(root, ("kind",)))
    try:
        return schema.model_validate(content)
    except ValidationError as error:
        raise together([_explained(found, root, file) for found in error.errors()[:MOST_AT_ONCE]]) from error


def to_yaml(pack: Pack) -> bytes:
    """The pack as YAML: read again, it is equal."""
    body = pack.model_dump(exclude_defaults=True, exclude_none=True)
    return yaml.safe_dump(body, allow_unicode=True, sort_keys=False, width=120).encode()


def digest(pack: Pack) -> str:
    """SHA-256 of the pack's canonical JSON (sorted keys, no spaces, UTF-8): equal content, equal digest."""
    body = json.dumps(pack.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(body.encode()).hexdigest()


def _each_pack_once(packs: list[Pack]) -> list[Pack]:
    seen: set[tuple[str, str]] = set()
    for pack in packs:
        if (pack.urn, pack.version) in seen:
            raise PackError("pack_twice", detail=f"{pack.urn} {pack.version}")
        seen.add((pack.urn, pack.version))
    return packs


def _read(data: bytes | str, file: str) -> tuple[yaml.Node, Any]:
    """The composed document, which knows its lines, and its plain values."""
    if len(data) > MAX_BYTES:
        raise PackError("too_large", detail=f"{MAX_BYTES // 1_000_000} MB", file=file)
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        _check_depth(text, file)
        root = yaml.compose(text, Loader=yaml.CSafeLoader) or yaml.ScalarNode("tag:yaml.org,2002:null", "")
        _unfolded(root, {}, file)
        return root, yaml.SafeLoader("").construct_document(root)
    except UnicodeError as error:
        raise PackError("encoding", file=file) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else None
        raise PackError("not_yaml", detail=error.problem or "", file=file, line=line) from error
    except yaml.YAMLError as error:
        raise PackError("not_yaml", detail=str(error).partition("\n")[0], file=file) from error
    except PackError:
        raise
    except (ValueError, TypeError) as error:  # a date or number that YAML allows and Python does not
        raise PackError("not_yaml", detail=str(error), file=file) from error


def _check_depth(text: str, file: str) -> None:
    """Refuses deep nesting before anything recursive sees it."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                line = event.start_mark.line + 1 if event.start_mark else None
                raise PackError("too_deep", detail=str(MAX_VALUES), file=file, line=line)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _children(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.SequenceNode):
        yield from node.value
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key
            yield value


def _unfolded(node: yaml.Node, sizes: dict[int, int], file: str) -> int:
    """How many values the node unfolds to once aliases are followed; refuses bombs, loops and keys written twice."""
    known = sizes.get(id(node))
    line = node.start_mark.line + 1 if node.start_mark else None
    if known == 0:  # met again inside itself
        raise PackError("too_deep", detail=str(MAX_VALUES), file=file, line=line)
    if known is not None:
        return known
    sizes[id(node)] = 0
    if isinstance(node, yaml.MappingNode):
        keys = Counter(key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode))
        for key, times in keys.items():
            if times > 1:
                raise PackError("key_twice", detail=key, file=file, line=line)
    size = 1 + sum(_unfolded(child, sizes, file) for child in _children(node))
    if size > MAX_VALUES:
        raise PackError("too_deep", detail=str(MAX_VALUES), file=file, line=line)
    sizes[id(node)] = size
    return size


def _line(node: yaml.Node, path: tuple[int | str, ...]) -> int:
    """The line of the value at that path, or of the last part of the path that exists."""
    line = node.start_mark.line
    for part in path:
        if isinstance(node, yaml.MappingNode):
            pair = next(((key, value) for key, value in node.value if key.value == str(part)), None)
            if pair is None:
                break
            line, node = pair[0].start_mark.line, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line
        else:
            break
    return int(line) + 1


def _explained(error: ErrorDetails, root: yaml.Node, file: str) -> PackError:
    path = error["loc"]
    names = [str(part) for part in path if part != "[key]"]
    return explained(error, field=".".join(names), file=file, line=_line(root, path))
