"""An exercise that was played fulfils a duty to exercise: a person says so."""

from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.exercises import queries
from parvis.exercises.models import Exercise
from parvis.people.models import Account
from parvis.plans import actions
from parvis.plans.models import PlanDuty


def fulfil_by(actor: Account, exercise: Exercise, row: PlanDuty, report: str = "") -> PlanDuty:
    """The duty counts as fulfilled on the day of the exercise, which is the proof. Refused while something is missing."""
    require(actor, Can.PLAN, row)
    offer = next((one for one in queries.offers(actor, exercise) if one.row.pk == row.pk), None)
    if offer is None:
        raise Refused(_("This exercise does not count for this duty, or a later day is on record. Nothing was saved."))
    if offer.lacks:
        raise Refused(offer.lacks)
    note = report.strip() or offer.report
    return actions.fulfil_duty(actor, row, on=offer.on, how="exercise", note=note, exercise=exercise.pk)
