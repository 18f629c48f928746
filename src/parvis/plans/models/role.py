"""Who acts in a plan: roles with their organisations, and the functions that hold them, duty period by duty period."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.people.models import Level, Organisation
from parvis.plans.models.plan import Plan

PLACE, MARKINGS = "plan__place__", ("plan__marking", "plan__place__marking")


class Period(models.Model):
    """A duty period (day, night, week-end, event). A plan has them in the order of their turn."""

    PLACE, MARKINGS, AUTHOR = PLACE, MARKINGS, ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="periods")
    name = models.CharField(_("duty period"), max_length=80)
    position = models.PositiveSmallIntegerField(_("turn"), default=1)
    hours = models.PositiveSmallIntegerField(_("hours"), default=12)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "name"], name="a_period_has_a_name_of_its_own"),
            models.CheckConstraint(condition=Q(hours__gte=1, hours__lte=168), name="a_period_lasts_up_to_a_week"),
        ]

    def __str__(self) -> str:
        return self.name


class Function(models.Model):
    """Who holds roles: a function ("duty officer of the week"), never the name of a person; and how it is reached."""

    PLACE, MARKINGS, AUTHOR = PLACE, MARKINGS, ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="functions")
    name = models.CharField(_("function"), max_length=160)
    # What fails together: where the function sits, and by which telephone system it is reached.
    site = models.CharField(_("site"), max_length=120, blank=True)
    system = models.CharField(_("telephone system"), max_length=120, blank=True)
    unreachable = models.PositiveSmallIntegerField(_("not reached, in per cent of calls"), default=0)
    verified_on = models.DateField(_("last verified on"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "name"], name="a_function_has_a_name_of_its_own"),
            models.CheckConstraint(condition=Q(unreachable__lte=100), name="unreachable_is_a_percentage"),
        ]

    def __str__(self) -> str:
        return self.name


class PlanRole(models.Model):
    """A role of the plan, of an organisation at some level of governance."""

    PLACE, MARKINGS, AUTHOR = "place__", ("plan__marking", "place__marking"), ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="plan_roles")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="roles")
    name = models.CharField(_("name of the role"), max_length=120)
    # By name, for most partners have no account here; `registered` where the installation knows the organisation.
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    level = models.CharField(_("level of governance"), max_length=20, choices=Level.choices, blank=True)
    registered = models.ForeignKey(Organisation, models.SET_NULL, null=True, editable=False, related_name="+")
    capacity = models.PositiveSmallIntegerField(_("tasks it can do at once"), default=1)
    # Roles that must not be in one hand with this one.
    incompatible = models.ManyToManyField("self", blank=True)
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


class Duty(models.Model):
    """A function holds a role in a duty period (rank 0), or stands in for its holder, in the order of the ranks.

    Without a period it does so in every period for which nobody is named.
    """

    PLACE, MARKINGS, AUTHOR = "role__plan__place__", ("role__plan__marking", "role__plan__place__marking"), ""

    role = models.ForeignKey(PlanRole, models.CASCADE, related_name="duties")
    period = models.ForeignKey(Period, models.CASCADE, null=True, blank=True, related_name="duties")
    rank = models.PositiveSmallIntegerField(default=0)
    function = models.ForeignKey(Function, models.CASCADE, related_name="duties")

    class Meta:
        ordering = ["rank", "id"]
        constraints = [models.UniqueConstraint(fields=["role", "period", "rank"], name="one_function_for_each_rank")]

    def __str__(self) -> str:
        return f"{self.role}: {self.function}"
