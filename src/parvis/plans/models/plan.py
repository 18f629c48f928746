"""A security plan: who does what, after what, by when, and how the word gets through."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
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
    # How the word gets through, for every task that names no channel of its own.
    channels = models.JSONField(_("usual channels"), default=list, blank=True)
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


class PlanRole(models.Model):
    """A role of the plan. Holder and deputy are functions ("duty officer"), never names of persons."""

    PLACE, MARKINGS, AUTHOR = "place__", ("plan__marking", "place__marking"), ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="plan_roles")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="roles")
    name = models.CharField(_("name of the role"), max_length=120)
    organisation = models.CharField(_("organisation"), max_length=160, blank=True)
    holder = models.CharField(_("held by (a function)"), max_length=160, blank=True)
    deputy = models.CharField(_("deputy (a function)"), max_length=160, blank=True)
    capacity = models.PositiveSmallIntegerField(_("tasks it can do at once"), default=1)
    # The code of the role in the pack, so that an inject of the pack finds whom it is for.
    code = models.CharField(max_length=60, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "name"], name="a_role_has_a_name_of_its_own"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="a_role_can_do_something"),
        ]

    def __str__(self) -> str:
        return self.name


class Task(models.Model):
    """One task. Times in seconds: the target counts from the moment that calls for the plan."""

    PLACE, MARKINGS, AUTHOR = "place__", ("plan__marking", "place__marking"), ""

    class Phase(models.TextChoices):
        ALERT = "alert", _("alert")
        DECIDE = "decide", _("decide")
        PROTECT = "protect", _("protect")
        EVACUATE = "evacuate", _("evacuate")
        RESCUE = "rescue", _("rescue")
        INFORM = "inform", _("inform")
        RECOVER = "recover", _("recover")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="tasks")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks")
    code = models.CharField(_("code"), max_length=12)
    phase = models.CharField(_("phase"), max_length=10, choices=Phase.choices, default=Phase.PROTECT)
    text = models.CharField(_("what is done"), max_length=300)
    responsible = models.ForeignKey(PlanRole, models.SET_NULL, null=True, blank=True, related_name="does")
    accountable = models.ForeignKey(PlanRole, models.SET_NULL, null=True, blank=True, related_name="answers_for")
    informed = models.ManyToManyField(PlanRole, blank=True, related_name="hears_of")
    predecessors = models.ManyToManyField("self", blank=True, symmetrical=False, related_name="successors")
    target_s = models.PositiveIntegerField(_("target time"), null=True, blank=True)
    dur_min_s = models.PositiveIntegerField(null=True, blank=True)
    dur_mode_s = models.PositiveIntegerField(null=True, blank=True)
    dur_max_s = models.PositiveIntegerField(null=True, blank=True)
    channels = models.JSONField(_("channels"), default=list, blank=True)
    fallback = models.CharField(_("if the word does not get through"), max_length=300, blank=True)
    waits_for_call = models.BooleanField(_("starts only when somebody calls"), default=False)
    timeout_s = models.PositiveIntegerField(_("acts without the call after"), null=True, blank=True)
    # A task that was exercised is evidence: it leaves the plan, not the database.
    dropped = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["code", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="a_task_has_a_code_of_its_own"),
            models.CheckConstraint(condition=Q(target_s=None) | Q(target_s__gte=1), name="a_target_is_above_zero"),
            models.CheckConstraint(
                condition=Q(dur_min_s=None, dur_mode_s=None, dur_max_s=None)
                | Q(dur_min_s__lte=F("dur_mode_s"), dur_mode_s__lte=F("dur_max_s")),
                name="durations_rise",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"
