"""What an exercise tried of a plan. The exercises room tells it; this room knows no exercise but its id and its day."""

import uuid

from django.db import models

from parvis.plans.models.plan import Plan


class Practice(models.Model):
    """That an exercise played a task, that an organisation took part in it, that a contact answered before it, or that
    a flaw was found in a task. `subject`: the id of the task or function, or the name of the organisation."""

    PLACE, MARKINGS, AUTHOR = "place__", ("plan__marking", "place__marking"), ""

    class Kind(models.TextChoices):
        TASK = "task"
        ORGANISATION = "organisation"
        CONTACT = "contact"
        FLAW = "flaw"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="+")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="practised")
    exercise = models.UUIDField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    subject = models.CharField(max_length=200)
    on = models.DateField()

    class Meta:
        ordering = ["on", "kind", "subject", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "exercise", "kind", "subject"], name="an_exercise_tries_each_part_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.on}"
