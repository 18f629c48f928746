"""A square with a weakness, a need, and a comparison that experts can score."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from parvis.assessment import actions as assessment
from parvis.assessment.models import Vulnerability
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.solutions import actions, queries
from parvis.solutions.actions import Opinion
from parvis.solutions.models import Comparison, Decision, Option, Requirement

Score = Callable[..., None]


@pytest.fixture
def weakness(square: Place, coordinator: Account) -> Vulnerability:
    opened = assessment.open_assessment(coordinator, square, title="Market days", condition="market")
    scenario = assessment.write_scenario(
        coordinator, opened, threat="VEHICLE", title="A vehicle among the stalls", phase="execution"
    )
    return assessment.write_vulnerability(coordinator, square, title="The south lane is open", scenario=scenario)


@pytest.fixture
def need(weakness: Vulnerability, coordinator: Account) -> Requirement:
    return actions.write_requirement(
        coordinator, weakness, text="No vehicle faster than walking pace", threshold="6 km/h"
    )


@pytest.fixture
def draft(square: Place, coordinator: Account, need: Requirement) -> Comparison:
    """A comparison with three options: as it is, a human answer, a technical one."""
    made = actions.open_comparison(coordinator, square, title="The south lane", requirements=[need])
    actions.add_option(coordinator, made, name="As it is", as_it_is=True)
    actions.add_option(coordinator, made, name="Wardens", measures=["stewards"], answers={need.pk: "present"})
    actions.add_option(
        coordinator,
        made,
        name="Barriers",
        measures=["flexible-or-permanent-barriers"],
        answers={need.pk: "tested class"},
    )
    return made


def named(comparison: Comparison, name: str) -> Option:
    return comparison.options.get(name=name)


def declare(account: Account, comparison: Comparison) -> None:
    """No interest, once."""
    if not comparison.interests.filter(account=account).exists():
        actions.declare_interest(account, comparison, concerns=False)


@pytest.fixture
def score() -> Score:
    """score(account, comparison, {"Wardens": 3}, rescue_access={"Barriers": 1}): all criteria alike, but for exceptions."""

    def give(account: Account, comparison: Comparison, values: dict[str, int], **but: dict[str, int]) -> None:
        declare(account, comparison)
        codes = [c.code for c in queries.criteria_of(comparison).criteria]
        for name, value in values.items():
            given = {code: Opinion(but.get(code, {}).get(name, value), "seen on site") for code in codes}
            actions.score_option(account, named(comparison, name), given)

    return give


@pytest.fixture
def scored(draft: Comparison, coordinator: Account, joining: Callable[..., Account], score: Score) -> Comparison:
    """Two experts: the wardens come first by a little, the barriers follow, leaving it as it is comes last."""
    actions.start_scoring(coordinator, draft)
    score(
        joining("expert", 1), draft, {"As it is": 2, "Wardens": 3, "Barriers": 2}, effect={"Barriers": 4, "As it is": 0}
    )
    score(
        joining("expert", 2), draft, {"As it is": 2, "Wardens": 3, "Barriers": 3}, effect={"Barriers": 4, "As it is": 0}
    )
    return actions.end_scoring(coordinator, draft)


@pytest.fixture
def decide(coordinator: Account) -> Callable[..., Decision]:
    """decide(comparison, "Wardens"): with usable facts, each of which can be replaced."""

    def make(comparison: Comparison, name: str, **more: Any) -> Decision:
        today = timezone.localdate()
        facts: dict[str, Any] = {
            "reasons": "It answers the need and keeps the square open to all.", "decided_by": "Municipal council",
            "decided": today, "review": today + timedelta(days=365),
        }  # fmt: skip
        return actions.decide(coordinator, comparison, named(comparison, name), **(facts | more))

    return make
