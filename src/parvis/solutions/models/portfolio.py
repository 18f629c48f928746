"""What to do together: options of several places under one budget, and the front of their combinations."""

import uuid

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.access.models import marking_field
from parvis.people.models import Organisation
from parvis.solutions.models.option import Option


class PortfolioStudy(models.Model):
    """A question to the budget of an organisation. Whoever may not read one of its options does not see the study."""

    PLACE, MARKINGS, AUTHOR = "", ("marking",), "author_id"

    class State(models.TextChoices):
        RESTING = "resting", _("resting")
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    marking = marking_field()
    title = models.CharField(_("title"), max_length=200)
    budget = models.PositiveIntegerField(_("budget, in euros"), validators=[MinValueValidator(1)])
    years = models.PositiveSmallIntegerField(_("over how many years"))
    options = models.ManyToManyField(Option, related_name="portfolios")
    needs = models.JSONField(default=list)  # pairs of option ids: the first is taken only together with the second
    groups = models.JSONField(default=list)  # lists of option ids: of each at most one is taken
    counts = models.JSONField(default=dict)  # scenario id to how often it counts; absent: once
    # The calculation: how it stands, and what it brought, with the fingerprint of what that rests on.
    state = models.CharField(max_length=8, choices=State.choices, default=State.RESTING)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)
    progress = models.FloatField(default=0)
    cancel_asked = models.BooleanField(default=False)
    beat = models.DateTimeField(null=True)  # last sign of life of the worker: the reaper looks at it
    problem = models.CharField(max_length=40, blank=True)  # why it brought nothing, as a code
    result = models.JSONField(null=True)
    result_of = models.CharField(max_length=64, blank=True, editable=False)
    calculated = models.DateTimeField(null=True, editable=False)
    chosen = models.JSONField(default=list)  # option ids of the combination that is to be decided
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-created", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def at_work(self) -> bool:
        return self.state != self.State.RESTING
