"""How the pieces of an assessment are called, and why one stays out."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.access.models import Marking
from parvis.reports.assessment.publishing import Kind, Left

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

KINDS: "dict[Kind, _StrPromise]" = {
    Kind.PLACE: gettext_lazy("Name and category of the place"),
    Kind.ROLE: gettext_lazy("Symbolic and civic role"),
    Kind.PURPOSE: gettext_lazy("Purpose of the assessment"),
    Kind.CONDITION: gettext_lazy("Condition"),
    Kind.DATES: gettext_lazy("Dates"),
    Kind.METHOD: gettext_lazy("Method and its sources"),
    Kind.LEVELS: gettext_lazy("Levels that took part"),
    Kind.EXPERTS: gettext_lazy("Number of experts"),
    Kind.EXPECTED: gettext_lazy("What is expected of a place like this"),
    Kind.MEASURE: gettext_lazy("Measures that work and can be seen"),
    Kind.DECISION: gettext_lazy("What was decided"),
    Kind.ACTION: gettext_lazy("What is done next"),
    Kind.RESIDENTS: gettext_lazy("What residents say"),
    Kind.SCENARIO: gettext_lazy("Scenarios"),
    Kind.SKETCH: gettext_lazy("Sketches"),
    Kind.OPEN_ZONE: gettext_lazy("Zones where something is missing"),
    Kind.OPEN_MEASURE: gettext_lazy("Measures that fail, are missing or needed"),
    Kind.UNSEEN_MEASURE: gettext_lazy("Measures that cannot be seen"),
    Kind.JUDGEMENT: gettext_lazy("Judgements with their values and reasons"),
    Kind.ANSWER: gettext_lazy("Answers, notes and pins of visits"),
    Kind.WEAKNESS: gettext_lazy("Weaknesses"),
    Kind.NEED: gettext_lazy("Needs"),
    Kind.SPOKEN: gettext_lazy("What was said of each expectation"),
    Kind.FINDING: gettext_lazy("Findings of the checks"),
    Kind.MINUTES: gettext_lazy("Lines of minutes"),
    Kind.PERSON: gettext_lazy("Names of people"),
    Kind.PHOTO: gettext_lazy("Photos"),
    Kind.CONTACT: gettext_lazy("Contacts"),
}


def label_of(kind: Kind) -> str:
    return str(KINDS[kind])


def why_out(left: Left) -> str:
    """Never told, or marked higher than what is wanted."""
    if left.marking is None:
        return _("never told, whatever its marking")
    return _("hangs on something marked %(label)s") % {"label": Marking(left.marking).label}
