"""A choice to make: the comparison with its criteria and weights, who declares what, and each expert's scores."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.access.models import marking_field
from parvis.solutions.models.need import Requirement


class Kind(models.TextChoices):
    """How options are evaluated: from what is written about them, at a demonstration, or played at a table."""

    DESK = "desk", _("A: at the desk")
    DEMONSTRATION = "demonstration", _("B: demonstration")
    TABLETOP = "tabletop", _("C: table-top")


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
    weights_reason = models.CharField(max_length=400, blank=True)  # how the agreed set came about
    weights_fixed = models.DateTimeField(null=True, editable=False)
    weights_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    # Up to which evaluation scores count; empty: the latest that has ended. A choice has its reason.
    counts = models.CharField(max_length=13, choices=Kind.choices, blank=True)
    counts_reason = models.CharField(max_length=400, blank=True)
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


class Interest(models.Model):
    """What an expert declares before scoring. With an interest nobody scores the options that it touches."""

    PLACE, MARKINGS, AUTHOR = "place__", ("comparison__marking", "place__marking"), "account_id"

    class Ruling(models.TextChoices):
        OPEN = "", _("not decided yet")
        OTHERS = "others", _("scores the other options")
        OUT = "out", _("is left out of this scoring")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="interests")
    comparison = models.ForeignKey(Comparison, models.CASCADE, related_name="interests")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    concerns = models.BooleanField(default=False)
    what = models.CharField(max_length=400, blank=True)
    options = models.ManyToManyField("solutions.Option", related_name="interests")
    ruling = models.CharField(max_length=6, choices=Ruling.choices, default=Ruling.OPEN, blank=True)
    ruling_reason = models.CharField(max_length=400, blank=True)
    ruled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    ruled = models.DateTimeField(null=True, editable=False)
    declared = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["declared", "id"]
        constraints = [
            models.UniqueConstraint(fields=["comparison", "account"], name="an_interest_is_declared_once"),
            models.CheckConstraint(condition=Q(concerns=False) | ~Q(what=""), name="an_interest_says_what_it_is"),
            models.CheckConstraint(condition=Q(ruling="") | ~Q(ruling_reason=""), name="a_ruling_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.what


class Score(models.Model):
    """What one expert gave one option on one criterion, with the reason. Every expert's score stays."""

    PLACE, MARKINGS, AUTHOR = "place__", ("option__comparison__marking", "place__marking"), "account_id"

    class Confidence(models.TextChoices):
        LOW = "low", pgettext_lazy("confidence", "low")
        MEDIUM = "medium", pgettext_lazy("confidence", "medium")
        HIGH = "high", pgettext_lazy("confidence", "high")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="scores")
    option = models.ForeignKey("solutions.Option", models.CASCADE, related_name="scores")
    kind = models.CharField(max_length=13, choices=Kind.choices, default=Kind.DESK)
    criterion = models.CharField(max_length=60)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    value = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=400, blank=True)
    # What it rests on, in words and as an address; scores from before experts were asked have none.
    evidence = models.CharField(max_length=400, blank=True)
    link = models.URLField(max_length=400, blank=True)
    confidence = models.CharField(max_length=6, choices=Confidence.choices, blank=True)
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["option", "criterion", "account"]
        constraints = [
            models.UniqueConstraint(
                fields=["option", "kind", "criterion", "account"], name="one_score_per_expert_and_criterion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"
