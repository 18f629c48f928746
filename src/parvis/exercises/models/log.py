"""What players say of themselves during the run: a message is taken note of, something is done now. No observer's stamp."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.exercises.models.exercise import Exercise
from parvis.exercises.models.script import Inject
from parvis.plans.models import PlanRole, Task


class LogEntry(models.Model):
    """One line of a player's log. Its id comes from the page: sent twice, kept once."""

    PLACE, MARKINGS, AUTHOR = "place__", ("exercise__marking", "place__marking"), "player_id"

    class Kind(models.TextChoices):
        ACK = "ack", _("taken note of")
        DOING = "doing", _("we do this now")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="log_entries")
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="log")
    player = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    role = models.ForeignKey(PlanRole, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind.choices)
    inject = models.ForeignKey(Inject, models.SET_NULL, null=True, related_name="log")
    task = models.ForeignKey(Task, models.RESTRICT, null=True, blank=True, related_name="log")
    text = models.CharField(max_length=1000, blank=True)
    at_s = models.FloatField()
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["at_s", "recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["inject", "player"], condition=Q(kind="ack"), name="taken_note_of_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.text[:60]}"
