"""Existing measures: what already protects the place."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.assessment import events
from parvis.assessment.actions.zones import checked_zone
from parvis.assessment.models import ExistingMeasure, Scenario, Vulnerability
from parvis.content.queries import measures, terms
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.places.actions.register import checked
from parvis.places.models import Place

EDITABLE = (
    "measure", "name", "origin", "state", "owner", "zone", "zone_kind", "checked_on", "geometry", "note", "marking",
)  # fmt: skip


def _checked(place_id: UUID, facts: dict[str, Any]) -> dict[str, Any]:
    unknown = set(facts) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not part of an existing measure: {sorted(unknown)}")
    kept: dict[str, Any] = {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}
    if not kept.get("measure") and not kept.get("name"):
        raise Refused(
            _("Choose a measure from the catalogue, or name it in your own words. Nothing was saved."), "name"
        )
    if kept.get("measure") and kept["measure"] not in measures():
        raise Refused(_("This measure is not in the catalogue. Nothing was saved."), "measure")
    if kept["origin"] not in terms("measure_origins") or kept["state"] not in terms("measure_states"):
        raise Refused(_("This origin or state is not in the list of the installation. Nothing was saved."), "state")
    if kept.get("geometry") is not None:
        checked(kept["geometry"], ("Point",))
    if kept.get("checked_on") and kept["checked_on"] > timezone.localdate():
        raise Refused(
            _("This day lies ahead. Nothing was saved: give the day on which somebody saw or tested it."), "checked_on"
        )
    return kept | checked_zone(place_id, kept.get("zone"), kept.get("zone_kind", ""))


def of_the_place(place_id: UUID, given: Iterable[ExistingMeasure]) -> list[ExistingMeasure]:
    """The measures that a scenario or a weakness names: all of them stand at its place."""
    found = list(given)
    if any(row.place_id != place_id for row in found):
        raise Refused(_("One of these measures stands at another place. Nothing was saved."), "measures")
    return found


def name_measures(actor: Account, thing: Scenario | Vulnerability, given: Iterable[ExistingMeasure]) -> bool:
    """Keep which measures are meant; those that the actor may not see stay named. Says whether anything changed."""
    named = thing.relies_on if isinstance(thing, Scenario) else thing.measures
    before = set(named.values_list("pk", flat=True))
    open_to = set(visible_to(actor, ExistingMeasure).filter(pk__in=before).values_list("pk", flat=True))
    now = (before - open_to) | {row.pk for row in of_the_place(thing.place_id, given)}
    named.set(now)
    return now != before


@verb(events.MeasureNoted)
def note_measure(actor: Account, place: Place, *, origin: str, state: str, **facts: Any) -> ExistingMeasure:
    """Put a measure on the list of a place. `facts`: id, measure (a row of the catalogue) or name, and EDITABLE.

    Whoever may lead or judge an assessment of the place may note what they see there.
    """
    require(actor, Can.JUDGE, place)
    named = {"id": facts.pop("id")} if facts.get("id") else {}
    kept = _checked(place.pk, {"origin": origin, "state": state, **facts})
    made = ExistingMeasure.objects.create(**named, place=place, author=actor, **kept)
    event = events.MeasureNoted(measure=made.measure, origin=origin, state=state)
    record(actor, event, object_id=made.pk, place_id=place.pk, marking=made.marking)
    return made


@verb(events.MeasureChanged)
def change_measure(actor: Account, existing: ExistingMeasure, *, version: int, **facts: Any) -> ExistingMeasure:
    """Change what is known of a measure. Conflict when somebody saved in between."""
    require(actor, Can.JUDGE, existing)
    found = visible_to(actor, ExistingMeasure, Can.JUDGE).select_for_update().get(pk=existing.pk)
    if found.version != version:
        raise Conflict
    before = {name: getattr(found, name) for name in EDITABLE}
    kept = _checked(found.place_id, {**before, **facts})
    changed = [name for name, value in kept.items() if before[name] != value]
    for name in changed:
        setattr(found, name, kept[name])
    found.version += 1
    found.save()
    event = events.MeasureChanged(fields=changed)
    record(actor, event, object_id=found.pk, place_id=found.place_id, marking=found.marking)
    return found


@verb(events.MeasureRemoved)
def remove_measure(actor: Account, existing: ExistingMeasure) -> None:
    """Take a measure off the list, by whoever leads assessments here. That it was there stays in the journal."""
    require(actor, Can.LEAD_ASSESSMENT, existing)
    event = events.MeasureRemoved(measure=existing.measure)
    record(actor, event, object_id=existing.pk, place_id=existing.place_id, marking=existing.marking)
    existing.delete()
