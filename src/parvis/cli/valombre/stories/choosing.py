"""From weaknesses to needs, from options and every expert's scores to a decision with its dissent."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from parvis.cli.valombre.people import People
from parvis.cli.valombre.stories.assessing import Assessed
from parvis.cli.valombre.stories.ground import Ground
from parvis.cli.valombre.stories.sheet import Drawn
from parvis.places.models import Place
from parvis.plans.actions import agree_action, change_action
from parvis.plans.models import Action
from parvis.solutions import actions
from parvis.solutions.models import Comparison, Decision, Option, Requirement


def write_needs(people: People, found: Assessed, told: dict[str, Any]) -> dict[str, Requirement]:
    """What has to hold so that each weakness is answered, written by the planner."""
    planner = people.who("planner")
    for weakness, text in told.get("objectives", {}).items():
        actions.set_objective(planner, found.weaknesses[weakness], text=text)
    facts = ("text", "priority", "metric", "threshold", "verified_by", "phases", "functions")
    return {
        row["key"]: actions.write_requirement(
            planner, found.weaknesses[row["weakness"]], **{name: row[name] for name in facts if name in row}
        )
        for row in told["needs"]
    }


def compare(
    people: People, place: Place, needs: dict[str, Requirement], told: dict[str, Any]
) -> tuple[Comparison, dict[str, Option]]:
    """Open a comparison with its weights and options; nobody has scored yet."""
    choice = actions.open_comparison(
        people.who("planner"), place, title=told["comparison"]["title"], requirements=needs.values()
    )
    choice = actions.set_weights(people.coordinator, choice, told["comparison"]["weights"], version=choice.version)
    return choice, {row["key"]: _option(people, choice, needs, row) for row in told["options"]}


def choose(people: People, drawn: Drawn, found: Assessed, told: dict[str, Any]) -> Decision:
    """Compare, design, let the experts score under fixed weights, and decide."""
    lead, place = people.coordinator, found.of.place
    choice, options = compare(people, place, write_needs(people, found, told), told)
    for row in told["design"]:
        _design(people, drawn, found, options[row["option"]], row)
    choice = actions.start_scoring(lead, choice)
    _declare(people, choice, options, told["interest"])
    for number, word in enumerate(told["experts"]):
        expert = people.who(word)
        actions.declare_interest(expert, choice, concerns=False)
        for key, option in options.items():
            because, rests = told["because"].get(key, {}), told["rests_on"].get(key, {})
            given = {
                criterion: actions.Opinion(
                    values[number], because.get(criterion, {}).get(word, ""),
                    **({"confidence": "medium"} | rests.get(criterion, {}).get(word, {})),
                )
                for criterion, values in told["scores"][key].items()
            }  # fmt: skip
            actions.score_option(expert, option, given)
    choice = actions.end_scoring(lead, choice)
    return _decide(people, choice, options, told["decision"])


def _declare(people: People, choice: Comparison, options: dict[str, Option], told: dict[str, Any]) -> None:
    """One of those who may score has an interest, says so, and is left out."""
    touched = [options[key] for key in told["options"]]
    made = actions.declare_interest(people.who(told["who"]), choice, concerns=True, what=told["what"], options=touched)
    actions.rule_interest(people.coordinator, made, ruling="out", reason=told["ruling"])


def _design(people: People, drawn: Drawn, found: Assessed, option: Option, told: dict[str, Any]) -> None:
    """Measures on the map, the cost over the years, and what three experts say is left of the risks."""
    for row in told["placed"]:
        facts: dict[str, Any] = {name: row[name] for name in ("measure", "unit", "note") if name in row}
        if "zone" in row:
            facts["zone"] = drawn.zones[row["zone"]]
        if "line" in row:
            facts["geometry"] = Ground(found.of.place.geometry).line(row["line"])
        if "quantity" in row:
            facts["quantity"] = Decimal(row["quantity"])
        actions.place_measure(people.who("planner"), option, **facts)
    if "costs" in told:
        actions.state_costs(people.who("planner"), option, told["costs"])
    for row in told["after"]:
        actions.state_risk(
            people.who(row["who"]), option, found.scenarios[row["scenario"]], row["values"], reason=row["reason"]
        )


def _option(people: People, choice: Comparison, needs: dict[str, Requirement], row: dict[str, Any]) -> Option:
    answers = {needs[key].pk: how for key, how in row.get("answers", {}).items()}
    facts = {name: row[name] for name in ("as_it_is", "measures", "cost_once", "cost_yearly") if name in row}
    return actions.add_option(
        people.who("planner"), choice, name=row["name"], description=row["description"], answers=answers, **facts
    )


def _decide(people: People, choice: Comparison, options: dict[str, Option], told: dict[str, Any]) -> Decision:
    today = timezone.localdate()
    return actions.decide(
        people.coordinator, choice, options[told["option"]], reasons=told["reasons"],
        dissents=[actions.Dissenting(row["organisation"], row["words"]) for row in told["dissents"]],
        conditions=[
            actions.Tied(row["text"], row["owner"], today + timedelta(days=row["due_in_days"])) for row in told["conditions"]
        ],
        decided_by=told["decided_by"], decided=today, review=today + timedelta(days=told["review_in_days"]),
    )  # fmt: skip


def agree(people: People, place: Place, decision: Decision, rows: list[dict[str, Any]]) -> None:
    """Who will have done what by when; some of it is begun or done already."""
    lead, today = people.coordinator, timezone.localdate()
    for row in rows:
        made = agree_action(
            lead, place, title=row["title"], owner=row["owner"], due=today + timedelta(days=row["due_in_days"]),
            cost=row["cost"], horizon=row["horizon"], organisation=people.organisations[row["organisation"]],
            decision=decision,
        )  # fmt: skip
        if "done" in row:
            change_action(
                lead, made, version=made.version, state=Action.State.DONE, evidence=row["done"], evidence_on=today
            )
        elif row.get("begun"):
            change_action(lead, made, version=made.version, state=Action.State.IN_PROGRESS)
