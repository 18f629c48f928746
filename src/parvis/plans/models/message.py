"""How the word gets from a task to whoever waits for it, or is only told."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from parvis.plans.models.means import MARKINGS, PLACE, Channel
from parvis.plans.models.plan import Plan
from parvis.plans.models.role import PlanRole
from parvis.plans.models.task import Task


class Message(models.Model):
    """From a task, or from outside the plan, to a task that waits for it or to a role that is told.

    A hand-over for which there is no row is pushed over the usual channels of the plan. From one organisation to another
    it is so only where the task before tells the role that waits: else nothing carries the word.
    """

    PLACE, MARKINGS, AUTHOR = PLACE, MARKINGS, ""

    class Way(models.TextChoices):
        # It goes out by itself: an alarm, a broadcast, a shared log.
        PUSH = "push", _("goes out by itself")
        # Whoever receives it waits to be called, and the call is work for whoever did the task before.
        PULL = "pull", _("the receiver waits to be called")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="messages")
    sender = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="sends")
    receiver = models.ForeignKey(Task, models.CASCADE, null=True, blank=True, related_name="receives")
    role = models.ForeignKey(PlanRole, models.CASCADE, null=True, blank=True, related_name="receives")
    way = models.CharField(_("how it goes"), max_length=4, choices=Way.choices, default=Way.PUSH)
    call_s = models.PositiveIntegerField(_("the call takes"), null=True, blank=True)
    timeout_s = models.PositiveIntegerField(_("acts without it after"), null=True, blank=True)
    fallback = models.CharField(_("what happens instead"), max_length=620, blank=True)
    fallback_s = models.PositiveIntegerField(_("which takes"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["sender__code", "receiver__code", "role__name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(receiver=None, role__isnull=False) | Q(receiver__isnull=False, role=None),
                name="a_message_goes_to_a_task_or_to_a_role",
            ),
            models.UniqueConstraint(fields=["sender", "receiver"], name="one_word_between_two_tasks"),
            models.UniqueConstraint(fields=["sender", "role"], name="one_word_from_a_task_to_a_role"),
        ]

    def __str__(self) -> str:
        return f"{self.sender.code if self.sender else ''} → {self.receiver.code if self.receiver else self.role}"


class Carrier(models.Model):
    """A channel of a message, in the order in which they are tried."""

    PLACE = "message__plan__place__"
    MARKINGS, AUTHOR = ("message__plan__marking", "message__plan__place__marking"), ""

    message = models.ForeignKey(Message, models.CASCADE, related_name="carriers")
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="carries")
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["message", "channel"], name="a_message_names_a_channel_once")]

    def __str__(self) -> str:
        return f"{self.message}: {self.channel}"
