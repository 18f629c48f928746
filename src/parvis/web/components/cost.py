"""What a measure costs, in words: a range with its unit, and from where it comes."""

from collections.abc import Mapping, Sequence

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from parvis.content.schemas import Measure
from parvis.solutions.queries import first_year


def euros(amount: int) -> str:
    """The amount as the reader's language groups it, with spaces that do not break."""
    return number_format(amount, force_grouping=True) + "\N{NO-BREAK SPACE}€"


def span(amounts: Sequence[int]) -> str:
    """A range of euros; nothing at all is time only."""
    low, high = amounts
    if high == 0:
        return _("time only")
    if low == high:
        return euros(low)
    return _("%(low)s to %(high)s") % {"low": number_format(low, force_grouping=True), "high": euros(high)}


def in_short(measure: Measure, units: Mapping[str, str]) -> str:
    """What one unit costs in its first year, for a list."""
    amounts = first_year(measure)
    if amounts[1] == 0:
        return _("time only")
    unit = units.get(measure.cost.per, measure.cost.per)
    return _("%(amount)s %(unit)s, first year") % {"amount": span(amounts), "unit": unit}


def over(measure: Measure, budget: int) -> str:
    """What to say where the upper end is above the budget; empty where it is not."""
    highest = first_year(measure)[1]
    if highest <= budget:
        return ""
    return _("may come to %(amount)s, above the budget") % {"amount": euros(highest)}
