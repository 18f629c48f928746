"""The checks of assessments, with what the room of solutions knows: which weaknesses have a requirement."""

from collections.abc import Sequence
from uuid import UUID

from parvis.access.queries import visible_to
from parvis.assessment import queries as assessment
from parvis.assessment.checks import newest_of
from parvis.assessment.models import Assessment
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.solutions.models import Requirement


def required(account: Account | None, rows: Sequence[Assessment]) -> frozenset[UUID]:
    """The weaknesses at the places of these assessments for which somebody has said what has to hold."""
    there = visible_to(account, Requirement).filter(place__in={row.place_id for row in rows}).order_by()
    return frozenset(pk for pk in there.values_list("vulnerability_id", flat=True) if pk)


def examined(account: Account | None, of: Assessment) -> assessment.Examined:
    """An assessment read once, with its result and what does not fit together in it."""
    return assessment.examined(account, [of], required(account, [of]))[of.pk]


def newest_examined(account: Account | None, place: Place) -> assessment.Examined | None:
    """The assessment that the thread of a place speaks of, read once."""
    newest = newest_of(account, [place]).get(place.pk)
    return examined(account, newest) if newest else None


def findings(account: Account | None, of: Assessment) -> tuple[list[assessment.Finding], list[assessment.Finding]]:
    """What does not fit together in an assessment: what is open, and what was accepted."""
    return assessment.findings(account, of, required(account, [of]))


def grades(account: Account | None, rows: Sequence[Assessment]) -> dict[UUID, assessment.Grade]:
    """How many findings are open in each assessment."""
    return assessment.grades(account, rows, required(account, rows))
