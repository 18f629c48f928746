"""A workshop of an assessment: who sat together, what was said of which scenario, what was decided."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.assessment.models.assessment import Assessment
from parvis.assessment.models.scenario import Scenario


class Workshop(models.Model):
    """When, where, by which agenda; its minutes are written while it runs, and closed by the lead."""

    PLACE, MARKINGS, AUTHOR = "place__", ("assessment__marking", "place__marking"), "author_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="workshops")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    title = models.CharField(_("title"), max_length=200)
    starts = models.DateTimeField(_("begins"))
    where = models.CharField(_("where"), max_length=300)
    # The agenda as it was worded when the workshop was planned.
    agendas_urn = models.CharField(max_length=200)
    agendas_version = models.CharField(max_length=20)
    agenda = models.CharField(_("agenda"), max_length=40)
    closing_words = models.TextField(_("what came of it"), blank=True)
    closed = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["starts", "id"]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """Somebody who was there: a person or an organisation of the team, or a function typed in. Outlives the seat."""

    PLACE, MARKINGS, AUTHOR = "place__", ("workshop__assessment__marking", "place__marking"), ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="+")
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="attendances")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, null=True, related_name="+")
    function = models.CharField(_("function"), max_length=200, blank=True)

    class Meta:
        ordering = ["function", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=False) | Q(organisation__isnull=False) | ~Q(function=""),
                name="attendance_is_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.function or " · ".join(str(part) for part in (self.account, self.organisation) if part)


class WorkshopNote(models.Model):
    """A line of the minutes: about a scenario or about the whole, said, decided or left open."""

    PLACE, MARKINGS, AUTHOR = "place__", ("workshop__assessment__marking", "place__marking"), "author_id"

    class Kind(models.TextChoices):
        SAID = "said", _("said")
        DECIDED = "decided", _("decided")
        OPEN = "open", _("left open")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="+")
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="notes")
    scenario = models.ForeignKey(Scenario, models.SET_NULL, null=True, blank=True, related_name="workshop_notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.SAID)
    text = models.TextField(_("in a sentence or two"))
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["created", "id"]

    def __str__(self) -> str:
        return self.text
