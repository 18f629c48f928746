"""An assessment from the first seat in the team to the weaknesses, played by the people in their roles."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from parvis.assessment import actions
from parvis.assessment.models import Assessment, ExistingMeasure, Scenario, Vulnerability
from parvis.assessment.queries import scenarios
from parvis.assessment.rules.judging import Given
from parvis.cli.valombre.people import People
from parvis.cli.valombre.stories.ground import Ground
from parvis.cli.valombre.stories.sheet import Drawn
from parvis.cli.valombre.stories.visiting import visit
from parvis.places.models import Place

STATES = ("preparing", "judging", "discussing", "closed")


@dataclass
class Assessed:
    """What came of it, by the keys of the words."""

    of: Assessment
    measures: dict[str, ExistingMeasure] = field(default_factory=dict)
    scenarios: dict[str, Scenario] = field(default_factory=dict)
    weaknesses: dict[str, Vulnerability] = field(default_factory=dict)


def _placed(drawn: Drawn, row: dict[str, Any]) -> dict[str, Any]:
    """An existing measure with its zone, its day, and its position where the story says at which entrance it stands."""
    facts = {name: value for name, value in row.items() if name not in {"at", "key", "zone", "days_ago"}}
    if "at" in row:
        facts["geometry"] = drawn.entrances[row["at"]].geometry.centroid
    if "days_ago" in row:
        facts["checked_on"] = timezone.localdate() - timedelta(days=row["days_ago"])
    return facts | _where(drawn, row.get("zone", ""))


def _where(drawn: Drawn, key: str) -> dict[str, Any]:
    """A zone that is drawn, by its key, or a kind of zone."""
    return {"zone": drawn.zones[key]} if key in drawn.zones else {"zone_kind": key}


def _head(told: dict[str, Any]) -> dict[str, Any]:
    """Method, mandate and the general level of threat, where the story has them."""
    facts: dict[str, Any] = {"method": told["method"]} if "method" in told else {}
    level = dict(told.get("threat_level", {}))
    if level:
        level["threat_level_on"] = timezone.localdate() - timedelta(days=level.pop("days_ago"))
    facts.update(told.get("mandate", {}))
    return facts | level


def assess(people: People, place: Place, drawn: Drawn, told: dict[str, Any], until: str) -> Assessed:
    """Play an assessment up to a state: preparing, judging, discussing or closed."""
    lead = people.coordinator
    head = {"title": told["title"], "condition": told["condition"], **_head(told)}
    found = Assessed(actions.open_assessment(lead, place, **head))
    for seat in told["team"]:
        more = {name: value for name, value in seat.items() if name != "who"}
        actions.add_member(lead, found.of, account=people.who(seat["who"]), **more)
    for row in told["measures"]:
        made = actions.note_measure(lead, place, **_placed(drawn, row))
        found.measures[row.get("key", str(made.pk))] = made
    for row in told["scenarios"]:
        found.scenarios[row["key"]] = _story(people, found, drawn, row)
    for threat, reason in told["left_out"].items():
        found.of = actions.leave_out(lead, found.of, threat=threat, reason=reason)
    if "visits" in told:
        visit(people, found.of, drawn, told)
    for state in STATES[1 : STATES.index(until) + 1]:
        _move(people, found, state, told)
    for row in told.get("weaknesses", ()):
        found.weaknesses[row["key"]] = actions.write_vulnerability(
            lead, place, scenario=found.scenarios[row["scenario"]], title=row["title"], description=row["description"],
            measures=[found.measures[key] for key in row.get("measures", ())],
        )  # fmt: skip
    return found


def _story(people: People, found: Assessed, drawn: Drawn, row: dict[str, Any]) -> Scenario:
    facts: dict[str, Any] = {name: row[name] for name in ("title", "narrative", "phase", "assumes") if name in row}
    if "sketch" in row:
        facts["sketch"] = Ground(found.of.place.geometry).line(row["sketch"])
    relied = [found.measures[key] for key in row.get("relies_on", ())]
    return actions.write_scenario(
        people.coordinator,
        found.of,
        threat=row["threat"],
        relies_on=relied,
        **facts,
        **_where(drawn, row.get("zone", "")),
    )


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
