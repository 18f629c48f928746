"""The words of the town, kept apart from what is done with them."""

from functools import lru_cache
from typing import Any

import yaml

from parvis.content.load import content_folder


@lru_cache(maxsize=16)
def words(name: str) -> dict[str, Any]:
    """One file of content/demo. It is part of Parvis, not an upload: it needs no schema, the verbs check what they get."""
    text = (content_folder() / "demo" / f"{name}.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found
