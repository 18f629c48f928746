"""What was decided: a record that nobody edits."""

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
    dissent = models.TextField(_("dissent"), blank=True)
    decided_by = models.CharField(_("who decides"), max_length=200)
    decided = models.DateField(_("date of the decision"))
    review = models.DateField(_("to be looked at again on"))
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-decided", "-created", "id"]

    def __str__(self) -> str:
        return self.option.name

    @property
    def follows_ranking(self) -> bool:
        return self.first_id is None or self.first_id == self.option_id
