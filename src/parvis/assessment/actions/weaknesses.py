"""Weaknesses: what is weak here, and what would help."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.assessment import events
from parvis.assessment.actions.measures import name_measures
from parvis.assessment.actions.zones import checked_zone
from parvis.assessment.models import ExistingMeasure, Scenario, Vulnerability
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.places.models import Place

EDITABLE = ("title", "description", "zone", "zone_kind", "marking", "state")


def _checked(place: Place, facts: dict[str, Any]) -> dict[str, Any]:
    unknown = set(facts) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not part of a weakness: {sorted(unknown)}")
    kept: dict[str, Any] = {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}
    if not kept["title"]:
        raise Refused(_("Say in one sentence what is weak here. Nothing was saved."), "title")
    if kept.get("state", Vulnerability.State.OPEN) not in Vulnerability.State.values:
        raise Refused(_("A weakness is open or answered. Nothing was saved."), "state")
    return kept | checked_zone(place.pk, kept.get("zone"), kept.get("zone_kind", ""))


@verb(events.VulnerabilityWritten)
def write_vulnerability(
    actor: Account,
    place: Place,
    *,
    title: str,
    scenario: Scenario | None = None,
    measures: Iterable[ExistingMeasure] = (),
    **facts: Any,
) -> Vulnerability:
    """Write down a weakness, from a scenario or from what was seen. `facts`: id, description, zone, zone_kind, marking.

    `measures` are its evidence on the ground: what fails, is missing or would be needed. Without a zone it takes that of the scenario; without a marking that of the assessment.
    """
    require(actor, Can.LEAD_ASSESSMENT, scenario or place)
    if scenario is not None and scenario.place_id != place.pk:
        raise Refused(_("This scenario belongs to another place. Nothing was saved."), "scenario")
    named = {"id": facts.pop("id")} if facts.get("id") else {}
    if scenario is not None:
        facts.setdefault("marking", scenario.assessment.marking)
        if not facts.get("zone") and not facts.get("zone_kind"):
            facts |= {"zone": scenario.zone, "zone_kind": scenario.zone_kind}
    kept = _checked(place, {"title": title, **facts})
    made = Vulnerability.objects.create(**named, place=place, scenario=scenario, author=actor, **kept)
    name_measures(actor, made, measures)
    event = events.VulnerabilityWritten(scenario=scenario.pk if scenario else None)
    record(actor, event, object_id=made.pk, place_id=place.pk, marking=made.marking)
    return made


@verb(events.VulnerabilityChanged)
def change_vulnerability(
    actor: Account,
    vulnerability: Vulnerability,
    *,
    version: int,
    measures: Iterable[ExistingMeasure] | None = None,
    **facts: Any,
) -> Vulnerability:
    """Change the words of a weakness, or say that it is answered. Conflict when somebody saved in between."""
    require(actor, Can.LEAD_ASSESSMENT, vulnerability)
    found = visible_to(actor, Vulnerability, Can.LEAD_ASSESSMENT).select_for_update().get(pk=vulnerability.pk)
    if found.version != version:
        raise Conflict
    before = {name: getattr(found, name) for name in EDITABLE}
    kept = _checked(found.place, {**before, **facts})
    changed = [name for name, value in kept.items() if before[name] != value]
    for name in changed:
        setattr(found, name, kept[name])
    if measures is not None and name_measures(actor, found, measures):
        changed.append("measures")
    found.version += 1
    found.save()
    event = events.VulnerabilityChanged(fields=changed)
    record(actor, event, object_id=found.pk, place_id=found.place_id, marking=found.marking)
    return found
