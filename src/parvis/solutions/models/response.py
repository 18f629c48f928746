"""What a provider sends to a call: a draft that only the link opens, and versions that stay sealed until the opening."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from parvis.solutions.models.call import CALLED, Call


class CallAnswer(models.Model):
    """One provider's answer. Of the link nothing but a digest is kept; of the draft nothing that opens without the link."""

    PLACE, MARKINGS = CALLED
    AUTHOR = ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, models.CASCADE, related_name="answers")
    digest = models.CharField(max_length=64, unique=True, editable=False)  # of the link
    draft = models.BinaryField(editable=False)  # locked with the link
    version = models.PositiveIntegerField(default=1)
    files = models.PositiveSmallIntegerField(default=0)  # ever attached: a bound against floods
    withdrawn = models.DateTimeField(null=True, editable=False)
    late = models.DateTimeField(null=True, editable=False)  # somebody tried to send it after closing
    admitted = models.BooleanField(null=True)
    screening = models.CharField(max_length=400, blank=True)  # why it was admitted or not
    shortlisted = models.BooleanField(default=False)
    option = models.OneToOneField("solutions.Option", models.SET_NULL, null=True, related_name="call_answer")
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["created", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(admitted__isnull=True) | Q(admitted=True) | ~Q(screening=""), name="left_out_with_a_reason"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class CallVersion(models.Model):
    """One sending of an answer. `sealed` opens with the key of the call, `copy` with the provider's link."""

    PLACE, MARKINGS = "answer__call__place__", ("answer__call__marking", "answer__call__place__marking")
    AUTHOR = ""

    answer = models.ForeignKey(CallAnswer, models.CASCADE, related_name="versions")
    receipt = models.CharField(max_length=16, unique=True)
    at = models.DateTimeField(default=timezone.now, editable=False)
    sha256 = models.CharField(max_length=64)
    sealed = models.BinaryField(editable=False)
    copy = models.BinaryField(editable=False)
    content = models.JSONField(null=True, editable=False)  # after the opening, or when the seal was broken

    class Meta:
        ordering = ["answer", "at", "id"]

    def __str__(self) -> str:
        return self.receipt
