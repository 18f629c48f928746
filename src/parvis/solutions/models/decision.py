"""What was decided: a record that nobody edits, with who dissents and what it is tied to."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Decision(models.Model):
    """A record: what was chosen, why, who disagreed, and when it is looked at again."""

    PLACE, MARKINGS, AUTHOR = "place__", ("comparison__marking", "place__marking"), "author_id"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="decisions")
    comparison = models.OneToOneField("solutions.Comparison", models.RESTRICT, related_name="decision")
    option = models.ForeignKey("solutions.Option", models.RESTRICT, related_name="decisions")
    # Which option the scores put first on that day, and whether the choice follows them.
    first = models.ForeignKey("solutions.Option", models.RESTRICT, null=True, related_name="+", editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    reasons = models.TextField(_("reasons"))
    decided_by = models.CharField(_("who decides"), max_length=200)
    decided = models.DateField(_("date of the decision"))
    review = models.DateField(_("to be looked at again on"))
    # Said when a demonstration or a table-top of this comparison was still open on that day; empty when none was.
    before_the_end = models.CharField(_("why it was not waited for"), max_length=400, blank=True)
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-decided", "-created", "id"]

    def __str__(self) -> str:
        return self.option.name

    @property
    def follows_ranking(self) -> bool:
        return self.first_id is None or self.first_id == self.option_id

    @property
    def dissent(self) -> str:
        """Every dissent in one text, for documents."""
        return "\n".join(str(one) for one in self.dissents.all())

    @property
    def overdue(self) -> list["Condition"]:
        """Conditions whose day has passed and that nobody has said to be fulfilled."""
        return [one for one in self.conditions.all() if one.overdue]


class Dissent(models.Model):
    """Who sees it otherwise, as an organisation, and why. Part of the record."""

    PLACE, MARKINGS, AUTHOR = "decision__place__", ("decision__comparison__marking", "decision__place__marking"), ""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="dissents")
    organisation = models.CharField(max_length=160, blank=True)  # empty in records from before it was asked for
    words = models.TextField()

    class Meta:
        ordering = ["decision", "id"]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.words}" if self.organisation else self.words


class Condition(models.Model):
    """What the decision is tied to: who sees to it by when. That it is fulfilled is said later, with how one can see it."""

    PLACE, MARKINGS, AUTHOR = "place__", ("decision__comparison__marking", "place__marking"), ""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey("places.Place", models.CASCADE, related_name="conditions")
    decision = models.ForeignKey(Decision, models.CASCADE, related_name="conditions")
    text = models.CharField(max_length=200)
    owner = models.CharField(max_length=160)  # a service or function, never a person
    due = models.DateField()
    fulfilled = models.DateField(null=True)
    evidence = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["due", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fulfilled=None) | ~models.Q(evidence=""),
                name="a_fulfilled_condition_says_how_one_sees_it",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def overdue(self) -> bool:
        return self.fulfilled is None and self.due < timezone.localdate()
