"""What already protects the place, and whether it works."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.access.models import marking_field
from parvis.places.models import GeometryField


class ExistingMeasure(models.Model):
    """A row of the catalogue or words of the team's own; natural or emplaced; good, failing, missing or needed."""

    PLACE, MARKINGS, AUTHOR = "place__", ("marking", "place__marking"), "author_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="existing_measures")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    marking = marking_field()
    measure = models.SlugField(_("from the catalogue"), max_length=80, blank=True)
    name = models.CharField(_("in your own words"), max_length=200, blank=True)
    origin = models.CharField(_("origin"), max_length=40)
    state = models.CharField(_("state"), max_length=40)
    owner = models.CharField(_("who looks after it"), max_length=200, blank=True)
    zone = models.ForeignKey("places.Zone", models.SET_NULL, null=True, blank=True, related_name="+")
    zone_kind = models.CharField(_("zone"), max_length=40, blank=True)
    checked_on = models.DateField(_("seen or tested on"), null=True, blank=True)
    geometry = GeometryField(null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["created", "id"]
        constraints = [models.CheckConstraint(condition=~Q(measure="") | ~Q(name=""), name="existing_measure_is_named")]

    def __str__(self) -> str:
        return self.name or self.measure
