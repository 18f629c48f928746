"""What usable weights are, and how they are fixed. Pure functions."""

import hashlib
import json
from collections.abc import Iterable, Mapping

ALL_WEIGHT = 100


def weights_fault(weights: Mapping[str, int], codes: Iterable[str]) -> str:
    """Why these weights cannot be used: "unknown", "negative", "sum" or an empty text."""
    if set(weights) != set(codes):
        return "unknown"
    if any(weight < 0 for weight in weights.values()):
        return "negative"
    return "" if sum(weights.values()) == ALL_WEIGHT else "sum"


def weights_digest(urn: str, version: str, weights: Mapping[str, int]) -> str:
    """SHA-256 of the criteria pack and its weights, in one fixed way of writing them (RFC 8785 for whole numbers)."""
    told = json.dumps(
        {"criteria": urn, "version": version, "weights": dict(weights)}, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(told.encode()).hexdigest()
