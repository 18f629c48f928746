"""Visits on site, and what was said there: every entry is kept for good, once per id."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from parvis.assessment.models.assessment import Assessment


class Visit(models.Model):
    """What one assessor takes along: a pack for a phone, with an end. Revoking counts from the next contact on."""

    PLACE, MARKINGS, AUTHOR = "place__", ("assessment__marking", "place__marking"), "assessor_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="visits")
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    issued = models.DateTimeField(default=timezone.now, editable=False)
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True, editable=False)
    revoked_why = models.CharField(max_length=300, blank=True)
    returned = models.DateTimeField(null=True, editable=False)  # the assessor has finished, and all was sent

    class Meta:
        ordering = ["-issued", "id"]

    def __str__(self) -> str:
        return f"{self.assessor} {self.issued:%Y-%m-%d}"


class VisitEntry(models.Model):
    """One thing that was said: an answer, a note or a photo of one question. Never changed; a later one replaces it."""

    PLACE, MARKINGS, AUTHOR = "place__", ("assessment__marking", "place__marking"), "assessor_id"

    id = models.UUIDField(primary_key=True, editable=False)  # made on the phone
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="entries")
    visit = models.ForeignKey(Visit, models.CASCADE, null=True, related_name="entries")  # none: at a desk
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    device = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    question = models.CharField(max_length=80)
    zone = models.UUIDField(null=True)  # no foreign key: what was said of a zone outlives it
    value = models.CharField(max_length=64, blank=True)
    note = models.TextField(blank=True)
    replaces = models.JSONField(default=list)
    said_at = models.DateTimeField(null=True)  # by the phone's clock: shown, never compared
    received = models.DateTimeField(default=timezone.now, editable=False)
    unread = models.CharField(max_length=40, blank=True)  # why it counts for nothing yet: the method does not know it

    class Meta:
        ordering = ["received", "device", "seq", "id"]
        indexes = [models.Index(fields=["assessment", "assessor"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.question} {self.value}"
