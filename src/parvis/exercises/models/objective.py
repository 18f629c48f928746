"""What an exercise finds out: objectives, what each must reach, and the tasks by which it is reached (words of HSEEP)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.exercises.models.exercise import Exercise
from parvis.exercises.models.record import RatingLetter
from parvis.plans.models import Task


class Objective(models.Model):
    PLACE, MARKINGS, AUTHOR = "exercise__place__", ("exercise__marking", "exercise__place__marking"), ""

    class Priority(models.IntegerChoices):
        HIGH = 1, _("high")
        MEDIUM = 2, _("medium")
        LOW = 3, _("low")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="objectives")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.CharField(_("objective"), max_length=300)
    capability = models.CharField(_("capability"), max_length=160, blank=True)
    smart_target = models.CharField(_("how one sees that it is reached"), max_length=300, blank=True)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority.choices, default=Priority.MEDIUM)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number", "id"]
        constraints = [models.UniqueConstraint(fields=["exercise", "number"], name="an_objective_has_its_number")]

    def __str__(self) -> str:
        return f"O{self.number} {self.text}"


class CapabilityTarget(models.Model):
    """A threshold that can be measured, and the critical tasks of the plan by which it is met."""

    PLACE, MARKINGS, AUTHOR = "exercise__place__", ("exercise__marking", "exercise__place__marking"), ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="targets")
    objective = models.ForeignKey(Objective, models.CASCADE, related_name="targets")
    text = models.CharField(_("capability target"), max_length=300)
    metric = models.CharField(_("what is measured"), max_length=160, blank=True)
    threshold = models.FloatField(_("threshold"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    source = models.CharField(_("where it is written"), max_length=200, blank=True)
    critical = models.ManyToManyField(Task, blank=True, related_name="targets_of_exercises")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["objective", "text", "id"]

    def __str__(self) -> str:
        return self.text


class CapabilityRating(models.Model):
    """What the evaluator decided of a capability target, or without one of the capability behind an objective as a whole.

    The suggestion of that day is kept beside it.
    """

    PLACE, MARKINGS, AUTHOR = "place__", ("exercise__marking", "place__marking"), ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="capability_ratings")
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="capability_ratings")
    objective = models.ForeignKey(Objective, models.CASCADE, related_name="ratings")
    target = models.ForeignKey(CapabilityTarget, models.CASCADE, null=True, blank=True, related_name="ratings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    rating = models.CharField(max_length=2, choices=RatingLetter.choices)
    suggested = models.CharField(max_length=2, blank=True)
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    decided = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["objective", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["target"], condition=Q(target__isnull=False), name="one_rating_per_capability_target"
            ),
            models.UniqueConstraint(
                fields=["objective"], condition=Q(target__isnull=True), name="one_rating_per_capability"
            ),
        ]

    def __str__(self) -> str:
        return self.rating
