"""Weights as one person gives them; what counts is the set that is agreed afterwards."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.solutions.models.evaluation import Comparison


class Weighing(models.Model):
    """One person's weights, and the answers from which they follow."""

    PLACE, MARKINGS, AUTHOR = "place__", ("comparison__marking", "place__marking"), "account_id"

    class Way(models.TextChoices):
        DIRECT = "direct", _("directly, 100 points")
        SWING = "swing", _("by swings")
        PAIRS = "pairs", _("in pairs")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="weighings")
    comparison = models.ForeignKey(Comparison, models.CASCADE, related_name="weighings")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    way = models.CharField(max_length=6, choices=Way.choices)
    given = models.JSONField(default=dict)  # points by criterion, or how many times more by pair of heads
    weights = models.JSONField(default=dict)  # criterion code to a whole number; together 100
    ratio = models.FloatField(null=True)  # of the pairs: how far they contradict each other
    given_on = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["given_on", "id"]
        constraints = [models.UniqueConstraint(fields=["comparison", "account"], name="own_weights_are_given_once")]

    def __str__(self) -> str:
        return self.get_way_display()
