"""A duty to exercise that somebody said applies to a plan, and when it was last fulfilled."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.plans.models.plan import Plan


class PlanDuty(models.Model):
    """The duty stands in a pack, by urn, version and code: what was said of it stays what it was."""

    PLACE, MARKINGS, AUTHOR = "place__", ("plan__marking", "place__marking"), ""

    class How(models.TextChoices):
        EXERCISE = "exercise", _("an exercise")
        ACTIVATION = "activation", _("a real activation")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="plan_duties")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="exercise_duties")
    urn = models.CharField(max_length=200)
    pack_version = models.CharField(max_length=20)
    code = models.CharField(max_length=60)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    since = models.DateTimeField(default=timezone.now, editable=False)
    fulfilled_on = models.DateField(_("last fulfilled on"), null=True, blank=True)
    how = models.CharField(_("by"), max_length=10, choices=How.choices, blank=True)
    # The exercise that fulfilled it. That room knows the plans and not the other way round: here stands its id alone.
    exercise = models.UUIDField(null=True, editable=False)
    note = models.CharField(_("where the report is"), max_length=300, blank=True)

    class Meta:
        ordering = ["code", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "urn", "code"], name="a_duty_applies_once"),
            models.CheckConstraint(
                condition=Q(fulfilled_on=None, how="") | (Q(fulfilled_on__isnull=False) & ~Q(how="")),
                name="what_fulfils_a_duty_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.code
