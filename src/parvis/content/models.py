"""Packs as loaded: immutable versions, so that a value keeps the method that it was given under."""

from django.db import models
from django.utils import timezone


class Shipment(models.Model):
    """What came with one Parvis was loaded, all of it: the next start need not read it again."""

    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return self.digest


class PackVersion(models.Model):
    urn = models.CharField(max_length=200)
    version = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    body = models.JSONField()
    loaded = models.DateTimeField(default=timezone.now)
    current = models.BooleanField(default=True)
    #: Came with Parvis. What an officer loaded stays in use when a newer Parvis brings another version.
    shipped = models.BooleanField(default=True)

    class Meta:
        ordering = ["kind", "urn", "-loaded"]
        constraints = [models.UniqueConstraint(fields=["urn", "version"], name="a_pack_version_never_changes")]

    def __str__(self) -> str:
        return f"{self.urn} {self.version}"
