"""Evaluations that follow the one at the desk: a demonstration on the spot, or a table-top with and without an option."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.solutions.models.evaluation import Comparison, Kind
from parvis.solutions.models.option import Option


class Evaluation(models.Model):
    """A demonstration or a table-top of some options; its scores are given on the same criteria."""

    PLACE, MARKINGS, AUTHOR = "place__", ("comparison__marking", "place__marking"), "author_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="evaluations")
    comparison = models.ForeignKey(Comparison, models.CASCADE, related_name="evaluations")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    kind = models.CharField(max_length=13, choices=Kind.choices)
    scenario = models.ForeignKey(
        "assessment.Scenario", models.SET_NULL, null=True, blank=True, related_name="evaluations"
    )
    where = models.CharField(_("where"), max_length=200, blank=True)
    on = models.DateField()
    script = models.JSONField(default=list)  # steps, in order
    options = models.ManyToManyField(Option, related_name="evaluations")
    observers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    ended = models.DateTimeField(null=True, editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["created", "id"]
        constraints = [
            models.UniqueConstraint(fields=["comparison", "kind"], name="an_evaluation_of_each_kind"),
            models.CheckConstraint(condition=~Q(kind=Kind.DESK), name="the_desk_is_the_comparison_itself"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Indicator(models.Model):
    """What is measured at each run, and the value from which it is good."""

    PLACE, MARKINGS, AUTHOR = (
        "evaluation__place__",
        ("evaluation__comparison__marking", "evaluation__place__marking"),
        "",
    )

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="indicators")
    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=40, blank=True)
    target = models.FloatField()
    more_is_better = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "name"], name="an_indicator_has_a_name_of_its_own")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.unit})" if self.unit else self.name

    def met(self, value: float) -> bool:
        return value >= self.target if self.more_is_better else value <= self.target


class Measured(models.Model):
    """One value of one option in one run, by whoever wrote it down."""

    PLACE, MARKINGS, AUTHOR = "option__place__", ("option__comparison__marking", "option__place__marking"), "account_id"

    class Run(models.TextChoices):
        FIRST = "first", _("first dry run")
        SECOND = "second", _("second dry run")
        REAL = "real", _("the run that counts")

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="values")
    option = models.ForeignKey(Option, models.CASCADE, related_name="+")
    run = models.CharField(max_length=6, choices=Run.choices)
    value = models.FloatField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["indicator", "option", "run"]
        constraints = [models.UniqueConstraint(fields=["indicator", "option", "run"], name="a_value_of_each_run")]

    def __str__(self) -> str:
        return f"{self.value}"


class Question(models.Model):
    """One sentence of the questionnaire, answered from 0 (not at all) to 4 (fully) by those who watched or took part."""

    PLACE, MARKINGS, AUTHOR = (
        "evaluation__place__",
        ("evaluation__comparison__marking", "evaluation__place__marking"),
        "",
    )

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="questions")
    text = models.CharField(max_length=300)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text


class Tally(models.Model):
    """How often each answer was given about one option, as one observer counted it from the sheets of paper."""

    PLACE, MARKINGS, AUTHOR = "option__place__", ("option__comparison__marking", "option__place__marking"), "account_id"

    question = models.ForeignKey(Question, models.CASCADE, related_name="tallies")
    option = models.ForeignKey(Option, models.CASCADE, related_name="+")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    counts = models.JSONField(default=list)  # of the answers 0 to 4

    class Meta:
        ordering = ["question", "option", "id"]
        constraints = [
            models.UniqueConstraint(fields=["question", "option", "account"], name="a_tally_of_each_observer")
        ]

    def __str__(self) -> str:
        return f"{self.counts}"
