"""A choice to make: the comparison with its criteria and weights, the options, each expert's scores, the decision."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.access.models import marking_field
from parvis.solutions.models.need import Requirement


class Comparison(models.Model):
    """Options side by side under one criteria pack; the weights are fixed before anybody scores."""

    PLACE, MARKINGS, AUTHOR = "place__", ("marking", "place__marking"), "author_id"

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        SCORING = "scoring", _("being scored")
        SCORED = "scored", _("scored, to be decided")
        DECIDED = "decided", _("decided")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="comparisons")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    marking = marking_field()
    title = models.CharField(_("what is to be chosen"), max_length=200)
    requirements = models.ManyToManyField(Requirement, related_name="comparisons")
    criteria_urn = models.CharField(max_length=200)
    criteria_version = models.CharField(max_length=20)
    weights = models.JSONField(default=dict)  # criterion code to a whole number; together 100
    weights_fixed = models.DateTimeField(null=True, editable=False)
    weights_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    # A decision is a record. It is never edited: a later comparison takes its place.
    supersedes = models.ForeignKey("Decision", models.RESTRICT, null=True, blank=True, related_name="successors")
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-created", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft") | Q(weights_fixed__isnull=False), name="weights_fixed_before_scoring"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Option(models.Model):
    """One answer: a combination of measures from the catalogue, in the words of the people who propose it."""

    PLACE, MARKINGS, AUTHOR = "place__", ("comparison__marking", "place__marking"), "author_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="options")
    comparison = models.ForeignKey(Comparison, models.CASCADE, related_name="options")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), blank=True)
    as_it_is = models.BooleanField(_("leave the place as it is"), default=False)
    measures = models.JSONField(default=list)  # ids of the catalogue
    cost_once = models.PositiveIntegerField(_("cost once, in euros"), null=True, blank=True)
    cost_yearly = models.PositiveIntegerField(_("cost each year, in euros"), null=True, blank=True)
    requirements = models.ManyToManyField(Requirement, through="Answer", related_name="options")
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["created", "id"]
        constraints = [
            models.UniqueConstraint(fields=["comparison", "name"], name="an_option_has_a_name_of_its_own"),
            models.UniqueConstraint(
                fields=["comparison"], condition=Q(as_it_is=True), name="one_option_leaves_it_as_it_is"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Answer(models.Model):
    """How one option meets one requirement."""

    PLACE, MARKINGS, AUTHOR = "option__place__", ("option__comparison__marking", "option__place__marking"), ""

    option = models.ForeignKey(Option, models.CASCADE, related_name="answers")
    requirement = models.ForeignKey(Requirement, models.RESTRICT, related_name="answers")
    how = models.CharField(_("how"), max_length=300, blank=True)

    class Meta:
        ordering = ["option", "requirement"]
        constraints = [models.UniqueConstraint(fields=["option", "requirement"], name="a_requirement_answered_once")]

    def __str__(self) -> str:
        return self.how


class Score(models.Model):
    """What one expert gave one option on one criterion, with the reason. Every expert's score stays."""

    PLACE, MARKINGS, AUTHOR = "place__", ("option__comparison__marking", "place__marking"), "account_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="scores")
    option = models.ForeignKey(Option, models.CASCADE, related_name="scores")
    criterion = models.CharField(max_length=60)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    value = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=400, blank=True)
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["option", "criterion", "account"]
        constraints = [
            models.UniqueConstraint(
                fields=["option", "criterion", "account"], name="one_score_per_expert_and_criterion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"


class Decision(models.Model):
    """A record: what was chosen, why, who disagreed, and when it is looked at again."""

    PLACE, MARKINGS, AUTHOR = "place__", ("comparison__marking", "place__marking"), "author_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="decisions")
    comparison = models.OneToOneField(Comparison, models.RESTRICT, related_name="decision")
    option = models.ForeignKey(Option, models.RESTRICT, related_name="decisions")
    # Which option the scores put first on that day, and whether the choice follows them.
    first = models.ForeignKey(Option, models.RESTRICT, null=True, related_name="+", editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    reasons = models.TextField(_("reasons"))
    dissent = models.TextField(_("dissent"), blank=True)
    decided_by = models.CharField(_("who decides"), max_length=200)
    decided = models.DateField(_("date of the decision"))
    review = models.DateField(_("to be looked at again on"))
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-decided", "-created", "id"]

    def __str__(self) -> str:
        return self.option.name

    @property
    def follows_ranking(self) -> bool:
        return self.first_id is None or self.first_id == self.option_id
