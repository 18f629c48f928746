"""What a plan works with: channels that carry the word, resources that tasks share, and what sets the plan off."""

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from parvis.plans.models.plan import Plan

PLACE, MARKINGS = "plan__place__", ("plan__marking", "plan__place__marking")


class Channel(models.Model):
    """A way for the word. The usual ones, in their order, carry every message that names none of its own."""

    PLACE, MARKINGS, AUTHOR = PLACE, MARKINGS, ""

    class Kind(models.TextChoices):
        RADIO = "radio", _("radio")
        TELEPHONE = "telephone", _("telephone")
        MOBILE = "mobile", _("mobile telephone")
        MAIL = "mail", _("e-mail")
        PLATFORM = "platform", _("shared log or platform")
        ALARM = "alarm", _("alarm or loudspeakers")
        RUNNER = "runner", _("runner")
        OTHER = "other", _("other")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="channels")
    name = models.CharField(_("channel"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.OTHER)
    usual = models.BooleanField(_("usual"), default=False)
    position = models.PositiveSmallIntegerField(_("order"), default=1)
    delay_min_s = models.PositiveIntegerField(default=0)
    delay_mode_s = models.PositiveIntegerField(default=0)
    delay_max_s = models.PositiveIntegerField(default=0)
    availability = models.PositiveSmallIntegerField(_("works, in per cent of events"), default=100)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "name"], name="a_channel_has_a_name_of_its_own"),
            models.CheckConstraint(
                condition=Q(delay_min_s__lte=F("delay_mode_s"), delay_mode_s__lte=F("delay_max_s")), name="delays_rise"
            ),
            models.CheckConstraint(condition=Q(availability__lte=100), name="availability_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return self.name


class Resource(models.Model):
    """Equipment that tasks share, and how many there are."""

    PLACE, MARKINGS, AUTHOR = PLACE, MARKINGS, ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="resources")
    name = models.CharField(_("resource"), max_length=120)
    quantity = models.PositiveSmallIntegerField(_("how many"), default=1)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "name"], name="a_resource_has_a_name_of_its_own"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="there_is_some_of_a_resource"),
        ]

    def __str__(self) -> str:
        return self.name


class Trigger(models.Model):
    """What sets the plan off, and the tasks that begin with it. `threat` and `phase` are codes of the threat lists."""

    PLACE, MARKINGS, AUTHOR = PLACE, MARKINGS, ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="triggers")
    description = models.CharField(_("what sets it off"), max_length=200)
    threat = models.CharField(_("threat"), max_length=40, blank=True)
    phase = models.CharField(_("phase"), max_length=40, blank=True)
    tasks: models.ManyToManyField[Any, Any] = models.ManyToManyField("Task", blank=True, related_name="triggers")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["description", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "description"], name="a_trigger_has_a_description_of_its_own")
        ]

    def __str__(self) -> str:
        return self.description
