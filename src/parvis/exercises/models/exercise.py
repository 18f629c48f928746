"""An exercise of a plan: its clock, and who takes part."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.access.models import marking_field
from parvis.plans.models import Plan, PlanRole


class Exercise(models.Model):
    PLACE, MARKINGS, AUTHOR = "place__", ("marking", "place__marking"), "author_id"

    class Kind(models.TextChoices):
        SEMINAR = "seminar", _("seminar")
        WORKSHOP = "workshop", _("workshop")
        TABLETOP = "tabletop", _("table-top")
        GAME = "game", _("game")
        DRILL = "drill", _("drill")
        FUNCTIONAL = "functional", _("functional exercise")
        FULL_SCALE = "full_scale", _("full-scale exercise")

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        READY = "ready", _("ready")
        RUNNING = "running", _("running")
        PAUSED = "paused", _("paused")
        FINISHED = "finished", _("played, being evaluated")
        CLOSED = "closed", _("closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="exercises")
    plan = models.ForeignKey(Plan, models.RESTRICT, related_name="exercises")
    # The edition of the plan that was played: fixed when the clock starts.
    plan_edition = models.PositiveIntegerField(default=1, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    marking = marking_field()
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.TABLETOP)
    planned_for = models.DateField(_("planned for"), null=True, blank=True)
    pack_urn = models.CharField(max_length=200, blank=True, editable=False)
    pack_version = models.CharField(max_length=20, blank=True, editable=False)
    # The table-top of a comparison that it plays, and the option with which; no option: as it is without.
    evaluation = models.ForeignKey(
        "solutions.Evaluation", models.SET_NULL, null=True, blank=True, related_name="exercises", editable=False
    )
    with_option = models.ForeignKey(
        "solutions.Option", models.SET_NULL, null=True, blank=True, related_name="exercises", editable=False
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    t0 = models.DateTimeField(null=True, editable=False)
    # Stretches in which the clock stood still: pairs of ISO times, the second empty while it stands.
    pauses = models.JSONField(default=list, editable=False)
    # Where the director set the clock forward: pairs of an ISO time and the seconds that were left out.
    jumps = models.JSONField(default=list, editable=False)
    ended = models.DateTimeField(null=True, editable=False)
    # Messages come in by the clock alone; else they are offered to the director.
    automatic = models.BooleanField(default=False, editable=False)
    # Each rises with what happens in the run (clock and messages; stamps; the players' log): a screen that has seen the
    # numbers that concern it has nothing to ask for.
    beat = models.PositiveIntegerField(default=0, editable=False)
    stamps_beat = models.PositiveIntegerField(default=0, editable=False)
    log_beat = models.PositiveIntegerField(default=0, editable=False)
    # The contact check before the exercise: when it was sent, and until when an answer counts as in time.
    contact_sent = models.DateTimeField(null=True, editable=False)
    contact_due = models.DateTimeField(null=True, editable=False)
    # Answers to the hot wash are read once no more are taken: nobody sees the one answer that came last.
    hot_wash_named = models.BooleanField(default=False, editable=False)
    hot_wash_closed = models.DateTimeField(null=True, editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-created", "id"]
        indexes = [models.Index(fields=["place", "state"])]

    def __str__(self) -> str:
        return self.title

    @property
    def live(self) -> bool:
        return self.state in {self.State.RUNNING, self.State.PAUSED}

    @property
    def played(self) -> bool:
        return self.state in {self.State.FINISHED, self.State.CLOSED}


class Participant(models.Model):
    PLACE, MARKINGS, AUTHOR = "exercise__place__", ("exercise__marking", "exercise__place__marking"), "account_id"

    class Part(models.TextChoices):
        DIRECTOR = "director", _("directs")
        OBSERVER = "observer", _("observes")
        PLAYER = "player", _("plays")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="participants")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    part = models.CharField(_("part"), max_length=10, choices=Part.choices, default=Part.OBSERVER)
    # The role that a player plays, or that an observer watches.
    role_played = models.ForeignKey(PlanRole, models.SET_NULL, null=True, blank=True, related_name="+")
    reached = models.DateTimeField(null=True, editable=False)  # answered the contact check
    # Only that the person has answered; the answers themselves are kept without a name.
    hot_washed = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["part", "account__name", "id"]
        constraints = [models.UniqueConstraint(fields=["exercise", "account"], name="takes_part_once")]

    def __str__(self) -> str:
        return f"{self.account} {self.part}"
