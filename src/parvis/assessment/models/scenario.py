"""A short story of what could happen, and what each expert makes of it."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.assessment.models.assessment import Assessment
from parvis.places.models import GeometryField


class Scenario(models.Model):
    """One threat or everyday harm in one zone."""

    PLACE, MARKINGS, AUTHOR = "place__", ("assessment__marking", "place__marking"), "author_id"

    class Family(models.TextChoices):
        ATTACK = "attack", _("attack")
        EVERYDAY = "everyday", _("everyday harm")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="scenarios")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="scenarios")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    family = models.CharField(max_length=10, choices=Family.choices)
    threat = models.CharField(_("threat"), max_length=40)
    threats_urn = models.CharField(max_length=200)
    threats_version = models.CharField(max_length=20)
    title = models.CharField(_("title"), max_length=200)
    narrative = models.TextField(_("what happens"), blank=True)
    zone = models.ForeignKey("places.Zone", models.SET_NULL, null=True, blank=True, related_name="+")
    zone_kind = models.CharField(_("zone"), max_length=40, blank=True)
    phase = models.CharField(_("phase"), max_length=40, blank=True)
    condition = models.CharField(_("condition, where it is another one"), max_length=40, blank=True)
    assumes = models.TextField(_("what it assumes"), blank=True)
    relies_on: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        "ExistingMeasure", blank=True, related_name="scenarios"
    )
    # Begun as a copy of another scenario of the same place, perhaps of an earlier assessment.
    taken_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    sketch = GeometryField(null=True, blank=True)  # where it happens: a point, a line or an area, drawn by the team
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["family", "created", "id"]

    def __str__(self) -> str:
        return self.title


class Judgement(models.Model):
    """What one expert gave one scenario in one round. Nobody but the expert writes it; both rounds stay."""

    PLACE, MARKINGS, AUTHOR = "place__", ("assessment__marking", "place__marking"), "expert_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="judgements")
    scenario = models.ForeignKey(Scenario, models.RESTRICT, related_name="judgements")
    expert = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    round = models.PositiveSmallIntegerField()
    standing = models.BooleanField(default=True)  # false when the same expert gave a later round
    values = models.JSONField(default=dict)  # factor to level; of the factor judged kind by kind, the worst
    impacts = models.JSONField(default=dict)  # kind of consequence to level: all are kept
    ranges = models.JSONField(default=dict)  # factor to lowest, highest, and how sure in percent
    confidence = models.PositiveSmallIntegerField(_("confidence"))
    reason = models.TextField(_("reason"), blank=True)
    revision = models.TextField(_("why the value changed"), blank=True)  # of a later round
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["scenario", "round", "expert"]
        indexes = [models.Index(fields=["assessment", "standing"])]
        constraints = [
            models.UniqueConstraint(fields=["scenario", "expert", "round"], name="one_judgement_per_expert_and_round")
        ]

    def __str__(self) -> str:
        return f"{self.scenario_id} {self.round}"
