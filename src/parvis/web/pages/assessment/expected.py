"""What is expected of the place, as every page of an assessment shows it."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from parvis.assessment import queries
from parvis.assessment.models import Assessment
from parvis.people.models import Account

#: How each answer stands in a list, in the signs of the thread.
SIGNS = {"": "missing", "met": "done", "unmet": "contradicted", "not_applicable": "stale"}


@dataclass(frozen=True)
class Line:
    """One expectation as the page shows it; a form for those who may say something."""

    row: queries.Expected
    sign: str
    words: str
    form: forms.Form | None = None


def expected_of(account: Account, found: Assessment) -> dict[str, Any]:
    """What every page says of the tier."""
    shown = queries.proportion(account, found)
    return {
        "proportion": shown,
        "tier": queries.tier_words(shown.tier) if shown.tier else "",
        "tier_why": queries.tier_why(shown),
        "expected": [_line(row) for row in shown.expected],
    }


def _line(row: queries.Expected) -> Line:
    return Line(row, SIGNS[row.state], row.said.get_state_display() if row.said else _("not said"))
