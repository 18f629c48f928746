"""What the city can do together: options of several places under one budget, calculated, and not chosen yet."""

from typing import Any

from parvis.assessment.models import Scenario
from parvis.cli.valombre.people import People
from parvis.cli.valombre.stories.sheet import place_called
from parvis.cli.valombre.words import words
from parvis.places.models import Place
from parvis.solutions import actions
from parvis.solutions.models import Option, Requirement


def together(people: People) -> None:
    """The urban planner asks what the budget of five years does best; the coordinator chooses in the council."""
    told, planner = words("portfolio"), people.who("planner")
    need, made = _need(people, told["need"]), {}
    for row in told["comparisons"]:
        place = place_called(people, row["place"])
        needs = [need] if place.pk == need.place_id else []
        choice = actions.open_comparison(planner, place, title=row["title"], requirements=needs)
        for offer in row["options"]:
            answers = {need.pk: offer["answers"]} if "answers" in offer else {}
            facts = {name: offer[name] for name in ("name", "description", "measures")}
            made[offer["key"]] = actions.add_option(planner, choice, answers=answers, **facts)
            _numbers(people, made[offer["key"]], offer)
    asked = told["study"]
    others = Option.objects.filter(name__in=asked["with"], place__owner=people.city)
    study = actions.open_portfolio(
        planner, people.city, title=asked["title"], budget=asked["budget"], years=asked["years"],
        options=[*made.values(), *others],
    )  # fmt: skip
    pairs = [[str(made[one].pk), str(made[other].pk)] for one, other in asked["needs"]]
    study = actions.change_portfolio(planner, study, version=study.version, needs=pairs)
    actions.ask_combinations(planner, study)
    actions.carry_out(study.pk)


def _need(people: People, told: dict[str, Any]) -> Requirement:
    """What must hold at the bridge, from the weakness that nobody has settled who closes it."""
    place: Place = place_called(people, told["place"])
    weakness = place.vulnerabilities.order_by("created", "pk").last()
    assert weakness is not None
    facts = {name: told[name] for name in ("text", "metric", "threshold")}
    return actions.write_requirement(people.who("planner"), weakness, verified_by="inspection", **facts)


def _numbers(people: People, option: Option, told: dict[str, Any]) -> None:
    """What the option costs over the years, and what people say is left of the risks."""
    actions.state_costs(people.who("planner"), option, told["costs"])
    stories = {one.threat: one for one in Scenario.objects.filter(assessment__place=option.place)}
    for row in told["after"]:
        actions.state_risk(people.who(row["who"]), option, stories[row["threat"]], row["values"], reason=row["reason"])
