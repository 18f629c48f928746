"""An exercise of a plan: its clock, who takes part, and the messages that come in."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.access.models import marking_field
from parvis.plans.models import Plan, PlanRole, Task


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
    ended = models.DateTimeField(null=True, editable=False)
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
    role_played = models.ForeignKey(PlanRole, models.SET_NULL, null=True, blank=True, related_name="+")
    # Only that the person has answered; the answers themselves are kept without a name.
    hot_washed = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["part", "account__name", "id"]
        constraints = [models.UniqueConstraint(fields=["exercise", "account"], name="takes_part_once")]

    def __str__(self) -> str:
        return f"{self.account} {self.part}"


class Inject(models.Model):
    """A message that comes in at its time on the exercise clock, and the tasks that should follow."""

    PLACE, MARKINGS, AUTHOR = "place__", ("exercise__marking", "place__marking"), ""

    class Mode(models.TextChoices):
        CALL = "call", _("telephone")
        RADIO = "radio", _("radio")
        MAIL = "mail", _("e-mail")
        SMS = "sms", _("text message")
        VERBAL = "verbal", _("by word of mouth")
        PAPER = "paper", _("on paper")
        MEDIA = "media", _("press")
        SOCIAL = "social", _("social media")

    class Kind(models.TextChoices):
        INJECT = "inject", _("message")
        # Held back: comes in only if the director finds that it is needed.
        CONTINGENCY = "contingency", _("contingency message")
        INFORMATION = "information", _("information")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="injects")
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="injects")
    number = models.PositiveSmallIntegerField(_("number"))
    offset_s = models.PositiveIntegerField(_("time on the exercise clock"))
    kind = models.CharField(_("type"), max_length=12, choices=Kind.choices, default=Kind.INJECT)
    mode = models.CharField(_("how it comes in"), max_length=8, choices=Mode.choices, default=Mode.CALL)
    sender = models.CharField(_("from"), max_length=160)
    to = models.CharField(_("to"), max_length=300)
    message = models.TextField(_("message"))
    note = models.TextField(_("note for the director"), blank=True)
    expected = models.ManyToManyField(Task, blank=True, related_name="injects")
    delivered_at = models.DateTimeField(null=True, editable=False)
    delivered_s = models.FloatField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["offset_s", "number", "id"]
        constraints = [models.UniqueConstraint(fields=["exercise", "number"], name="an_inject_has_its_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.message[:60]}"
