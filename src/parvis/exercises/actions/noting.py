"""An event of the run, and the beat by which the screens that it concerns learn that there is something new."""

from django.db.models import F

from parvis.exercises import events
from parvis.exercises.models import Exercise
from parvis.journal.actions import record
from parvis.journal.events import Event
from parvis.people.models import Account

#: What an observer or a player writes concerns few screens; everything else concerns all.
BEATS: dict[type[Event], str] = {
    events.Stamped: "stamps_beat", events.Observed: "stamps_beat", events.LogWritten: "log_beat",
}  # fmt: skip


def note(actor: Account | None, exercise: Exercise, event: Event) -> None:
    beat = BEATS.get(type(event), "beat")
    Exercise.objects.filter(pk=exercise.pk).update(**{beat: F(beat) + 1})
    record(actor, event, object_id=exercise.pk, place_id=exercise.place_id, marking=exercise.marking)
