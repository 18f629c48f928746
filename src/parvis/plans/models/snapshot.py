"""An edition of a plan as it was: kept when it was in force, exercised, or when somebody asked."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.plans.models.plan import Plan


class PlanSnapshot(models.Model):
    """All that an edition said, in words and by code: it stays readable when what it names is gone."""

    PLACE, MARKINGS, AUTHOR = "place__", ("plan__marking", "place__marking"), ""

    class Why(models.TextChoices):
        IN_FORCE = "in_force", _("was in force")
        EXERCISED = "exercised", _("was exercised")
        ASKED = "asked", _("kept by hand")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="plan_snapshots")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="snapshots")
    edition = models.PositiveIntegerField()
    why = models.CharField(max_length=10, choices=Why.choices)
    kept = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    content = models.JSONField()

    class Meta:
        ordering = ["-edition", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "edition"], name="an_edition_is_kept_once")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.edition}"
