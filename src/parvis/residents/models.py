"""Tables of the residents' room: a survey by link, the answers without a name, and what was released of them.

An answer holds no account, no address of a machine, no browser and no time of day. That a form was used is noted
apart from the answers, so that nothing joins the two.
"""

import secrets
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.access.models import marking_field
from parvis.places.models import Place


def new_token() -> str:
    """What a survey's link is made of: 120 bits that nobody guesses, short enough for a poster."""
    return secrets.token_urlsafe(15)


class Survey(models.Model):
    """One round of questions about one place. Whoever has the link may answer; the questions are public."""

    PLACE, MARKINGS, AUTHOR = "place__", ("marking", "place__marking"), "author_id"

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, models.CASCADE, related_name="surveys")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    marking = marking_field()
    title = models.CharField(_("title"), max_length=200)
    # What residents call the place: the only words about it that strangers see.
    public_name = models.CharField(_("name of the place for residents"), max_length=200)
    pack_urn = models.CharField(max_length=200)
    pack_version = models.CharField(max_length=20)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    opens = models.DateField(_("opens"))
    closes = models.DateField(_("closes"))
    state = models.CharField(max_length=6, choices=State.choices, default=State.DRAFT)
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-opens", "title", "id"]
        constraints = [models.CheckConstraint(condition=Q(closes__gte=F("opens")), name="survey_closes_after_it_opens")]

    def __str__(self) -> str:
        return self.title


class Response(models.Model):
    """What one person answered, on which day, in which language: nothing else is known of them."""

    PLACE, MARKINGS, AUTHOR = "survey__place__", ("survey__marking", "survey__place__marking"), ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="responses")
    answers = models.JSONField(default=dict)
    day = models.DateField(default=timezone.localdate)
    language = models.CharField(max_length=8)

    class Meta:
        ordering = ["id"]  # random: the order of the answers is nobody's business

    def __str__(self) -> str:
        return f"{self.survey_id} {self.day}"


class SpentForm(models.Model):
    """That a form was handed in once. It holds a digest and a time, and nothing that leads to the answers."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return self.digest[:8]


class Release(models.Model):
    """The figures as they were published. They move in steps, so that no two of them tell what a few people said."""

    PLACE, MARKINGS, AUTHOR = "survey__place__", ("survey__marking", "survey__place__marking"), ""

    class Audience(models.TextChoices):
        PUBLIC = "public", _("for everyone")
        PARTNERS = "partners", _("for partners")

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="releases")
    audience = models.CharField(max_length=8, choices=Audience.choices)
    n = models.PositiveIntegerField()
    first_day = models.DateField()
    last_day = models.DateField()
    figures = models.JSONField()

    class Meta:
        ordering = ["-n"]
        constraints = [models.UniqueConstraint(fields=["survey", "n"], name="one_release_per_step")]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.n}"
