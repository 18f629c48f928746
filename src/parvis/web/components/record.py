"""Rows handed to a picture may be dictionaries or objects, as in Django's own templates."""

from collections.abc import Mapping
from typing import Any


def part(row: object, name: str, default: Any = None) -> Any:
    """Value of `name` in a dictionary or an object; `default` if it is absent."""
    if isinstance(row, Mapping):
        return row.get(name, default)
    return getattr(row, name, default)


def coordinate(value: float) -> str:
    """A number as an SVG attribute: a point, never the comma of the reader's language."""
    return f"{value:.1f}".removesuffix(".0")


def percent(share: float) -> str:
    """A share of 0..1 as an SVG percentage."""
    return f"{coordinate(100 * share)}%"
