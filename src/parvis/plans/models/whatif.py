"""A measure that a plan is tried with, or without: what it would change of the plan, as somebody says with a reason."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.plans.models.means import Channel, Resource
from parvis.plans.models.message import Message
from parvis.plans.models.plan import Plan
from parvis.plans.models.task import Task


class WhatIf(models.Model):
    """A measure of the place, by name and where known with what it stands for. It changes nothing of the plan."""

    PLACE, MARKINGS, AUTHOR = "place__", ("plan__marking", "place__marking"), ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="+")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="what_ifs")
    name = models.CharField(_("measure"), max_length=200)
    # The times of the plan count with it already: then it is tried without.
    present = models.BooleanField(_("it is there"), default=False)
    option = models.ForeignKey("solutions.Option", models.SET_NULL, null=True, blank=True, related_name="+")
    existing = models.ForeignKey("assessment.ExistingMeasure", models.SET_NULL, null=True, blank=True, related_name="+")
    measure = models.SlugField(max_length=80, blank=True)  # of the catalogue
    reason = models.CharField(_("reason"), max_length=600)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    since = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "name"], name="a_measure_is_tried_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_measure_is_tried_for_a_reason"),
        ]

    def __str__(self) -> str:
        return self.name


class Effect(models.Model):
    """One thing that the measure changes."""

    PLACE = "what_if__plan__place__"
    MARKINGS, AUTHOR = ("what_if__plan__marking", "what_if__plan__place__marking"), ""

    class Kind(models.TextChoices):
        LASTS = "lasts", _("a task takes another time")
        SHARE = "share", _("a task takes a share of its time")
        NEEDLESS = "needless", _("a task is not needed any more")
        CHANNEL = "channel", _("a message has one more channel")
        RESOURCE = "resource", _("there is more of a resource")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    what_if = models.ForeignKey(WhatIf, models.CASCADE, related_name="effects")
    kind = models.CharField(_("what changes"), max_length=10, choices=Kind.choices)
    task = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="+")
    dur_min_s = models.PositiveIntegerField(null=True, blank=True)
    dur_mode_s = models.PositiveIntegerField(null=True, blank=True)
    dur_max_s = models.PositiveIntegerField(null=True, blank=True)
    percent = models.PositiveSmallIntegerField(null=True, blank=True)
    message = models.ForeignKey(Message, models.CASCADE, null=True, blank=True, related_name="+")
    # A channel of the plan, or a new one that the measure brings.
    channel = models.ForeignKey(Channel, models.CASCADE, null=True, blank=True, related_name="+")
    new_channel = models.CharField(max_length=60, blank=True)
    availability = models.PositiveSmallIntegerField(default=100)
    resource = models.ForeignKey(Resource, models.CASCADE, null=True, blank=True, related_name="+")
    more = models.SmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="lasts")
                | Q(task__isnull=False, dur_min_s__lte=F("dur_mode_s"), dur_mode_s__lte=F("dur_max_s")),
                name="another_time_rises",
            ),
            models.CheckConstraint(condition=Q(availability__lte=100), name="a_new_channel_works_in_per_cent"),
        ]

    def __str__(self) -> str:
        return f"{self.what_if} {self.kind}"
