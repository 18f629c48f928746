"""An option as its design grows: where its measures stand, what it costs, and what is left of each risk."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.places.models import GeometryField
from parvis.solutions.models.option import Option


class DesignStage(models.Model):
    """Sketch, draft, built: each keeps its own estimates and dates, so that what was built can be held to its promise."""

    PLACE, MARKINGS, AUTHOR = "place__", ("option__comparison__marking", "place__marking"), "author_id"

    class Kind(models.TextChoices):
        SKETCH = "sketch", pgettext_lazy("stage of a design", "sketch")
        DRAFT = "draft", pgettext_lazy("stage of a design", "draft")
        BUILT = "built", pgettext_lazy("stage of a design", "built")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="+")
    option = models.ForeignKey(Option, models.CASCADE, related_name="stages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    kind = models.CharField(_("stage"), max_length=6, choices=Kind.choices, default=Kind.SKETCH)
    dated = models.DateField(_("as of"), default=timezone.localdate)
    note = models.CharField(_("what changed"), max_length=400, blank=True)
    costs = models.JSONField(default=dict)  # item of the cost over the years to a number; what nobody stated is absent
    costed = models.DateTimeField(null=True, editable=False)
    costed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["created", "id"]
        constraints = [models.UniqueConstraint(fields=["option", "kind"], name="an_option_has_each_stage_once")]

    def __str__(self) -> str:
        return self.get_kind_display()


class Placement(models.Model):
    """One measure of an option, drawn on the place or named by its zone, and how much of it."""

    PLACE, MARKINGS, AUTHOR = "place__", ("stage__option__comparison__marking", "place__marking"), "author_id"

    class Unit(models.TextChoices):
        PIECE = "piece", _("pieces")
        METRE = "metre", _("metres")
        AREA = "area", _("square metres")
        PERSON = "person", _("people")
        HOUR = "hour", _("hours a week")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="+")
    stage = models.ForeignKey(DesignStage, models.CASCADE, related_name="placements")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    measure = models.SlugField(_("measure"), max_length=80)
    quantity = models.DecimalField(_("how much"), max_digits=9, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=6, choices=Unit.choices, blank=True)
    zone = models.ForeignKey("places.Zone", models.SET_NULL, null=True, blank=True, related_name="+")
    zone_kind = models.CharField(_("zone"), max_length=40, blank=True)
    geometry = GeometryField(null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["created", "id"]

    def __str__(self) -> str:
        return self.measure


class RiskAfter(models.Model):
    """What one person says is left of a risk once the option stands, factor by factor. Everybody's statement stays."""

    PLACE, AUTHOR = "place__", "account_id"
    MARKINGS = ("scenario__assessment__marking", "stage__option__comparison__marking", "place__marking")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="+")
    stage = models.ForeignKey(DesignStage, models.CASCADE, related_name="risks")
    scenario = models.ForeignKey("assessment.Scenario", models.CASCADE, related_name="risks_after")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    values = models.JSONField(default=dict)  # factor to level; a factor that was not judged is absent
    reason = models.CharField(_("reason"), max_length=500)
    why_higher = models.CharField(_("why it is higher than before"), max_length=500, blank=True)
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["created", "id"]
        constraints = [
            models.UniqueConstraint(fields=["stage", "scenario", "account"], name="one_statement_of_what_is_left")
        ]

    def __str__(self) -> str:
        return self.reason
