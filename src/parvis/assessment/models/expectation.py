"""Whether what the tier of a place expects is met there, and how somebody knows."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.assessment.models.assessment import Assessment


class Expectation(models.Model):
    """What one person said of one expectation of a tier. What nobody has spoken of has no row."""

    PLACE, MARKINGS, AUTHOR = "place__", ("assessment__marking", "place__marking"), "author_id"

    class State(models.TextChoices):
        MET = "met", _("met")
        UNMET = "unmet", _("partly or not met")
        NOT_APPLICABLE = "not_applicable", _("does not apply here")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="expectations")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    tier = models.CharField(max_length=60)
    number = (
        models.PositiveSmallIntegerField()
    )  # its place in the list of the tier, from 1: a version of a method never changes
    state = models.CharField(_("state"), max_length=20, choices=State.choices)
    known_by = models.CharField(_("how you know"), max_length=300)
    said = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["tier", "number"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "tier", "number"], name="one_word_per_expectation")
        ]

    def __str__(self) -> str:
        return f"{self.tier}.{self.number}: {self.state}"
