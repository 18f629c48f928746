"""Rules of the solutions room: the catalogue, what it costs, and weights. Pure functions."""

from parvis.solutions.rules.catalogue import (
    FACETS,
    FEW,
    FIGURES,
    GENTLEST_FIRST,
    STALE_AFTER_MONTHS,
    Ask,
    Suggestion,
    fit,
    is_stale,
    is_technical,
    matches,
    months_old,
    plain,
    suggestions,
)
from parvis.solutions.rules.cost import UPPER, cost_band, first_year
from parvis.solutions.rules.weights import ALL_WEIGHT, weights_digest, weights_fault
from parvis.solutions.rules.words import Lexicon, amount, stems, understand, without

__all__ = [
    "ALL_WEIGHT",
    "FACETS",
    "FEW",
    "FIGURES",
    "GENTLEST_FIRST",
    "STALE_AFTER_MONTHS",
    "UPPER",
    "Ask",
    "Lexicon",
    "Suggestion",
    "amount",
    "cost_band",
    "first_year",
    "fit",
    "is_stale",
    "is_technical",
    "matches",
    "months_old",
    "plain",
    "stems",
    "suggestions",
    "understand",
    "weights_digest",
    "weights_fault",
    "without",
]
