"""Rules of the solutions room: the catalogue, what it costs, and weights. Pure functions."""

from parvis.solutions.rules.catalogue import (
    FEW,
    GENTLEST_FIRST,
    STALE_AFTER_MONTHS,
    Suggestion,
    Wanted,
    is_stale,
    is_technical,
    matches,
    months_old,
    plain,
    suggestions,
)
from parvis.solutions.rules.cost import UPPER, cost_band, first_year
from parvis.solutions.rules.weights import ALL_WEIGHT, weights_digest, weights_fault

__all__ = [
    "ALL_WEIGHT",
    "FEW",
    "GENTLEST_FIRST",
    "STALE_AFTER_MONTHS",
    "UPPER",
    "Suggestion",
    "Wanted",
    "cost_band",
    "first_year",
    "is_stale",
    "is_technical",
    "matches",
    "months_old",
    "plain",
    "suggestions",
    "weights_digest",
    "weights_fault",
]
