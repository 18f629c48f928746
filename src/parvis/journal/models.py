"""The append-only record. Triggers made in the first migration refuse to change or delete an entry on both databases."""

from django.db import models


class Entry(models.Model):
    """One event. `hash` covers every other column and the hash of the entry before it."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    action = models.CharField(max_length=80)
    object_id = models.UUIDField(null=True)
    place_id = models.UUIDField(null=True)
    marking = models.SmallIntegerField(null=True)
    payload = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["seq"]
        indexes = [models.Index(fields=["place_id", "seq"]), models.Index(fields=["object_id", "seq"])]

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"


class Head(models.Model):
    """The end of the chain: one row, locked while an entry is added."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.seq} {self.hash[:12]}"
