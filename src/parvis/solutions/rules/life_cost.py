"""What an option costs over its years. What nobody stated is missing, never nothing. Pure functions."""

from collections.abc import Mapping
from dataclasses import dataclass

ONCE = ("purchase", "installation", "training")
YEARLY = ("operation", "maintenance")
STAFF = ("staff_hours", "hour_cost")  # hours a year, and what one of them costs
END = ("end_of_life", "residual_value")
TERMS = ("years", "discount_rate")
ITEMS = (*ONCE, *YEARLY, *STAFF, *END, *TERMS)
MOST_YEARS, MOST_RATE, MOST_MONEY = 60, 20.0, 2_000_000_000.0


@dataclass(frozen=True)
class LifeCost:
    """Sums of what was stated. `total` adds the years up, `present` discounts them, `each_year` spreads them evenly.

    These three are None as long as the number of years is missing, the last two also without a discount rate.
    `missing` names the items that nobody stated: as long as there are any, the sums are at least so much.
    """

    once: float
    yearly: float
    end: float
    total: float | None
    present: float | None
    each_year: float | None
    missing: tuple[str, ...]


def cost_fault(costs: Mapping[str, float]) -> tuple[str, str]:
    """The first item that cannot be kept and why ("unknown", "negative", "years", "rate", "large"), or two empty texts."""
    for item, value in costs.items():
        if item not in ITEMS:
            return item, "unknown"
        if item == "years":
            if not (1 <= value <= MOST_YEARS and value == int(value)):
                return item, "years"
        elif not value >= 0:  # also what is no number at all
            return item, "negative"
        elif value > (MOST_RATE if item == "discount_rate" else MOST_MONEY):
            return item, "rate" if item == "discount_rate" else "large"
    return "", ""


def factor(rate: float, years: int) -> float:
    """What one euro at the end of each of so many years is worth today (annuity factor); `rate` as a share."""
    return float(years) if rate == 0 else (1 - (1 + rate) ** -years) / rate


def life_cost(costs: Mapping[str, float]) -> LifeCost:
    """Add up what was stated: once today, each year at its end, and what the end costs or returns in the last year."""
    missing = tuple(item for item in ITEMS if item not in costs)
    once = sum(costs.get(item, 0.0) for item in ONCE)
    yearly = sum(costs.get(item, 0.0) for item in YEARLY)
    yearly += costs.get("staff_hours", 0.0) * costs.get("hour_cost", 0.0)
    end = costs.get("end_of_life", 0.0) - costs.get("residual_value", 0.0)
    if "years" not in costs or not set(costs) - set(TERMS):
        return LifeCost(once, yearly, end, None, None, None, missing)
    years = int(costs["years"])
    total = once + years * yearly + end
    if "discount_rate" not in costs:
        return LifeCost(once, yearly, end, total, None, None, missing)
    rate = costs["discount_rate"] / 100
    present = once + yearly * factor(rate, years) + end / (1 + rate) ** years
    return LifeCost(once, yearly, end, total, present, present / factor(rate, years), missing)
