"""What has to change after an exercise. Only a later exercise that tries it again closes a lesson."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.exercises.models.exercise import Exercise
from parvis.exercises.models.record import Observation
from parvis.exercises.models.terms import Effectiveness, Function, Nature
from parvis.plans.models import Action, Plan, Task


class Lesson(models.Model):
    PLACE, MARKINGS, AUTHOR = "place__", ("exercise__marking", "place__marking"), "author_id"

    class Element(models.TextChoices):
        """HSEEP's capability elements, POETE."""

        PLANNING = "planning", _("planning")
        ORGANISATION = "organisation", _("organisation")
        EQUIPMENT = "equipment", _("equipment")
        TRAINING = "training", _("training")
        EXERCISES = "exercises", _("exercises")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        IN_PROGRESS = "in_progress", _("in progress")
        DONE = "done", _("done, to be re-tested")
        VERIFIED = "verified", _("verified by a re-test")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="lessons")
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="lessons")
    observations = models.ManyToManyField(Observation, blank=True, related_name="lessons")
    task = models.ForeignKey(Task, models.RESTRICT, null=True, blank=True, related_name="lessons")
    # What it touches besides a task: each is open again until the lesson was tried again.
    plan = models.ForeignKey(
        Plan, models.SET_NULL, null=True, blank=True, related_name="lessons", verbose_name=_("the plan as a whole")
    )
    measure = models.ForeignKey(
        "assessment.ExistingMeasure", models.SET_NULL, null=True, blank=True, related_name="lessons",
        verbose_name=_("existing measure"),
    )  # fmt: skip
    option = models.ForeignKey(
        "solutions.Option", models.SET_NULL, null=True, blank=True, related_name="lessons", verbose_name=_("option")
    )
    scenario = models.ForeignKey(
        "assessment.Scenario",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="lessons",
        verbose_name=_("scenario"),
    )
    # One training a line, for whom and in what: each is to be repeated until the lesson was tried again.
    training = models.TextField(_("training"), blank=True)
    # What will be done about it: corrective actions are the actions of the place.
    actions = models.ManyToManyField(Action, blank=True, related_name="lessons")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    text = models.TextField(_("what was learned"))
    capability = models.CharField(_("capability"), max_length=160, blank=True)
    function = models.CharField(_("function"), max_length=20, choices=Function.choices, blank=True)
    root_cause = models.TextField(_("root cause"), blank=True)
    effectiveness = models.CharField(
        _("how well it worked as it was"), max_length=10, choices=Effectiveness.choices, blank=True
    )
    nature = models.CharField(_("nature of the solution"), max_length=10, choices=Nature.choices, blank=True)
    recommendation = models.TextField(_("what should change"), blank=True)
    element = models.CharField(_("element"), max_length=12, choices=Element.choices, default=Element.PLANNING)
    owner = models.CharField(_("owner (service or function)"), max_length=160, blank=True)
    due = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.OPEN)
    retest = models.ForeignKey(Exercise, models.RESTRICT, null=True, blank=True, related_name="retested")
    retest_note = models.TextField(_("what the re-test showed"), blank=True)
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["created", "id"]
        indexes = [models.Index(fields=["place", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="verified", retest__isnull=False) | (~Q(state="verified") & Q(retest=None)),
                name="only_a_retest_verifies",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def trainings(self) -> list[str]:
        """What has to be trained again, line by line."""
        return [line.strip() for line in self.training.splitlines() if line.strip()]
