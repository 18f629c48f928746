"""Photos that show something, and locked envelopes: a row for each, its bytes in the storage under their own digest."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.access.models import marking_field


class File(models.Model):
    """A cleaned photo. `taken_on` is the day that it speaks of; when it was sent is `created`."""

    PLACE, MARKINGS, AUTHOR = "place__", ("marking", "place__marking"), "author_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="files")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    marking = marking_field()
    about = models.UUIDField(null=True, db_index=True)  # what it shows: an answer, a measure
    caption = models.CharField(_("what it shows"), max_length=300, blank=True)
    taken_on = models.DateField(_("taken on"))
    sent_sha256 = models.CharField(max_length=64, editable=False)  # of the bytes as they came
    sha256 = models.CharField(max_length=64, editable=False, db_index=True)  # of the bytes that are kept
    media_type = models.CharField(max_length=40, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    size = models.PositiveIntegerField(editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["created", "id"]

    def __str__(self) -> str:
        return self.caption or str(self.pk)


class Envelope(models.Model):
    """A document that somebody without an account attached, locked with a key that is kept elsewhere."""

    PLACE, MARKINGS, AUTHOR = "place__", ("marking", "place__marking"), ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="envelopes")
    marking = marking_field()
    about = models.UUIDField(db_index=True)
    sha256 = models.CharField(max_length=64, editable=False, db_index=True)  # of the locked bytes
    size = models.PositiveIntegerField(editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["created", "id"]

    def __str__(self) -> str:
        return str(self.pk)
