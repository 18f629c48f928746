"""What usable weights are, and how they are fixed. Pure functions."""

import hashlib
import json
import math
from collections.abc import Iterable, Mapping, Sequence

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


def whole(shares: Mapping[str, float]) -> dict[str, int]:
    """Shares as whole weights that are 100 together: the largest remainders are rounded up, equals in the order given."""
    total = sum(shares.values())
    exact = {code: ALL_WEIGHT * share / total for code, share in shares.items()}
    found = {code: int(value) for code, value in exact.items()}
    nearest = sorted(exact, key=lambda code: round(found[code] - exact[code], 9))
    for code in nearest[: ALL_WEIGHT - sum(found.values())]:
        found[code] += 1
    return found


def pair(one: str, two: str) -> str:
    return f"{one}:{two}"


def pair_table(heads: Sequence[str], given: Mapping[str, int]) -> list[list[float]]:
    """How many times as much each head matters as each other: 3 for three times, -3 for a third, nan where not said."""

    def times(one: str, two: str) -> float:
        said = given.get(pair(one, two), 0)
        return math.nan if not said else float(said) if said > 0 else 1 / -said

    return [[1.0 if one == two else times(one, two) for two in heads] for one in heads]


def handed_down(
    heads: Mapping[str, float], under: Mapping[str, Sequence[str]], so_far: Mapping[str, int]
) -> dict[str, int]:
    """The weights of heads handed down to their criteria, in the proportions so far; equally where these are all 0."""
    shares: dict[str, float] = {}
    for head, weight in heads.items():
        known = [so_far.get(code, 0) for code in under[head]]
        parts = known if sum(known) else [1] * len(known)
        shares |= {code: weight * part / sum(parts) for code, part in zip(under[head], parts, strict=True)}
    return whole(shares)
