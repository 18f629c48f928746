"""What a measure costs in its first year. Pure functions."""

from parvis.content.schemas import Measure

#: Up to how many euros a band goes; beyond the last it is very high.
UPPER = {"none": 0, "low": 5_000, "medium": 50_000, "high": 500_000}


def first_year(measure: Measure) -> tuple[int, int]:
    """From how many to how many euros one unit costs in its first year: bought or built, then run."""
    cost = measure.cost
    return cost.once[0] + cost.yearly[0], cost.once[1] + cost.yearly[1]


def cost_band(measure: Measure) -> str:
    """The band of the upper end for one place; a price by piece, metre, person or day says nothing of a place yet."""
    if measure.cost.per != "place":
        return "unknown"
    highest = first_year(measure)[1]
    return next((band for band, limit in UPPER.items() if highest <= limit), "very_high")
