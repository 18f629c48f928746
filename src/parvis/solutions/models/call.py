"""A call for information: what is asked in public, and what moves it on. What providers send is in `response`."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.access.models import marking_field
from parvis.solutions.models.need import Requirement

CALLED = ("call__place__", ("call__marking", "call__place__marking"))


class Call(models.Model):
    """Questions to the market and to research. Its public texts may be read by everybody; its needs and place may not."""

    PLACE, MARKINGS, AUTHOR = "place__", ("marking", "place__marking"), "author_id"

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        PUBLISHED = "published", _("published")
        OPENED = "opened", _("answers opened")
        SCREENED = "screened", _("answers screened")
        EVALUATED = "evaluated", _("evaluated at the desk")
        SHORTLISTED = "shortlisted", _("shortlisted")
        DEMONSTRATED = "demonstrated", _("demonstrated")
        DECIDED = "decided", _("decided")
        CANCELLED = "cancelled", _("cancelled")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="calls")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    marking = marking_field()
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    title = models.CharField(_("public title"), max_length=200)
    description = models.TextField(_("public description"))
    # How the public may know the place; empty: it is not named.
    public_place = models.CharField(_("place, as it is named in public"), max_length=200, blank=True)
    contact = models.CharField(_("who is in charge, as a function"), max_length=200)
    attachments = models.JSONField(default=list)  # kinds of files that may be attached
    questions_until = models.DateTimeField(_("questions until"))
    closes = models.DateTimeField(_("answers until"))
    published = models.DateTimeField(null=True, editable=False)
    # Weights of this comparison are fixed before the answers are opened; the answers become its options.
    comparison = models.OneToOneField("solutions.Comparison", models.SET_NULL, null=True, related_name="call")
    public_key = models.BinaryField(null=True, editable=False)  # answers are sealed with it
    opening_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    opened = models.DateTimeField(null=True, editable=False)
    ended_because = models.CharField(
        max_length=400, blank=True
    )  # said in public: why it was cancelled, or what came of it
    # Said in public with the decision: what the answers taught, without who gave them.
    learned = models.TextField(_("what everybody may learn from it"), blank=True)
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-created", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(closes__gte=F("questions_until")), name="questions_end_before_answers"),
            models.CheckConstraint(
                condition=Q(published__isnull=False, public_key__isnull=False) | Q(state__in=("draft", "cancelled")),
                name="a_call_is_published_with_its_seal",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def phase(self, now: datetime) -> str:
        """Where the call stands; while it is published, the server's clock says whether it takes questions or answers."""
        if self.state != self.State.PUBLISHED:
            return self.state
        if now < self.questions_until:
            return "questions"
        return "answers" if now < self.closes else "closed"


#: From each state, where it may go. Within `published` the server's clock decides: see `phase`.
MOVES: Mapping[str, tuple[str, ...]] = {
    Call.State.DRAFT: (Call.State.PUBLISHED, Call.State.CANCELLED),
    Call.State.PUBLISHED: (Call.State.OPENED, Call.State.CANCELLED),
    Call.State.OPENED: (Call.State.SCREENED, Call.State.CANCELLED),
    Call.State.SCREENED: (Call.State.EVALUATED, Call.State.CANCELLED),
    Call.State.EVALUATED: (Call.State.SHORTLISTED, Call.State.DECIDED, Call.State.CANCELLED),
    Call.State.SHORTLISTED: (Call.State.DEMONSTRATED, Call.State.DECIDED, Call.State.CANCELLED),
    Call.State.DEMONSTRATED: (Call.State.DECIDED, Call.State.CANCELLED),
    Call.State.DECIDED: (),
    Call.State.CANCELLED: (),
}


class CallRequirement(models.Model):
    """One need in words for the public. The need itself, with its weakness, stays inside."""

    PLACE, MARKINGS = CALLED
    AUTHOR = ""

    call = models.ForeignKey(Call, models.CASCADE, related_name="asked")
    requirement = models.ForeignKey("solutions.Requirement", models.RESTRICT, related_name="+")
    number = models.PositiveSmallIntegerField()
    priority = models.CharField(
        _("priority"), max_length=6, choices=Requirement.Priority.choices, default=Requirement.Priority.MUST
    )
    text = models.CharField(_("in words for the public"), max_length=400)

    class Meta:
        ordering = ["call", "number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="requirements_of_a_call_are_numbered"),
            models.UniqueConstraint(fields=["call", "requirement"], name="a_need_is_asked_once_in_a_call"),
        ]

    def __str__(self) -> str:
        return self.text


class CallAmendment(models.Model):
    """A change after publication: numbered, dated, visible to all."""

    PLACE, MARKINGS = CALLED
    AUTHOR = "author_id"

    call = models.ForeignKey(Call, models.CASCADE, related_name="amendments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now, editable=False)
    why = models.CharField(_("why"), max_length=400)
    changes = models.JSONField(default=dict)  # what: [before, after]

    class Meta:
        ordering = ["call", "number"]
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="amendments_of_a_call_are_numbered")]

    def __str__(self) -> str:
        return f"{self.number}: {self.why}"


class CallQuestion(models.Model):
    """A question from the public page, and its answer. Who asked is not kept."""

    PLACE, MARKINGS = CALLED
    AUTHOR = ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    call = models.ForeignKey(Call, models.CASCADE, related_name="questions")
    digest = models.CharField(max_length=64, unique=True, editable=False)  # of the shown page: handed in once
    text = models.CharField(_("question"), max_length=1000)
    asked = models.DateTimeField(default=timezone.now, editable=False)
    answer = models.TextField(_("answer"), blank=True)
    answered = models.DateTimeField(null=True, editable=False)
    set_aside = models.CharField(_("why it is not published"), max_length=400, blank=True)

    class Meta:
        ordering = ["asked", "id"]

    def __str__(self) -> str:
        return self.text
