"""The method of an assessment and the threats from which its scenarios are taken."""

from dataclasses import dataclass

from parvis.assessment.models import Assessment, ExistingMeasure, Scenario, Vulnerability
from parvis.content.queries import current, label, measures, pack, term
from parvis.content.schemas import MethodPack, ThreatsPack
from parvis.content.schemas.threats import Threat

#: A method this short is a first look: one person, on site, without a team.
FIRST_LOOK_MINUTES = 30


@dataclass(frozen=True)
class Pick:
    """One threat or everyday harm that a scenario may be about, with the pack that it comes from."""

    family: str
    urn: str
    version: str
    threat: Threat

    @property
    def code(self) -> str:
        return self.threat.code

    @property
    def label(self) -> str:
        return label(self.threat.label)


def methods() -> list[MethodPack]:
    """The methods in use, the most thorough first."""
    return sorted(current(MethodPack), key=lambda method: -method.minutes)


def first_look() -> MethodPack | None:
    """The shortest method that asks questions and takes no longer than a first look."""
    short = [m for m in methods() if m.questionnaire and m.minutes <= FIRST_LOOK_MINUTES]
    return short[-1] if short else None


def method_of(assessment: Assessment) -> MethodPack:
    """The method under which this assessment was opened, in that version for ever."""
    found = pack(assessment.method_urn, assessment.method_version)
    assert isinstance(found, MethodPack)
    return found


def picks(method: MethodPack | None = None) -> dict[str, Pick]:
    """The threats and everyday harms in use, attacks first, by code: those of the lists that the method names, else all."""
    packs = sorted(current(ThreatsPack), key=lambda found: (found.family, found.urn))
    named = method.threats if method else []
    return {
        threat.code: Pick(found.family, found.urn, found.version, threat)
        for found in packs
        if not named or found.urn in named
        for threat in found.threats
    }


def threat_of(scenario: Scenario) -> Pick | None:
    """The threat of a scenario, as it was worded when the scenario was written."""
    found = pack(scenario.threats_urn, scenario.threats_version)
    assert isinstance(found, ThreatsPack)
    threat = next((threat for threat in found.threats if threat.code == scenario.threat), None)
    return Pick(found.family, found.urn, found.version, threat) if threat else None


def phases() -> list[tuple[str, str]]:
    """The phases of an attack, for a form."""
    return [(phase.code, label(phase.label)) for found in current(ThreatsPack) for phase in found.phases]


def phase_label(code: str) -> str:
    return dict(phases()).get(code, code)


def measure_name(measure: ExistingMeasure) -> str:
    """What an existing measure is called: the team's own words, or the row of the catalogue."""
    if measure.name:
        return measure.name
    known = measures().get(measure.measure)
    return label(known.label) if known else measure.measure


def zone_name(row: Scenario | Vulnerability | ExistingMeasure) -> str:
    """The zone of a scenario, a weakness or a measure: its name where it is drawn, else its kind."""
    if row.zone:
        return row.zone.name
    return term("zone_kinds", row.zone_kind) if row.zone_kind else ""
