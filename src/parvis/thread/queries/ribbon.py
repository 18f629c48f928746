"""The chain of a place across all rooms: what is there, what is missing or stale, what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.assessment import checks as assessment
from parvis.assessment.queries import Examined
from parvis.exchange import checks as exchange
from parvis.exercises import checks as exercises
from parvis.people.models import Account
from parvis.places import checks as places
from parvis.places.checks import Link, Step, Thread
from parvis.places.models import Place
from parvis.plans import checks as plans
from parvis.residents import checks as residents
from parvis.solutions import checks as solutions

ROOMS = (places, assessment, solutions, plans, exercises, residents, exchange)
ORDER = (
    "place", "threats", "judgements", "weaknesses", "needs", "options", "decision", "plan", "exercise", "lessons", "shared",
)  # fmt: skip
#: The link that bears the grade of the checks: it leads to the result.
GRADED = "judgements"


@dataclass(frozen=True)
class RibbonLink:
    """A link as the ribbon shows it."""

    key: str
    label: str
    state: str
    state_label: str
    detail: str
    url: str
    when: datetime | None
    serious: int = 0  # errors that the checks find in the assessment behind it


def labels() -> dict[str, str]:
    return {
        "place": _("Place"),
        "threats": _("Threats"),
        "judgements": _("Judgements"),
        "weaknesses": _("Weaknesses"),
        "needs": _("Needs"),
        "options": _("Options"),
        "decision": _("Decision"),
        "plan": _("Plan"),
        "exercise": _("Exercise"),
        "lessons": _("Lessons"),
        "shared": _("Shared"),
    }


def state_labels() -> dict[str, str]:
    return {"done": _("done"), "stale": _("stale"), "contradicted": _("contradicted"), "missing": _("missing")}


def threads(account: Account | None, wanted: Iterable[Place]) -> dict[UUID, Thread]:
    """The links of each place by their key, as the rooms know them. The places must be visible to the account."""
    chosen = list(wanted)
    found: dict[UUID, dict[str, Link]] = {place.pk: {} for place in chosen}
    for room in ROOMS:
        for place_id, links in room.links(account, chosen).items():
            found[place_id] |= {link.key: link for link in links}
    return dict(found)


def ribbons(account: Account | None, wanted: Iterable[Place]) -> dict[UUID, list[RibbonLink]]:
    """The ribbon of each place, as `shown` makes it."""
    chosen = list(wanted)
    found, words, states = threads(account, chosen), labels(), state_labels()
    return {place.pk: _ordered(place, found[place.pk], words, states) for place in chosen}


def shown(place: Place, thread: Thread) -> list[RibbonLink]:
    """The thread of a place as its ribbon: eleven links in their order, those that are missing too."""
    return _ordered(place, thread, labels(), state_labels())


def _ordered(place: Place, thread: Thread, words: dict[str, str], states: dict[str, str]) -> list[RibbonLink]:
    return [_shown(key, thread.get(key), place, words, states) for key in ORDER]


def graded(links: list[RibbonLink], read: Examined | None) -> list[RibbonLink]:
    """The ribbon of one place, with the number of errors that the checks find in its assessment; lists do without."""
    errors = read.grade().errors if read else 0
    return [replace(link, serious=errors) if link.key == GRADED else link for link in links]


def _shown(key: str, link: Link | None, place: Place, words: dict[str, str], states: dict[str, str]) -> RibbonLink:
    if link is None:
        url = reverse("places:place", args=[place.pk])
        return RibbonLink(key, words[key], "missing", states["missing"], "", url, None)
    return RibbonLink(key, words[key], link.state, states[link.state], link.detail, link.url, link.when)


def next_steps(account: Account | None, place: Place, thread: Thread, most: int = 4) -> list[Step]:
    """What this reader could do next at this place, the most pressing first."""
    found = [step for room in ROOMS for step in room.steps(account, place, thread)]
    return sorted(found, key=lambda step: step.rank)[:most]
