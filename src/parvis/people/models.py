"""Organisations with their level of governance, accounts, and who holds which role where, until when."""

import hashlib
import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Level of governance, as data: who decides, finances and is informed depends on it."""

    SITE = "site", _("Site")
    MUNICIPAL = "municipal", _("Municipality")
    INTERMUNICIPAL = "intermunicipal", _("Inter-municipal body")
    DEPARTMENTAL = "departmental", _("Department or province")
    REGIONAL = "regional", _("Region")
    NATIONAL = "national", _("State")
    EUROPEAN = "european", _("European Union")
    PRIVATE = "private", _("Private operator")
    RESEARCH = "research", _("Research")


class Role(models.TextChoices):
    """What a person does in an organisation. What each role may do is data in access.roles."""

    COORDINATOR = "coordinator", _("Safety coordinator")
    EXPERT = "expert", _("Assessing expert")
    PLANNER = "planner", _("Urban planner")
    OPERATOR = "operator", _("Operator of a venue or event")
    DIRECTOR = "director", _("Exercise director")
    OBSERVER = "observer", _("Observer")
    READER = "reader", _("Reader")
    ADMINISTRATOR = "administrator", _("Administrator of the installation")


class FactorGone(models.TextChoices):
    """Why an administrator takes the second factors from an account."""

    LOST = "lost", _("The telephone or the key is lost")
    STOLEN = "stolen", _("The telephone or the key was stolen")
    BROKEN = "broken", _("It no longer works, or was replaced")


class Organisation(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200, unique=True)
    level = models.CharField(_("level of governance"), max_length=20, choices=Level.choices)
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    """A person who signs in. `key` stands for the person in the journal, so that erasing the person keeps the chain."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name or function"), max_length=120)
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[AccountManager] = AccountManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name or self.email


class Membership(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    until = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "organisation", "role"], name="one_role_once_per_organisation")
        ]

    def __str__(self) -> str:
        return f"{self.account} · {self.get_role_display()} · {self.organisation}"

    @property
    def ended(self) -> bool:
        return self.until is not None and self.until <= timezone.now()

    @staticmethod
    def current() -> Q:
        """The memberships in force now, as a condition."""
        return Q(until=None) | Q(until__gt=timezone.now())


class Token(models.Model):
    """A key for programs. Only its digest is kept: whoever reads the database cannot use it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    purpose = models.CharField(_("purpose"), max_length=200)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    until = models.DateTimeField(_("until"))

    def __str__(self) -> str:
        return self.purpose

    @staticmethod
    def digest_of(secret: str) -> str:
        return hashlib.sha256(secret.encode()).hexdigest()
