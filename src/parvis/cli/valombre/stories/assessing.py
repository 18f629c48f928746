"""An assessment from the first seat in the team to the weaknesses, played by the people in their roles."""

from dataclasses import dataclass, field
from typing import Any

from parvis.assessment import actions
from parvis.assessment.models import Assessment, Scenario, Vulnerability
from parvis.assessment.queries import scenarios
from parvis.assessment.rules.judging import Given
from parvis.cli.valombre.people import People
from parvis.places.models import Place, Zone

STATES = ("preparing", "judging", "discussing", "closed")


@dataclass
class Assessed:
    """What came of it, by the keys of the words."""

    of: Assessment
    scenarios: dict[str, Scenario] = field(default_factory=dict)
    weaknesses: dict[str, Vulnerability] = field(default_factory=dict)


def _placed(place: Place, row: dict[str, Any]) -> dict[str, Any]:
    """An existing measure with its position, where the story says at which entrance it stands."""
    at = row.get("at")
    if at is None:
        return row
    entrance = place.entrances.get(name=at)
    return {name: value for name, value in row.items() if name != "at"} | {"geometry": entrance.geometry.centroid}


def assess(people: People, place: Place, zones: dict[str, Zone], told: dict[str, Any], until: str) -> Assessed:
    """Play an assessment up to a state: preparing, judging, discussing or closed."""
    lead = people.coordinator
    facts = {"method": told["method"]} if "method" in told else {}
    found = Assessed(actions.open_assessment(lead, place, title=told["title"], condition=told["condition"], **facts))
    for seat in told["team"]:
        more = {name: value for name, value in seat.items() if name != "who"}
        actions.add_member(lead, found.of, account=people.who(seat["who"]), **more)
    for row in told["measures"]:
        actions.note_measure(lead, place, **_placed(place, row))
    for row in told["scenarios"]:
        found.scenarios[row["key"]] = _story(people, found.of, zones, row)
    for threat, reason in told["left_out"].items():
        found.of = actions.leave_out(lead, found.of, threat=threat, reason=reason)
    for state in STATES[1 : STATES.index(until) + 1]:
        _move(people, found, state, told)
    for row in told.get("weaknesses", ()):
        found.weaknesses[row["key"]] = actions.write_vulnerability(
            lead, place, scenario=found.scenarios[row["scenario"]], title=row["title"], description=row["description"]
        )
    return found


def _story(people: People, of: Assessment, zones: dict[str, Zone], row: dict[str, Any]) -> Scenario:
    drawn = {"zone": zones[row["zone"]]} if row.get("zone") in zones else {"zone_kind": row.get("zone", "")}
    return actions.write_scenario(
        people.coordinator, of, threat=row["threat"], title=row["title"], narrative=row["narrative"],
        phase=row.get("phase", ""), **drawn,
    )  # fmt: skip


def _move(people: People, found: Assessed, state: str, told: dict[str, Any]) -> None:
    """The next state; then the experts give what they give in it."""
    found.of = actions.move(people.coordinator, found.of, state)
    rounds = {"judging": "judgements", "discussing": "revised"}
    stories = {story.pk: story for story in scenarios(people.coordinator, found.of)}
    for row in told["scenarios"]:
        story = stories[found.scenarios[row["key"]].pk]
        for word, values in row.get(rounds.get(state, ""), {}).items():
            probability, vulnerability, impacts, confidence, reason = values
            levels, first = {"probability": probability, "vulnerability": vulnerability}, row["judgements"].get(word)
            again = first is not None and state == "discussing"
            given = Given(levels, impacts, confidence, first[4] if again else reason, {}, reason if again else "")
            actions.judge(people.who(word), story, given)


def answer_weaknesses(people: People, found: Assessed, told: dict[str, Any]) -> None:
    """Say of each weakness that a decision has answered it, where one has."""
    for row in told["weaknesses"]:
        if row.get("answered"):
            weak = found.weaknesses[row["key"]]
            found.weaknesses[row["key"]] = actions.change_vulnerability(
                people.coordinator, weak, version=weak.version, state=Vulnerability.State.ANSWERED
            )
