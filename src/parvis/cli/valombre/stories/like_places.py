"""Other squares, looked at in short by the same method: what a place stands beside."""

from itertools import count
from typing import Any
from uuid import uuid4

from parvis.assessment import actions
from parvis.assessment.models import Assessment
from parvis.assessment.rules.judging import Given
from parvis.assessment.rules.visit import ANSWER, Said
from parvis.cli.valombre.people import People
from parvis.cli.valombre.stories.sheet import place_called
from parvis.cli.valombre.words import words


def like_places(people: People) -> None:
    """Two scenarios, one expert, a few answers at a desk, and what the tier expects: as light as an assessment can be."""
    told = words("like-places")
    for row in told["places"]:
        _assess(people, told, row)


def _assess(people: People, told: dict[str, Any], row: dict[str, Any]) -> None:
    lead, place = people.coordinator, place_called(people, row["place"])
    of = actions.open_assessment(lead, place, title=row["title"], condition=row["condition"])
    actions.add_member(lead, of, account=people.who("municipal"), circle="core", is_police=True)
    stories = {}
    for threat, story in told["story"].items():
        facts = {name: story[name] for name in ("title", "narrative", "phase")}
        stories[threat] = actions.write_scenario(lead, of, threat=threat, zone_kind=story["zone"], **facts)
    numbers = count(1)
    actions.answer_here(
        lead, of, [Said(uuid4(), lead.pk, "desk", next(numbers), ANSWER, *said) for said in _answers(row)]
    )
    if "tier" in row:
        of = actions.set_tier(lead, of, version=of.version, **row["tier"])
    of = actions.move(lead, of, "judging")
    for threat, (probability, vulnerability, consequence) in row["levels"].items():
        levels = {"probability": probability, "vulnerability": vulnerability}
        actions.judge(lead, stories[threat], Given(levels, {"people": consequence}, 2, told["why"]))
    of = actions.move(lead, actions.move(lead, of, "discussing"), "closed")
    _expectations(people, of, told, row)
    for title in row["weaknesses"]:
        actions.write_vulnerability(lead, place, scenario=stories["CROWDING"], title=title)


def _answers(row: dict[str, Any]) -> list[tuple[str, None, str]]:
    return [(question, None, value) for question, value in row["answers"].items()]


def _expectations(people: People, of: Assessment, told: dict[str, Any], row: dict[str, Any]) -> None:
    for state in ("met", "unmet"):
        for number in row[state]:
            actions.say_expectation(people.who("municipal"), of, number=number, state=state, known_by=told["why"])
