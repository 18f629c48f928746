"""What was seen: stamps on the exercise clock, observations, ratings, and the anonymous hot wash. Nothing is lost."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.exercises.models.exercise import Exercise
from parvis.exercises.models.script import Inject
from parvis.plans.models import Channel, PlanRole, Task


class Stamp(models.Model):
    """One moment of one task as one observer saw it. Its id comes from the observer's device: sent twice, kept once.

    A mistake is mended by another stamp that `corrects` it: with a time it replaces, without one it withdraws.
    """

    PLACE, MARKINGS, AUTHOR = "place__", ("exercise__marking", "place__marking"), "observer_id"

    class Kind(models.TextChoices):
        EVENT = "event", _("event")
        DETECT = "detect", _("noticed")
        ALERT = "alert", _("passed on")
        ACK = "ack", _("acknowledged")
        DECIDE = "decide", _("decided")
        ORDER = "order", _("ordered")
        START = "start", _("started")
        DONE = "done", _("done")

    class Source(models.TextChoices):
        OBSERVER = "observer", _("seen by the observer")
        LOG = "log", _("from a log or recording")
        SELF = "self", _("told by who did it")

    class Confidence(models.TextChoices):
        SURE = "sure", _("sure")
        ROUGH = "rough", _("roughly")
        UNSURE = "unsure", _("not sure")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="stamps")
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="stamps")
    task = models.ForeignKey(Task, models.RESTRICT, related_name="stamps")
    observer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(_("moment"), max_length=8, choices=Kind.choices)
    at_s = models.FloatField(null=True)  # seconds on the exercise clock; null withdraws what it corrects
    role_observed = models.ForeignKey(PlanRole, models.SET_NULL, null=True, blank=True, related_name="+")
    # The way that the word really went, where it was one of the plan's.
    channel = models.ForeignKey(Channel, models.SET_NULL, null=True, blank=True, related_name="stamps")
    source = models.CharField(_("how it is known"), max_length=8, choices=Source.choices, default=Source.OBSERVER)
    confidence = models.CharField(_("how sure"), max_length=6, choices=Confidence.choices, default=Confidence.SURE)
    afterwards = models.BooleanField(default=False)
    # What the clock of the phone said at the tap, as it said it: evidence when two phones disagree.
    device_at = models.DateTimeField(null=True, editable=False)
    corrects = models.OneToOneField("self", models.RESTRICT, null=True, related_name="corrected_by")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["at_s", "recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(at_s__gte=0) | Q(at_s=None, corrects__isnull=False), name="a_stamp_has_a_time_or_withdraws"
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.kind} {self.at_s}"


class RatingLetter(models.TextChoices):
    """HSEEP's letters."""

    P = "P", _("P: without challenges")
    S = "S", _("S: with some challenges")
    M = "M", _("M: with major challenges")
    U = "U", _("U: unable to be performed")
    NA = "NA", _("not rated")


class Observation(models.Model):
    PLACE, MARKINGS, AUTHOR = "place__", ("exercise__marking", "place__marking"), "observer_id"

    class Kind(models.TextChoices):
        STRENGTH = "strength", _("went well")
        IMPROVEMENT = "improvement", _("to be improved")
        UNPLANNED = "unplanned", _("done, though not in the plan")  # to review, not to punish

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="observations")
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="observations")
    task = models.ForeignKey(Task, models.RESTRICT, null=True, blank=True, related_name="observations")
    inject = models.ForeignKey(Inject, models.SET_NULL, null=True, blank=True, related_name="observations")
    observer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.IMPROVEMENT)
    text = models.TextField(_("what was seen"))
    rating = models.CharField(_("rating"), max_length=2, choices=RatingLetter.choices, default=RatingLetter.NA)
    at_s = models.FloatField(null=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class Rating(models.Model):
    """What the evaluator decided about one task; the suggestion of that day is kept beside it."""

    PLACE, MARKINGS, AUTHOR = "place__", ("exercise__marking", "place__marking"), ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="ratings")
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="ratings")
    task = models.ForeignKey(Task, models.RESTRICT, related_name="ratings")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    rating = models.CharField(max_length=2, choices=RatingLetter.choices)
    suggested = models.CharField(max_length=2, blank=True)
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    decided = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["task", "id"]
        constraints = [models.UniqueConstraint(fields=["exercise", "task"], name="one_rating_per_task")]

    def __str__(self) -> str:
        return self.rating


class HotWashAnswer(models.Model):
    """One answer to one question right after the exercise: no name, no time, no link to the person's other answers.

    `by` is kept only where it was said beforehand that answers carry names.
    """

    PLACE, MARKINGS, AUTHOR = "place__", ("exercise__marking", "place__marking"), ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="hot_wash_answers")
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="hot_wash_answers")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    question = models.CharField(max_length=60)
    score = models.PositiveSmallIntegerField(null=True)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["question", "id"]  # the id is random: the order says nothing of who answered when

    def __str__(self) -> str:
        return self.question
