"""What can be chosen: the options of a comparison, and how each meets the needs."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.solutions.models.evaluation import Comparison
from parvis.solutions.models.need import Requirement


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
