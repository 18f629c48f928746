"""What an answer has to achieve, written from something that an assessment found weak."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.access.models import marking_field


class Requirement(models.Model):
    """One need: what must or should hold afterwards, how it is measured, and from which value on it is met."""

    PLACE, MARKINGS, AUTHOR = "place__", ("marking", "place__marking"), "author_id"

    class Priority(models.TextChoices):
        MUST = "must", _("must")
        SHOULD = "should", _("should")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="requirements")
    vulnerability = models.ForeignKey("assessment.Vulnerability", models.RESTRICT, related_name="requirements")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    marking = marking_field()
    text = models.CharField(_("what has to hold"), max_length=400)
    priority = models.CharField(_("priority"), max_length=6, choices=Priority.choices, default=Priority.MUST)
    metric = models.CharField(_("how it is measured"), max_length=200, blank=True)
    threshold = models.CharField(_("met from"), max_length=120, blank=True)
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["priority", "created", "id"]

    def __str__(self) -> str:
        return self.text
