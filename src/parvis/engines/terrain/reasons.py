"""The facts that speak for a place, in a fixed order: what it is, how large, what is around, what to check."""

import numpy as np

from parvis.engines.terrain.candidate import Reason
from parvis.engines.terrain.shapes import Pieces
from parvis.engines.terrain.surroundings import FEATURES

KNOWN = ("wikidata", "wikipedia", "heritage")
LARGEST_CAPACITY = 1_000_000


def reasons_for(
    parts: Pieces, rows: list[int], kinds: list[str], extent: tuple[float, float], counts: np.ndarray
) -> tuple[Reason, ...]:
    """The reasons for the place made of `rows`: kinds in order of rank, extent (area in m², length in m), counts as in
    around.counts."""
    found = [Reason(f"function_{kind}") for kind in kinds]
    found.append(size(*extent))
    tags = [parts.found[row].tags for row in rows]
    if room := max((capacity(one.get("capacity", "")) for one in tags), default=0):
        found.append(Reason("capacity", {"count": room}))
    for feature, count in zip(FEATURES, counts, strict=True):
        if count:
            found.append(Reason(f"around_{feature.code}", {"metres": feature.metres, "count": int(count)}))
    if any(key in one for one in tags for key in KNOWN):
        found.append(Reason("known"))
    if len(rows) > 1:
        found.append(Reason("merged", {"count": len(rows)}))
    if any(parts.repaired[row] for row in rows):
        found.append(Reason("repaired"))
    return tuple(found)


def size(area: float, length: float) -> Reason:
    if area > 0:
        return Reason("size_area", {"area": rounded(area)})
    if length > 0:
        return Reason("size_length", {"length": rounded(length)})
    return Reason("size_unknown")


def rounded(value: float) -> int:
    """To two significant figures: a map does not know more."""
    return int(float(f"{value:.2g}"))


def capacity(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < len(str(LARGEST_CAPACITY)) else 0
