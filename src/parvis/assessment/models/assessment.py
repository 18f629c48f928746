"""An assessment of a place in one condition, by one version of a method, and the team that makes it."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.access.models import marking_field


class Assessment(models.Model):
    """Opened by a managing body; every value in it is read with the method under which it was given."""

    PLACE, MARKINGS, AUTHOR = "place__", ("marking", "place__marking"), "author_id"

    class State(models.TextChoices):
        PREPARING = "preparing", _("being prepared")
        JUDGING = "judging", _("experts judge, each alone")
        DISCUSSING = "discussing", _("the team discusses")
        CLOSED = "closed", _("closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="assessments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    marking = marking_field()
    title = models.CharField(_("title"), max_length=200)
    condition = models.CharField(_("condition"), max_length=40)
    method_urn = models.CharField(max_length=200)
    method_version = models.CharField(max_length=20)
    state = models.CharField(max_length=12, choices=State.choices, default=State.PREPARING)
    # The mandate, in words: a managing body asks for this work, for somebody, and somebody will read what comes of it.
    mandate_why = models.TextField(_("why now"), blank=True)
    mandate_for = models.CharField(_("for whom"), max_length=300, blank=True)
    mandate_readers = models.CharField(_("who reads the result"), max_length=300, blank=True)
    police_absence = models.TextField(_("why the local police do not take part"), blank=True)
    # The general level of threat is an input of the authorities: words, who said so, and when. Never guessed here.
    threat_level = models.CharField(_("general level of threat, as announced"), max_length=200, blank=True)
    threat_level_by = models.CharField(_("announced by"), max_length=200, blank=True)
    threat_level_on = models.DateField(_("announced on"), null=True, blank=True)
    # The tier of proportionality follows from the number of people as long as the assessment is open and nobody chose
    # another one with a reason. Settled by either, it is kept with the number and the tier that followed from it then.
    tier = models.CharField(_("tier of the place"), max_length=60, blank=True)
    tier_reason = models.CharField(_("why this tier"), max_length=300, blank=True)
    tier_followed = models.CharField(max_length=60, blank=True, editable=False)
    tier_people = models.PositiveIntegerField(null=True, editable=False)
    review_on = models.DateField(_("look again on"), null=True, blank=True)
    # Reference threats without a scenario: code to the reason in a line.
    left_out = models.JSONField(default=dict, blank=True)
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)
    judging_since = models.DateTimeField(null=True, editable=False)
    discussing_since = models.DateTimeField(null=True, editable=False)
    closed = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-created", "id"]
        indexes = [
            models.Index(fields=["place", "-created"]),
            models.Index(fields=["state", "-created"]),
            models.Index(fields=["-created", "id"]),
        ]

    def __str__(self) -> str:
        return self.title


class TeamMember(models.Model):
    """A person or an organisation in the team, in one of three circles."""

    PLACE, MARKINGS, AUTHOR = "place__", ("assessment__marking", "place__marking"), ""

    class Circle(models.TextChoices):
        CORE = "core", _("core: leads and judges")
        INVOLVED = "involved", _("involved: judges")
        INFORMED = "informed", _("informed: reads")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="team")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="teams")
    organisation = models.ForeignKey("people.Organisation", models.PROTECT, null=True, blank=True, related_name="teams")
    circle = models.CharField(_("circle"), max_length=10, choices=Circle.choices, default=Circle.INVOLVED)
    is_police = models.BooleanField(_("stands for the local police"), default=False)
    grant_id = models.UUIDField(null=True, editable=False)  # the access that was given with the seat in the team

    class Meta:
        ordering = ["circle", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=False) | Q(organisation__isnull=False), name="member_is_somebody"
            ),
            models.UniqueConstraint(fields=["assessment", "account"], name="one_seat_per_person"),
        ]

    def __str__(self) -> str:
        return " · ".join(str(part) for part in (self.account, self.organisation) if part)


class Acceptance(models.Model):
    """A finding of the checks that a person accepts for a reason, until a date: it stays visible, and comes back."""

    PLACE, MARKINGS, AUTHOR = "place__", ("assessment__marking", "place__marking"), "author_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="acceptances")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    code = models.CharField(max_length=60)
    subject = models.CharField(max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=500)
    until = models.DateField(_("until"))
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["code", "created", "id"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "code", "subject"], name="one_acceptance_per_finding")
        ]

    def __str__(self) -> str:
        return self.code
