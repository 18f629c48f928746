"""Markings and grants: what an object is, and who was let in by whom, for what, until when."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.people.models import Role


class Marking(models.IntegerChoices):
    """TLP 2.0 (FIRST, 2022). The labels are never translated and carry no space."""

    CLEAR = 0, "TLP:CLEAR"
    GREEN = 1, "TLP:GREEN"
    AMBER = 2, "TLP:AMBER"
    AMBER_STRICT = 3, "TLP:AMBER+STRICT"
    RED = 4, "TLP:RED"


def marking_field() -> "models.PositiveSmallIntegerField[int, int]":
    """The marking of an object: closed by default."""
    return models.PositiveSmallIntegerField(
        _("marking"), choices=Marking.choices, default=Marking.AMBER_STRICT, db_index=True
    )


class Effect(models.TextChoices):
    ALLOW = "allow", _("allow")
    DENY = "deny", _("deny")


class Grant(models.Model):
    """A named decision that lets an account or an organisation take a role at one place, or keeps an account out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place_id = models.UUIDField(db_index=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="grants")
    organisation = models.ForeignKey(
        "people.Organisation", models.CASCADE, null=True, blank=True, related_name="grants"
    )
    effect = models.CharField(max_length=5, choices=Effect.choices, default=Effect.ALLOW)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.READER)
    ceiling = models.PositiveSmallIntegerField(_("up to"), choices=Marking.choices, default=Marking.AMBER_STRICT)
    purpose = models.CharField(_("purpose"), max_length=300)
    until = models.DateTimeField(_("until"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants_given")
    given = models.DateTimeField(default=timezone.now, editable=False)
    revoked = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-given"]
        constraints = [
            models.CheckConstraint(
                condition=Q(account=None, organisation__isnull=False) | Q(account__isnull=False, organisation=None),
                name="grant_to_one_account_or_one_organisation",
            ),
            # TLP:RED is for named recipients only.
            models.CheckConstraint(
                condition=Q(ceiling__lt=Marking.RED) | Q(account__isnull=False), name="red_only_to_a_named_account"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.effect} {self.role}: {self.purpose}"

    @staticmethod
    def in_force() -> Q:
        return Q(revoked=None, until__gt=timezone.now())
