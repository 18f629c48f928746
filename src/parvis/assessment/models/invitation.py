"""A seat in the team, offered by a link."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.assessment.models.assessment import Assessment, TeamMember


class Invitation(models.Model):
    """A link by which one person takes a seat in the team. Only its digest is kept; it works once, until a date."""

    PLACE, MARKINGS, AUTHOR = "place__", ("assessment__marking", "place__marking"), "author_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="+")
    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="invitations")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    email = models.EmailField(_("e-mail address"), blank=True)  # emptied when the invitation is taken or withdrawn
    circle = models.CharField(_("circle"), max_length=10, choices=TeamMember.Circle.choices)
    is_police = models.BooleanField(_("stands for the local police"), default=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    until = models.DateTimeField(_("until"))
    taken = models.DateTimeField(null=True, editable=False)
    withdrawn = models.DateTimeField(null=True, editable=False)
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-created", "id"]

    def __str__(self) -> str:
        return self.email
