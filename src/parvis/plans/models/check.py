"""A plan reckoned through for one edition, and what people make of each thing that it found."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.plans.models.plan import Plan


class CheckRun(models.Model):
    """One check. At most one waits for each plan; the seed, the runs and the assumptions give the same result again."""

    PLACE, MARKINGS, AUTHOR = "place__", ("plan__marking", "place__marking"), ""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        CANCELLED = "cancelled", _("stopped")
        FAILED = "failed", _("failed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="plan_checks")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="checks")
    edition = models.PositiveIntegerField()
    # Who pressed the button, or whose change of the plan asked for it.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    asked = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    step = models.CharField(max_length=20, blank=True)
    progress = models.FloatField(default=0)
    cancel_asked = models.BooleanField(default=False)
    beat = models.DateTimeField(default=timezone.now)  # last sign of life: the reaper looks at it
    ended = models.DateTimeField(null=True)
    problem = models.CharField(max_length=20, blank=True)  # why it brought nothing, as a code
    seed = models.BigIntegerField(default=0)
    runs = models.PositiveIntegerField(default=0)
    engine = models.CharField(max_length=40, blank=True)  # the version of Parvis that reckoned
    assumptions = models.JSONField(default=dict)
    result = models.JSONField(null=True)

    class Meta:
        ordering = ["-asked", "id"]
        indexes = [models.Index(fields=["plan", "state"]), models.Index(fields=["state", "beat"])]
        constraints = [
            models.UniqueConstraint(fields=["plan"], condition=Q(state="queued"), name="one_check_waits_for_a_plan")
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.edition}"

    @property
    def at_work(self) -> bool:
        return self.state in {self.State.QUEUED, self.State.RUNNING}


class PlanFinding(models.Model):
    """What a rule says of a task, role or channel, through all editions: open, accepted with a reason, or fixed."""

    PLACE, MARKINGS, AUTHOR = "place__", ("plan__marking", "place__marking"), ""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted risk")
        FIXED = "fixed", _("fixed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="plan_findings")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="findings")
    rule = models.CharField(max_length=10)
    subject = models.CharField(max_length=200)
    severity = models.CharField(max_length=10)
    # The evidence and the names of then: a finding that is gone can still be said.
    values = models.JSONField(default=dict)
    names = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    reason = models.TextField(_("reason"), blank=True)
    # Since when it is in its state, in which edition, and who said so; nobody where a check did.
    since = models.DateTimeField(default=timezone.now, editable=False)
    edition = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)

    class Meta:
        ordering = ["rule", "subject", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "rule", "subject"], name="a_finding_is_kept_once"),
            models.CheckConstraint(condition=~Q(state="accepted") | ~Q(reason=""), name="accepting_needs_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject}"
