"""What may be shown: small numbers, places to within a grid, intervals, and text that names nobody."""

from parvis.engines.privacy import redact
from parvis.engines.privacy.blur import blur
from parvis.engines.privacy.difference import Difference, DifferenceError, Release, differences, no_difference
from parvis.engines.privacy.interval import Share, wilson
from parvis.engines.privacy.suppression import PARTNERS, PUBLIC, Suppressed, suppress

__all__ = [
    "PARTNERS",
    "PUBLIC",
    "Difference",
    "DifferenceError",
    "Release",
    "Share",
    "Suppressed",
    "blur",
    "differences",
    "no_difference",
    "redact",
    "suppress",
    "wilson",
]
