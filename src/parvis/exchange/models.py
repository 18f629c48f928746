"""Tables of the exchange: practice sheets of our own, the keys of other installations, and what came from them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.access.models import Marking, marking_field
from parvis.people.models import Organisation
from parvis.places.models import Place


class Practice(models.Model):
    """What a city tried at a place, told so that another can use it, in the order of the 5Is (Ekblom).

    Only its own marking covers it: the text is checked for what it gives away, and lowered by a named decision.
    """

    PLACE, MARKINGS, AUTHOR = "place__", ("marking",), "author_id"

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        CHECKED = "checked", _("checked")
        SHARED = "shared", _("shared")

    class Again(models.TextChoices):
        YES = "yes", _("yes")
        ADAPTED = "adapted", _("yes, but differently")
        NO = "no", _("no")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="practices")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    marking = marking_field()
    language = models.CharField(_("first language"), max_length=2, default="en")
    title = models.CharField(_("title"), max_length=200)  # in the first language, for lists
    texts = models.JSONField(default=dict)  # language -> part of the sheet -> words
    evidence = models.PositiveSmallIntegerField(_("evidence grade"), default=0)
    space_types = models.JSONField(default=list)
    threat_types = models.JSONField(default=list)
    measures = models.JSONField(default=list)
    cost_band = models.CharField(_("cost"), max_length=12, default="unknown")
    would_do_again = models.CharField(_("would do it again"), max_length=8, choices=Again.choices, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    # What the machine found in the text and a person allowed to stay, each with the reason.
    allowed = models.JSONField(default=list)
    edition = models.PositiveIntegerField(default=1)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided = models.DateTimeField(null=True)
    decision_reason = models.TextField(_("why it may be shared"), blank=True)
    created = models.DateTimeField(default=timezone.now, editable=False)
    changed = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-changed", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(evidence__lte=5), name="evidence_grade_0_to_5"),
            # Nothing counts as shared without somebody who decided it, nor above TLP:GREEN.
            models.CheckConstraint(
                condition=~Q(state="shared")
                | Q(marking__lte=Marking.GREEN, decided_by__isnull=False, decided__isnull=False),
                name="shared_only_by_decision_and_up_to_green",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def urn(self) -> str:
        return f"urn:uuid:{self.pk}"

    @property
    def main(self) -> dict[str, str]:
        """The parts in the language in which the sheet was first written."""
        parts: dict[str, str] = self.texts.get(self.language, {})
        return parts


class Peer(models.Model):
    """Another installation whose key somebody compared out of band and pinned."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    public_key = models.CharField(max_length=44)  # base64 of the 32 bytes
    fingerprint = models.CharField(max_length=64, unique=True)
    pinned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    pinned = models.DateTimeField(default=timezone.now, editable=False)
    compared_by = models.CharField(_("how the fingerprint was compared"), max_length=300)
    revoked = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Received(models.Model):
    """A practice sheet from elsewhere, as it was signed. Read-only; every edition that came stays."""

    PLACE, MARKINGS, AUTHOR = "", ("marking",), ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    peer = models.ForeignKey(Peer, models.PROTECT, related_name="received")
    marking = models.PositiveSmallIntegerField(choices=Marking.choices)
    urn = models.CharField(max_length=60, db_index=True)
    edition = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    issuer = models.CharField(max_length=200)
    issued = models.DateField()
    sheet = models.JSONField()
    envelope = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    superseded = models.BooleanField(default=False)
    received = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-received", "id"]
        constraints = [
            models.UniqueConstraint(fields=["urn", "edition"], name="an_edition_is_received_once"),
            models.CheckConstraint(condition=Q(marking__lte=Marking.GREEN), name="received_up_to_green"),
        ]

    def __str__(self) -> str:
        return self.title


class Adoption(models.Model):
    """What we did with a practice from elsewhere: "we tried it, this changed"."""

    PLACE, MARKINGS, AUTHOR = "", ("marking",), "author_id"

    class Status(models.TextChoices):
        CONSIDERING = "considering", _("we are considering it")
        ADAPTING = "adapting", _("we are adapting it")
        RUNNING = "running", _("we do it")
        STOPPED = "stopped", _("we stopped")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    received = models.ForeignKey(Received, models.CASCADE, related_name="adoptions")
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    marking = marking_field()
    status = models.CharField(_("where we are with it"), max_length=12, choices=Status.choices)
    changes = models.TextField(_("what we changed"), blank=True)
    result = models.TextField(_("what came of it"), blank=True)
    day = models.DateField(_("date"), default=timezone.localdate)

    class Meta:
        ordering = ["-day", "id"]

    def __str__(self) -> str:
        return f"{self.received} · {self.status}"
