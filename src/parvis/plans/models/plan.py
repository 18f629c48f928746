"""A security plan: who does what, after what, by when, and how the word gets through."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.access.models import marking_field


class Plan(models.Model):
    """A list of tasks with roles and target times for one place."""

    PLACE, MARKINGS, AUTHOR = "place__", ("marking", "place__marking"), "author_id"

    class Kind(models.TextChoices):
        SITE = "site", _("plan of the site")
        EVENT = "event", _("plan of an event")
        MUNICIPAL = "municipal", _("part of the municipal emergency plan")
        OTHER = "other", _("other")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_FORCE = "in_force", _("in force")
        REPLACED = "replaced", _("replaced")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="plans")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    marking = marking_field()
    title = models.CharField(_("title"), max_length=200)
    # The scenario of an assessment that the plan answers, where it answers one.
    scenario = models.ForeignKey(
        "assessment.Scenario", models.SET_NULL, null=True, blank=True, related_name="plans", verbose_name=_("scenario")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.SITE)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT)
    valid_from = models.DateField(_("in force from"), null=True, blank=True)
    review_on = models.DateField(_("to be looked at again on"), null=True, blank=True)
    # The exercise pack whose roles and tasks the plan began with: a table-top finds its injects there.
    pack_urn = models.CharField(max_length=200, blank=True, editable=False)
    pack_version = models.CharField(max_length=20, blank=True, editable=False)
    # Rises with every change of a role or task: what was exercised before is then no longer this plan.
    edition = models.PositiveIntegerField(default=1, editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-changed", "id"]
        indexes = [models.Index(fields=["place", "state"])]

    def __str__(self) -> str:
        return self.title
