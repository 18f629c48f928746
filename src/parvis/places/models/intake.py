"""The intake: one run per extract, and the candidates that it found."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.access.models import marking_field
from parvis.people.models import Organisation
from parvis.places.models.geometry import Shaped
from parvis.places.models.register import Place


class ImportRun(models.Model):
    """The reading of one extract: what was read, how far it is, what came of it."""

    PLACE, MARKINGS, AUTHOR = "", ("marking",), ""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        CANCELLED = "cancelled", _("cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    marking = marking_field()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    step = models.CharField(max_length=40, blank=True)
    progress = models.FloatField(default=0)
    cancel_asked = models.BooleanField(default=False)
    # Why it failed, as a code: the sentence is made in the reader's language.
    problem = models.CharField(max_length=40, blank=True)
    counts = models.JSONField(default=dict)
    bounds = models.JSONField(null=True)
    data_date = models.DateTimeField(null=True)
    asked = models.DateTimeField(default=timezone.now)
    beat = models.DateTimeField(null=True)  # last sign of life of the worker: the reaper looks at it
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked"]

    def __str__(self) -> str:
        return f"{self.file_name} {self.state}"

    @property
    def over(self) -> bool:
        return self.state in {self.State.DONE, self.State.FAILED, self.State.CANCELLED}


class Candidate(Shaped):
    """A space that the extract shows and the register may take, with the reasons. Never a danger score."""

    PLACE, MARKINGS, AUTHOR = "", ("marking",), ""

    class State(models.TextChoices):
        NEW = "new", _("to look at")
        TAKEN = "taken", _("in the register")
        DISMISSED = "dismissed", _("not taken")

    class Change(models.TextChoices):
        NEW = "new", _("new")
        SAME = "same", _("unchanged")
        CHANGED = "changed", _("changed")
        GONE = "gone", _("no longer in the extract")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    marking = marking_field()
    osm_id = models.CharField(max_length=40)
    members = models.JSONField(default=list)  # every object of the map that was merged into this one
    name = models.CharField(max_length=200, blank=True)
    described = models.JSONField(null=True)  # how the name was made up, where the map has none
    category = models.CharField(max_length=40)
    area_m2 = models.FloatField(default=0)
    reasons = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=State.choices, default=State.NEW)
    change = models.CharField(max_length=12, choices=Change.choices, default=Change.NEW)
    changes = models.JSONField(
        default=list
    )  # what differs from the extract before: "name", "shape", "category", "reasons"
    place = models.ForeignKey(Place, models.SET_NULL, null=True, related_name="candidates")
    run = models.ForeignKey(ImportRun, models.PROTECT, related_name="candidates")

    class Meta:
        ordering = ["name", "osm_id"]
        indexes = [models.Index(fields=["owner", "state", "name"])]
        constraints = [models.UniqueConstraint(fields=["owner", "osm_id"], name="one_candidate_per_osm_object")]

    def __str__(self) -> str:
        return self.name or self.osm_id
