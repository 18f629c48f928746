"""Reading the register: every read starts from `visible_to`."""

from functools import cache
from uuid import UUID

from django.db.models import QuerySet

from parvis.access.queries import reach, seen, visible_to
from parvis.access.roles import Can
from parvis.content.queries import terms
from parvis.people.models import Account, Organisation
from parvis.places.models import CalendarEvent, Candidate, Entrance, ImportRun, Involvement, Occupancy, Place, Zone

__all__ = [
    "candidates",
    "categories",
    "entrances",
    "events_of",
    "last_import",
    "occupancies",
    "place",
    "places",
    "zones",
]


@cache
def vocabulary(name: str) -> frozenset[str]:
    """The codes of one vocabulary of the places pack: categories, zone_kinds, conditions, occupancy_methods ..."""
    return frozenset(terms(name))


def categories() -> frozenset[str]:
    return vocabulary("categories")


def place(account: Account | None, pk: UUID | str) -> Place:
    """One place that the account may read, or NotVisible."""
    return seen(account, Place, pk)


def places(account: Account | None, can: Can = Can.READ) -> QuerySet[Place]:
    return visible_to(account, Place, can)


def zones(account: Account | None, place_id: UUID) -> QuerySet[Zone]:
    return visible_to(account, Zone).filter(place_id=place_id)


def entrances(account: Account | None, place_id: UUID) -> QuerySet[Entrance]:
    return visible_to(account, Entrance).filter(place_id=place_id).order_by("name", "id")


def occupancies(account: Account | None, place_id: UUID) -> QuerySet[Occupancy]:
    return visible_to(account, Occupancy).filter(place_id=place_id)


def events_of(account: Account | None, place_id: UUID) -> QuerySet[CalendarEvent]:
    return visible_to(account, CalendarEvent).filter(place_id=place_id)


def candidates(account: Account | None) -> QuerySet[Candidate]:
    """Candidates of the organisations for which the account keeps the register."""
    return visible_to(account, Candidate, Can.EDIT_PLACES)


def imports(account: Account | None) -> QuerySet[ImportRun]:
    return visible_to(account, ImportRun, Can.IMPORT).select_related("by")


def last_import(account: Account | None) -> ImportRun | None:
    """The newest extract that was read to the end: it gives the map its bounds."""
    return ImportRun.objects.filter(state=ImportRun.State.DONE).order_by("-ended").first() if account else None


def involvements(account: Account | None, place_id: UUID) -> QuerySet[Involvement]:
    """Who decides, finances, is consulted or informed at a place."""
    rows = visible_to(account, Involvement).filter(place_id=place_id)
    return rows.select_related("organisation").order_by("part", "organisation__name")


def homes(account: Account | None, can: Can) -> QuerySet[Organisation]:
    """The organisations for which the account may do this."""
    return Organisation.objects.filter(pk__in=reach(account).organisations(can)).order_by("name")
