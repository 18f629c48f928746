"""Scenarios: short stories that the team writes before anybody judges."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.assessment import events
from parvis.assessment.actions.opening import preparing
from parvis.assessment.models import Assessment, Scenario
from parvis.assessment.queries import method_of, phases, picks
from parvis.content.queries import terms
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.places.models import Zone

EDITABLE = ("title", "narrative", "zone", "zone_kind", "phase")


def checked_zone(place_id: UUID, zone: Zone | None, kind: str) -> dict[str, Any]:
    """A zone of this very place, or a kind of zone; a drawn zone brings its kind."""
    if zone is not None and zone.place_id != place_id:
        raise Refused(_("This zone belongs to another place. Nothing was saved."), "zone")
    kind = zone.kind if zone else kind
    if kind and kind not in terms("zone_kinds"):
        raise Refused(_("This kind of zone is not in the list of the installation. Nothing was saved."), "zone")
    return {"zone": zone, "zone_kind": kind}


def _checked(of: Assessment, facts: dict[str, Any]) -> dict[str, Any]:
    unknown = set(facts) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not part of a scenario: {sorted(unknown)}")
    kept: dict[str, Any] = {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}
    if not kept["title"]:
        raise Refused(_("Give the scenario a short title. Nothing was saved."), "title")
    if kept.get("phase") and kept["phase"] not in dict(phases()):
        raise Refused(_("This phase is not in the lists of the installation. Nothing was saved."), "phase")
    return kept | checked_zone(of.place_id, kept.get("zone"), kept.get("zone_kind", ""))


@verb(events.ScenarioWritten)
def write_scenario(actor: Account, of: Assessment, *, threat: str, title: str = "", **facts: Any) -> Scenario:
    """Write a scenario about a threat or an everyday harm. `facts`: id, narrative, zone, zone_kind, phase."""
    found = preparing(actor, of)
    pick = picks(method_of(found)).get(threat)
    if pick is None:
        raise Refused(_("This threat is not in the lists of this method. Nothing was saved."), "threat")
    named = {"id": facts.pop("id")} if facts.get("id") else {}
    kept = _checked(found, {"title": title or pick.label, **facts})
    made = Scenario.objects.create(
        **named,
        assessment=found,
        place_id=found.place_id,
        author=actor,
        family=pick.family,
        threat=threat,
        threats_urn=pick.urn,
        threats_version=pick.version,
        **kept,
    )
    event = events.ScenarioWritten(assessment=found.pk, threat=threat)
    record(actor, event, object_id=made.pk, place_id=found.place_id, marking=found.marking)
    return made


def start_with(actor: Account, of: Assessment, threats: Iterable[str]) -> list[Scenario]:
    """Begin a scenario for each of several threats, in one transaction; those that have one already are passed over."""
    with transaction.atomic():
        found = preparing(actor, of)
        there = set(found.scenarios.values_list("threat", flat=True))
        known = picks(method_of(found))
        new = [code for code in dict.fromkeys(threats) if code not in there]
        return [
            write_scenario(actor, found, threat=code, zone_kind=known[code].threat.zones[0] if code in known else "")
            for code in new
        ]


@verb(events.ScenarioChanged)
def change_scenario(actor: Account, scenario: Scenario, *, version: int, **facts: Any) -> Scenario:
    """Change the story while nobody has judged it. Conflict when somebody saved in between."""
    preparing(actor, scenario.assessment)
    found = Scenario.objects.select_for_update().get(pk=scenario.pk)
    if found.version != version:
        raise Conflict
    if found.judgements.exists():
        raise Refused(
            _("Experts have judged this story. Nothing was changed: write another scenario beside it."), "narrative"
        )
    before = {name: getattr(found, name) for name in EDITABLE}
    kept = _checked(found.assessment, {**before, **facts})
    changed = [name for name, value in kept.items() if before[name] != value]
    for name in changed:
        setattr(found, name, kept[name])
    found.version += 1
    found.save()
    event = events.ScenarioChanged(fields=changed)
    record(actor, event, object_id=found.pk, place_id=found.place_id, marking=found.assessment.marking)
    return found


@verb(events.ScenarioRemoved)
def remove_scenario(actor: Account, scenario: Scenario) -> None:
    """Take a scenario out while nobody has judged it."""
    found = preparing(actor, scenario.assessment)
    if scenario.judgements.exists():
        raise Refused(_("Experts have judged this scenario, and judgements stay. Nothing was changed."))
    event = events.ScenarioRemoved(assessment=found.pk, threat=scenario.threat)
    record(actor, event, object_id=scenario.pk, place_id=found.place_id, marking=found.marking)
    scenario.delete()
