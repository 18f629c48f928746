"""The words of the town, kept apart from what is done with them, in English and in French."""

from functools import lru_cache
from typing import Any

import yaml
from django.utils.translation import get_language

from parvis.content import wording
from parvis.content.load import content_folder

LANGUAGES = {"en", "fr"}


def words(name: str) -> dict[str, Any]:
    """One file of content/demo, every text of it in the language of the moment."""
    said: dict[str, Any] = _said(_read(name), get_language() or wording.FALLBACK)
    return said


@lru_cache(maxsize=16)
def _read(name: str) -> dict[str, Any]:
    """It is part of Parvis, not an upload: it needs no schema, the verbs check what they get."""
    text = (content_folder() / "demo" / f"{name}.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found


def _said(value: Any, language: str) -> Any:
    if isinstance(value, list):
        return [_said(part, language) for part in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == LANGUAGES and all(isinstance(text, str) for text in value.values()):
        return wording.text(value, language)
    return {name: _said(part, language) for name, part in value.items()}
