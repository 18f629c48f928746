"""French in packs is set as French is set: no space before a colon at which a line could break."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from parvis.content.load import content_folder

FILES = sorted(content_folder().rglob("*.yaml"))
BREAKABLE = re.compile(r"(?<=\S) [:;?!»€%](?=[\s\"'),.]|$)|« ")


def french(value: Any) -> Iterator[str]:
    """Every text under a key ``fr``, also inside the lists and sheets that stand there."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from texts(part) if key == "fr" else french(part)
    elif isinstance(value, list):
        for part in value:
            yield from french(part)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_no_french_line_can_begin_with_a_colon(file: Path) -> None:
    found = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert [text for text in french(found) if BREAKABLE.search(text)] == []
