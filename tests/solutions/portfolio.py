"""Two places, three comparisons, five options with numbers: what the tests of a study are made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from shapely.geometry import box

from parvis.assessment import actions as assessment
from parvis.assessment.models import Scenario
from parvis.assessment.rules.judging import Given
from parvis.people.models import Account, Organisation
from parvis.places.actions import register_place
from parvis.places.models import Place
from parvis.solutions import actions
from parvis.solutions.models import Option, PortfolioStudy

HIGH = {"probability": 4, "vulnerability": 5, "consequence": 4}
MIDDLE = {"probability": 3, "vulnerability": 3, "consequence": 3}
LOW = {"probability": 1, "vulnerability": 1, "consequence": 1}
COSTS: dict[str, float] = {
    "purchase": 0, "installation": 0, "training": 0, "operation": 0, "maintenance": 0, "staff_hours": 0,
    "hour_cost": 0, "end_of_life": 0, "residual_value": 0, "years": 10,
}  # fmt: skip


@dataclass
class Town:
    """Options by name, risks by place and title."""

    city: Organisation
    planner: Account
    places: dict[str, Place]
    risks: dict[str, list[Scenario]]
    options: dict[str, Option]

    def of(self, *names: str) -> list[Option]:
        return [self.options[name] for name in names]

    def ids(self, *names: str) -> list[str]:
        return [str(self.options[name].pk) for name in names]

    def names(self, ids: Iterable[str]) -> set[str]:
        return {name for name, option in self.options.items() if str(option.pk) in set(ids)}


def assessed(coordinator: Account, other: Account, place: Place) -> list[Scenario]:
    """Two scenarios that two people judged alike, opened for discussion."""
    of = assessment.open_assessment(coordinator, place, title=f"Market days, {place.name}", condition="market")
    stories = [
        assessment.write_scenario(coordinator, of, threat=threat, title=f"{threat} at {place.name}", phase="execution")
        for threat in ("VEHICLE", "SHARP")
    ]
    assessment.add_member(coordinator, of, account=other, is_police=True)
    of = assessment.move(coordinator, of, "judging")
    for account in (coordinator, other):
        for story in stories:
            fresh = Scenario.objects.select_related("assessment").get(pk=story.pk)
            factors = {name: HIGH[name] for name in ("probability", "vulnerability")}
            assessment.judge(account, fresh, Given(factors, {"people": HIGH["consequence"]}, 2, "seen on site"))
    assessment.move(coordinator, of, "discussing")
    return list(Scenario.objects.select_related("assessment__place").filter(assessment=of).order_by("created", "pk"))


def numbered(author: Account, option: Option, price: int, left: dict[Scenario, dict[str, int]]) -> Option:
    """The option with all its costs, and what is left of these risks."""
    actions.state_costs(author, option, COSTS | {"purchase": price})
    for story, values in left.items():
        actions.state_risk(author, option, story, values, reason="tried")
    return option


def build(city: Organisation, coordinator: Account, joining: Callable[..., Account], square: Place) -> Town:
    planner, other = joining("planner"), joining("expert", 7)
    quay = register_place(coordinator, city, name="Quay", category="square", geometry=box(5.1, 48.0, 5.102, 48.001))
    places = {"square": square, "quay": quay}
    risks = {name: assessed(coordinator, other, place) for name, place in places.items()}
    rows: list[tuple[str, str, list[tuple[str, str, int, dict[int, Any]]]]] = [
        ("square", "East edge", [("Stewards", "stewards", 20_000, {0: MIDDLE}), ("Seats", "urban-layout", 90_000, {0: LOW})]),
        ("square", "Ways out", [("Second way out", "second-way-out", 15_000, {1: MIDDLE})]),
        ("quay", "Quay edge", [("Greening", "greening", 40_000, {0: LOW}), ("Windows", "delivery-windows", 5_000, {0: MIDDLE, 1: MIDDLE})]),
    ]  # fmt: skip
    options = {}
    for where, title, offers in rows:
        choice = actions.open_comparison(planner, places[where], title=title, requirements=[])
        for name, measure, price, left in offers:
            made = actions.add_option(planner, choice, name=name, measures=[measure])
            told = {risks[where][at]: values for at, values in left.items()}
            options[name] = numbered(planner, made, price, told)
    return Town(city, planner, places, risks, options)


def asked(town: Town, *names: str, **more: Any) -> PortfolioStudy:
    facts: dict[str, Any] = {"title": "What to do next year", "budget": 100_000, "years": 10} | more
    return actions.open_portfolio(town.planner, town.city, options=town.of(*(names or town.options)), **facts)
