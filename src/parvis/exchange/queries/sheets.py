"""Our own practice sheets, and what in them would give somebody away."""

from uuid import UUID

from django.db.models import QuerySet

from parvis.access.queries import seen, visible_to
from parvis.exchange.models import Practice
from parvis.exchange.rules.redaction import Finding, findings, unresolved
from parvis.exchange.rules.sheet import Sheet
from parvis.people.models import Account
from parvis.people.queries import accounts
from parvis.places.models import Entrance, Place


def practices(account: Account | None) -> QuerySet[Practice]:
    return visible_to(account, Practice).order_by("-changed", "id")


def practice(account: Account | None, pk: UUID | str) -> Practice:
    return seen(account, Practice, pk)


def findings_of(found: Practice) -> list[Finding]:
    """What the machine finds in all texts of a sheet, allowed or not.

    Looked for: everybody who has or had an account here, every place in the register of the same city, and the
    entrances of this place. The whole list is needed whatever the writer may see: the names stay on this side, and
    only those that the writer wrote come back.
    """
    names = accounts().values_list("name", flat=True)
    places = Place.objects.filter(owner=found.place.owner_id).values_list("name", flat=True)
    entrances = Entrance.objects.filter(place=found.place_id).values_list("name", flat=True)
    return findings(found.texts, sorted(set(names)), sorted({*places, *entrances}))


def unresolved_of(found: Practice) -> list[Finding]:
    """The findings that nobody allowed with a reason."""
    return unresolved(findings_of(found), found.allowed)


def sheet_of(found: Practice) -> Sheet:
    """The sheet as it travels: without the place, without who wrote it. A language without a title stays here."""
    texts = {code: {part: words for part, words in parts.items() if words} for code, parts in found.texts.items()}
    return Sheet.model_validate(
        {
            "language": found.language,
            "texts": {code: parts for code, parts in texts.items() if parts.get("title")},
            "evidence": found.evidence,
            "space_types": found.space_types,
            "threat_types": found.threat_types,
            "measures": found.measures,
            "cost_band": found.cost_band,
            "would_do_again": found.would_do_again,
        }
    )
