"""The script of an exercise: its moves, the messages that come in, and on what they wait."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.exercises.models.exercise import Exercise
from parvis.plans.models import PlanRole, Task


class Move(models.Model):
    """A stretch of the exercise with its own situation, which everybody at the table is told."""

    PLACE, MARKINGS, AUTHOR = "exercise__place__", ("exercise__marking", "exercise__place__marking"), ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="moves")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=160)
    begins_s = models.PositiveIntegerField(_("begins at"))
    situation = models.TextField(_("situation"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number", "id"]
        constraints = [models.UniqueConstraint(fields=["exercise", "number"], name="a_move_has_its_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Inject(models.Model):
    """A message that comes in at its time on the exercise clock or on a condition, and the tasks that should follow.

    With conditions, `offset_s` is the earliest time.
    """

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

    class Trigger(models.TextChoices):
        CLOCK = "clock", _("at its time")
        ALL = "all", _("when all of its conditions hold")
        ANY = "any", _("when one of its conditions holds")
        HAND = "hand", _("by hand only")

    class Rule(models.TextChoices):
        ONE = "one", _("one role suffices")
        EVERY = "every", _("every role that it reaches")

    class Why(models.TextChoices):
        HAND = "hand", _("left out by the director")
        JUMP = "jump", _("the clock was set beyond it")
        BRANCH = "branch", _("this branch was not taken")

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
    # Whom it reaches on the players' pages; none: everybody.
    roles = models.ManyToManyField(PlanRole, blank=True, related_name="injects")
    note = models.TextField(_("note for the director"), blank=True)
    move = models.ForeignKey(Move, models.SET_NULL, null=True, blank=True, related_name="injects")
    objectives = models.ManyToManyField("exercises.Objective", blank=True, related_name="injects")
    expected = models.ManyToManyField(Task, blank=True, related_name="injects", through="exercises.ExpectedAction")
    # By when what it calls for is done, counted from its coming in; empty: the target time of each task. An expected
    # action may say otherwise for itself.
    deadline_s = models.PositiveIntegerField(_("to be done within"), null=True, blank=True)
    rule = models.CharField(_("who must do it"), max_length=5, choices=Rule.choices, default=Rule.ONE)
    trigger = models.CharField(_("comes in"), max_length=9, choices=Trigger.choices, default=Trigger.CLOCK)
    skipped_s = models.FloatField(null=True, editable=False)
    skipped_why = models.CharField(max_length=9, choices=Why.choices, blank=True, editable=False)
    delivered_at = models.DateTimeField(null=True, editable=False)
    delivered_s = models.FloatField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["offset_s", "number", "id"]
        constraints = [models.UniqueConstraint(fields=["exercise", "number"], name="an_inject_has_its_number")]

    def __str__(self) -> str:
        return f"{self.number}. {self.message[:60]}"

    @property
    def tasks(self) -> list[Task]:
        """What it calls for, from rows that were read with it."""
        return [one.task for one in self.actions.all()]

    @property
    def waiting(self) -> bool:
        return self.delivered_at is None and self.skipped_s is None

    @property
    def held_back(self) -> bool:
        """Comes in by hand only: as a contingency, or because its script says so."""
        return self.kind == self.Kind.CONTINGENCY or self.trigger == self.Trigger.HAND

    @property
    def public(self) -> bool:
        return self.mode in {self.Mode.MEDIA, self.Mode.SOCIAL}


class ExpectedAction(models.Model):
    """A task that a message calls for: by when and by whom, where that is not as the message says."""

    PLACE, MARKINGS, AUTHOR = "inject__place__", ("inject__exercise__marking", "inject__place__marking"), ""

    inject = models.ForeignKey(Inject, models.CASCADE, related_name="actions")
    task = models.ForeignKey(Task, models.CASCADE, related_name="expected_actions")
    deadline_s = models.PositiveIntegerField(_("to be done within"), null=True, blank=True)
    rule = models.CharField(_("who must do it"), max_length=5, choices=Inject.Rule.choices, blank=True)

    class Meta:
        ordering = ["inject", "task__code", "id"]
        constraints = [models.UniqueConstraint(fields=["inject", "task"], name="a_message_calls_for_a_task_once")]

    def __str__(self) -> str:
        return f"{self.inject_id} {self.task_id}"


class Condition(models.Model):
    """On what a message waits: another one that came in, or a moment of a task that was seen or not seen by a time."""

    PLACE, MARKINGS, AUTHOR = "exercise__place__", ("exercise__marking", "exercise__place__marking"), ""

    class Moment(models.TextChoices):
        START = "start", _("was seen started")
        DONE = "done", _("was seen done")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exercise = models.ForeignKey(Exercise, models.CASCADE, related_name="conditions")
    inject = models.ForeignKey(Inject, models.CASCADE, related_name="conditions")
    after = models.ForeignKey(Inject, models.CASCADE, null=True, blank=True, related_name="followed_by")
    task = models.ForeignKey(Task, models.RESTRICT, null=True, blank=True, related_name="+")
    moment = models.CharField(max_length=5, choices=Moment.choices, default=Moment.DONE)
    missing = models.BooleanField(default=False)  # holds when the moment was not seen by `by_s`
    by_s = models.PositiveIntegerField(null=True, blank=True)  # on the exercise clock; of `after`: seconds since

    class Meta:
        ordering = ["inject", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(after__isnull=False, task=None) | Q(after=None, task__isnull=False),
                name="a_condition_is_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(missing=False) | Q(task__isnull=False, by_s__isnull=False), name="missing_by_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inject_id} {self.after_id or self.task_id}"
