"""An exercise as one side of a table-top: the plan played with an option, or without it."""

from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.exercises import events
from parvis.exercises.models import Exercise
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.solutions.models import Evaluation, Kind, Option


@verb(events.TrialSet)
def try_option(actor: Account, exercise: Exercise, evaluation: Evaluation, option: Option | None) -> Exercise:
    """Say that this exercise plays the table-top of a comparison with one option, or without any."""
    require(actor, Can.DIRECT, exercise)
    current = visible_to(actor, Exercise, Can.DIRECT).select_for_update().get(pk=exercise.pk)
    if evaluation.kind != Kind.TABLETOP or evaluation.place_id != current.place_id:
        raise Refused(_("An exercise plays a table-top of its own place. Nothing was changed."), "exercise")
    if option and not evaluation.options.filter(pk=option.pk).exists():
        raise Refused(_("This option is not tried at this table. Nothing was changed."), "option")
    current.evaluation, current.with_option = evaluation, option
    current.version += 1
    current.save()
    event = events.TrialSet(evaluation=evaluation.pk, option=option.pk if option else None)
    record(actor, event, object_id=current.pk, place_id=current.place_id, marking=current.marking)
    return current
