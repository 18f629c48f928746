"""What is aimed at for a weakness, and what an answer has to achieve so that the aim is met."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.access.models import marking_field


def strongest_first(field: str = "priority") -> models.Case:
    """An order for needs: what must hold, what should, what could."""
    ranks = (models.When(**{field: word}, then=models.Value(rank)) for rank, word in enumerate(("must", "should")))
    return models.Case(*ranks, default=models.Value(2), output_field=models.SmallIntegerField())


class Objective(models.Model):
    """What is to be different once a weakness is answered, in one sentence; the needs beneath it make it checkable."""

    PLACE, MARKINGS, AUTHOR = "place__", ("vulnerability__marking", "place__marking"), "author_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="objectives")
    vulnerability = models.OneToOneField("assessment.Vulnerability", models.RESTRICT, related_name="objective")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    text = models.CharField(_("objective"), max_length=400)
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["created", "id"]

    def __str__(self) -> str:
        return self.text


class Requirement(models.Model):
    """One need: what must, should or could hold afterwards, how it is measured, and from which value on it is met."""

    PLACE, MARKINGS, AUTHOR = "place__", ("marking", "place__marking"), "author_id"

    class Priority(models.TextChoices):
        MUST = "must", _("must")
        SHOULD = "should", _("should")
        COULD = "could", _("could")

    class Proof(models.TextChoices):
        INSPECTION = "inspection", _("inspection on site")
        TEST = "test", _("test or measurement")
        DOCUMENT = "document", _("document or certificate")
        DEMONSTRATION = "demonstration", _("demonstration")
        EXERCISE = "exercise", _("exercise")
        SURVEY = "survey", _("survey of those concerned")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="requirements")
    vulnerability = models.ForeignKey("assessment.Vulnerability", models.RESTRICT, related_name="requirements")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    marking = marking_field()
    text = models.CharField(_("what has to hold"), max_length=400)
    priority = models.CharField(_("priority"), max_length=6, choices=Priority.choices, default=Priority.MUST)
    metric = models.CharField(_("how it is measured"), max_length=200, blank=True)
    threshold = models.CharField(_("met from"), max_length=120, blank=True)
    verified_by = models.CharField(_("how it is verified"), max_length=13, choices=Proof.choices, blank=True)
    # In which phases, by which security functions: codes of the packs. Together they are cells of the matrix.
    phases = models.JSONField(default=list, blank=True)
    functions = models.JSONField(default=list, blank=True)
    # What experts score and a council decides on stays as it was read then: a need that changes later takes its place.
    replaces = models.OneToOneField("self", models.RESTRICT, null=True, blank=True, related_name="replaced_by")
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["created", "id"]

    def __str__(self) -> str:
        return self.text
