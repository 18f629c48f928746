"""Scenarios: short stories that the team writes before anybody judges."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.access.queries import visible_to
from parvis.assessment import events
from parvis.assessment.actions.measures import name_measures
from parvis.assessment.actions.opening import preparing
from parvis.assessment.actions.zones import checked_zone
from parvis.assessment.models import Assessment, ExistingMeasure, Scenario
from parvis.assessment.queries import method_of, phases, picks
from parvis.content.queries import terms
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.places.actions.register import shape_refusal
from parvis.places.rules import BadShape, check_shape

EDITABLE = ("title", "narrative", "zone", "zone_kind", "phase", "condition", "assumes", "sketch")
SHAPES = ("Point", "LineString", "Polygon")


def _checked(of: Assessment, facts: dict[str, Any]) -> dict[str, Any]:
    unknown = set(facts) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not part of a scenario: {sorted(unknown)}")
    kept: dict[str, Any] = {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}
    if not kept["title"]:
        raise Refused(_("Give the scenario a short title. Nothing was saved."), "title")
    if kept.get("phase") and kept["phase"] not in dict(phases()):
        raise Refused(_("This phase is not in the lists of the installation. Nothing was saved."), "phase")
    if kept.get("condition") and kept["condition"] not in terms("conditions"):
        raise Refused(_("This condition is not in the list of the installation."), "condition")
    if kept.get("condition") == of.condition:
        kept["condition"] = ""  # said once, on the assessment
    if kept.get("sketch") is not None:
        try:
            check_shape(kept["sketch"], SHAPES)
        except BadShape as bad:
            raise Refused(shape_refusal(bad.code), "sketch") from None
    return kept | checked_zone(of.place_id, kept.get("zone"), kept.get("zone_kind", ""))


@verb(events.ScenarioWritten)
def write_scenario(
    actor: Account,
    of: Assessment,
    *,
    threat: str,
    title: str = "",
    relies_on: Iterable[ExistingMeasure] = (),
    taken_from: Scenario | None = None,
    **facts: Any,
) -> Scenario:
    """Write a scenario about a threat or an everyday harm. `facts`: id, and EDITABLE; `relies_on`: what has to hold."""
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
        taken_from=taken_from,
        **kept,
    )
    name_measures(actor, made, relies_on)
    event = events.ScenarioWritten(assessment=found.pk, threat=threat)
    record(actor, event, object_id=made.pk, place_id=found.place_id, marking=found.marking)
    return made


def take_over(actor: Account, of: Assessment, source: Scenario) -> Scenario:
    """Begin a scenario as a copy of another one of the same place; what it was taken from is kept with it."""
    if source.place_id != of.place_id:
        raise Refused(_("This scenario belongs to another place. Nothing was saved."), "source")
    facts = {name: getattr(source, name) for name in EDITABLE}
    facts["condition"] = source.condition or source.assessment.condition
    relied = visible_to(actor, ExistingMeasure).filter(scenarios=source)
    return write_scenario(actor, of, threat=source.threat, relies_on=list(relied), taken_from=source, **facts)


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
def change_scenario(
    actor: Account,
    scenario: Scenario,
    *,
    version: int,
    relies_on: Iterable[ExistingMeasure] | None = None,
    **facts: Any,
) -> Scenario:
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
    if relies_on is not None and name_measures(actor, found, relies_on):
        changed.append("relies_on")
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
