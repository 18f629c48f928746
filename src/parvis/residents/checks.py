"""What the thread asks of this room: it has no link of its own, and proposes to ask the people who are there."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.queries import may, visible_to
from parvis.access.roles import Can
from parvis.people.models import Account
from parvis.places.checks import Link, Step, Thread
from parvis.places.models import Place
from parvis.residents.models import Survey
from parvis.residents.queries import asked_lately


def links(account: Account | None, places: Iterable[Place]) -> dict[UUID, list[Link]]:
    return {}


def steps(account: Account | None, place: Place, thread: Thread) -> list[Step]:
    """Ask residents where nobody did; open what was prepared; close what is over."""
    if not may(account, Can.SURVEY, place):
        return []
    if not asked_lately(account, place):
        url = reverse("residents:new", args=[place.pk])
        return [Step(_("Ask people how safe they feel here"), url, _("Ask"), 90)]
    found = []
    for survey in visible_to(account, Survey, Can.SURVEY).filter(place=place).order_by("opens", "id"):
        url = reverse("residents:survey", args=[survey.pk])
        if survey.state == Survey.State.DRAFT:
            found.append(Step(_("Open the survey “%(title)s”") % {"title": survey.title}, url, _("Look"), 85))
        elif survey.state == Survey.State.OPEN and survey.closes < timezone.localdate():
            found.append(
                Step(
                    _("Close the survey “%(title)s”: its last day is over") % {"title": survey.title},
                    url,
                    _("Look"),
                    86,
                )
            )
    return found
