"""Something that somebody will have done by a date, and how one can see that it was."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.access.models import marking_field


class Action(models.Model):
    PLACE, MARKINGS, AUTHOR = "place__", ("marking", "place__marking"), "author_id"

    class State(models.TextChoices):
        OPEN = "open", _("open")
        IN_PROGRESS = "in_progress", _("in progress")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    class Horizon(models.TextChoices):
        SHORT = "short", _("short: 1 to 3 years")
        MID = "mid", _("mid: 3 to 5 years")
        LONG = "long", _("long: 5 to 10 years")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="actions")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    marking = marking_field()
    # The decision that it carries out, where it carries out one.
    decision = models.ForeignKey(
        "solutions.Decision", models.SET_NULL, null=True, blank=True, related_name="actions", verbose_name=_("decision")
    )
    title = models.CharField(_("what will be done"), max_length=200)
    # A service or function, never a person; the organisation lets its members find the action under "mine".
    owner = models.CharField(_("owner (service or function)"), max_length=160)
    organisation = models.ForeignKey(
        "people.Organisation", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("organisation")
    )
    cost = models.PositiveIntegerField(_("cost in euros"), null=True, blank=True)
    success = models.CharField(_("how one will see that it works"), max_length=300, blank=True)
    start = models.DateField(_("begins on"), null=True, blank=True)
    due = models.DateField(_("due"))
    horizon = models.CharField(_("horizon"), max_length=5, choices=Horizon.choices, default=Horizon.SHORT)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.OPEN)
    evidence = models.TextField(_("evidence"), blank=True)
    evidence_on = models.DateField(_("date of the evidence"), null=True, blank=True)
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due", "title", "id"]
        indexes = [models.Index(fields=["place", "state"]), models.Index(fields=["state", "due"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | (~Q(evidence="") & Q(evidence_on__isnull=False)),
                name="done_needs_evidence",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def over(self) -> bool:
        return self.state in {self.State.DONE, self.State.DROPPED}

    @property
    def overdue(self) -> bool:
        return not self.over and self.due < timezone.localdate()
