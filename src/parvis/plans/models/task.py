"""One task of a plan: what is done, by whom, after what, by when, with what."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from parvis.plans.models.means import Resource
from parvis.plans.models.plan import Plan
from parvis.plans.models.role import PlanRole


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
    consulted = models.ManyToManyField(PlanRole, blank=True, related_name="asked_for")
    informed = models.ManyToManyField(PlanRole, blank=True, related_name="hears_of")
    # All of `predecessors` must be done before; of `one_of` the first that is done suffices.
    predecessors = models.ManyToManyField("self", blank=True, symmetrical=False, related_name="successors")
    one_of = models.ManyToManyField("self", blank=True, symmetrical=False, related_name="alternatives")
    people = models.PositiveSmallIntegerField(_("people needed"), default=1)
    milestone = models.BooleanField(_("milestone"), default=False)
    target_s = models.PositiveIntegerField(_("target time"), null=True, blank=True)
    dur_min_s = models.PositiveIntegerField(null=True, blank=True)
    dur_mode_s = models.PositiveIntegerField(null=True, blank=True)
    dur_max_s = models.PositiveIntegerField(null=True, blank=True)
    # On how many times seen in exercises the durations rest; 0 for a guess.
    observed = models.PositiveSmallIntegerField(default=0, editable=False)
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
            models.CheckConstraint(condition=Q(people__gte=1), name="somebody_does_a_task"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class Need(models.Model):
    """A resource that a task holds while it lasts, and how many of it."""

    PLACE, MARKINGS, AUTHOR = "task__place__", ("task__plan__marking", "task__place__marking"), ""

    task = models.ForeignKey(Task, models.CASCADE, related_name="needs")
    resource = models.ForeignKey(Resource, models.CASCADE, related_name="needs")
    quantity = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["resource__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["task", "resource"], name="a_task_names_a_resource_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="a_task_needs_some_of_it"),
        ]

    def __str__(self) -> str:
        return f"{self.resource}: {self.quantity}"
