"""The register: places with their zones, entrances, occupancy, custodian and role."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.access.models import marking_field
from parvis.people.models import Organisation
from parvis.places.models.geometry import Shaped


class Place(Shaped):
    """A public space of interest. Its id is its stable name everywhere: urn:uuid:<id>."""

    PLACE, MARKINGS, AUTHOR = "", ("marking",), "author_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="places", verbose_name=_("managing body"))
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    marking = marking_field()
    name = models.CharField(_("name"), max_length=200)
    category = models.CharField(_("category"), max_length=40)
    custodian = models.CharField(_("custodian"), max_length=200, blank=True)
    civic_role = models.TextField(_("symbolic and civic role"), blank=True)
    rationale = models.TextField(_("why it is in the register"), blank=True)
    osm_id = models.CharField(max_length=40, blank=True, db_index=True)
    # Changed by hand only when the place itself changed (a kiosk, a new layout): what was assessed before is then stale.
    layout_changed = models.DateTimeField(default=timezone.now)
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "id"]
        indexes = [
            models.Index(fields=["-changed", "id"]),
            models.Index(fields=["west", "east", "south", "north"]),
            models.Index(fields=["name", "id"]),
            models.Index(fields=["category", "name"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def urn(self) -> str:
        return f"urn:uuid:{self.pk}"


class Zone(Shaped):
    PLACE, MARKINGS, AUTHOR = "place__", ("place__marking",), ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, models.CASCADE, related_name="zones")
    kind = models.CharField(_("kind"), max_length=40)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering = ["kind", "name"]

    def __str__(self) -> str:
        return self.name


class Entrance(Shaped):
    PLACE, MARKINGS, AUTHOR = "place__", ("place__marking",), ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, models.CASCADE, related_name="entrances")
    name = models.CharField(_("name"), max_length=120)
    width_m = models.DecimalField(_("clear width in metres"), max_digits=5, decimal_places=2, null=True, blank=True)
    users = models.JSONField(_("who may pass"), default=list)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Occupancy(models.Model):
    """How many people are there in one condition, and how that is known."""

    PLACE, MARKINGS, AUTHOR = "place__", ("place__marking",), ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, models.CASCADE, related_name="occupancies")
    condition = models.CharField(_("condition"), max_length=40)
    people = models.PositiveIntegerField(_("people at the same time"))
    estimated_by = models.CharField(_("how it was estimated"), max_length=40)

    class Meta:
        ordering = ["condition"]
        constraints = [models.UniqueConstraint(fields=["place", "condition"], name="one_occupancy_per_condition")]

    def __str__(self) -> str:
        return f"{self.condition}: {self.people}"


class Involvement(models.Model):
    """Which organisation decides, finances, is consulted or informed at a place (multi-level governance as data)."""

    PLACE, MARKINGS, AUTHOR = "place__", ("place__marking",), ""

    class Part(models.TextChoices):
        DECIDES = "decides", _("decides")
        FINANCES = "finances", _("finances")
        CONSULTED = "consulted", _("is consulted")
        INFORMED = "informed", _("is informed")

    place = models.ForeignKey(Place, models.CASCADE, related_name="involvements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="involvements")
    part = models.CharField(_("part"), max_length=12, choices=Part.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "organisation", "part"], name="one_part_once")]

    def __str__(self) -> str:
        return f"{self.organisation} {self.part}"


class CalendarEvent(models.Model):
    """Something that happens at a place: a weekly market, a festival."""

    PLACE, MARKINGS, AUTHOR = "place__", ("place__marking",), ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, models.CASCADE, related_name="events")
    title = models.CharField(_("title"), max_length=200)
    starts = models.DateTimeField(_("starts"))
    ends = models.DateTimeField(_("ends"))
    weekly = models.BooleanField(_("every week"), default=False)

    class Meta:
        ordering = ["starts"]

    def __str__(self) -> str:
        return self.title
