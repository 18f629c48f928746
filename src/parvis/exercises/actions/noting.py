"""An event of the run, and the beat by which every screen learns that there is something new."""

from django.db.models import F

from parvis.exercises.models import Exercise
from parvis.journal.actions import record
from parvis.journal.events import Event
from parvis.people.models import Account


def note(actor: Account | None, exercise: Exercise, event: Event) -> None:
    Exercise.objects.filter(pk=exercise.pk).update(beat=F("beat") + 1)
    record(actor, event, object_id=exercise.pk, place_id=exercise.place_id, marking=exercise.marking)
