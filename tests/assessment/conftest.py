"""A market day at the square, with a team of three who may judge."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from parvis.assessment import actions
from parvis.assessment.models import Assessment, Judgement, Scenario, Visit
from parvis.assessment.rules.judging import Given
from parvis.people.models import Account, Organisation, Role
from parvis.places.models import Place
from tests.assessment.visiting import opened, said
from tests.conftest import member


@dataclass
class Market:
    """An assessment in preparation: the lead, three experts, three scenarios."""

    of: Assessment
    lead: Account
    experts: list[Account]
    scenarios: list[Scenario]

    def to(self, *states: str) -> Assessment:
        for state in states:
            self.of = actions.move(self.lead, self.of, state)
        self.scenarios = list(self.of.scenarios.order_by("created", "id"))
        return self.of


Give = Callable[..., Judgement]


@pytest.fixture
def officer(police: Organisation) -> Account:
    """A prevention officer of the police, without any access to the city yet."""
    return member(police, Role.EXPERT, "officer@police.test")


@pytest.fixture
def market(square: Place, coordinator: Account, officer: Account, joining: Callable[..., Account]) -> Market:
    experts = [officer, joining("planner"), joining("expert")]
    of = actions.open_assessment(coordinator, square, title="Market day", condition="market")
    for expert in experts:
        actions.add_member(coordinator, of, account=expert, is_police=expert == officer)
    actions.start_with(coordinator, of, ["VEHICLE", "CROWDING", "PICKPOCKETING"])
    return Market(of, coordinator, experts, list(of.scenarios.order_by("created", "id")))


@pytest.fixture
def give() -> Give:
    """give(account, scenario, 3, 4, people=4): one judgement, confidence 2, with a reason."""

    def judge(
        account: Account,
        scenario: Scenario,
        probability: int,
        vulnerability: int,
        *,
        version: int = 0,
        confidence: int = 2,
        revision: str = "",
        **more: int,
    ) -> Judgement:
        given = Given(
            {"probability": probability, "vulnerability": vulnerability},
            more or {"people": 3},
            confidence,
            "seen on site",
            {},
            revision,
        )
        fresh = Scenario.objects.select_related("assessment").get(pk=scenario.pk)
        return actions.judge(account, fresh, given, version=version)

    return judge


@pytest.fixture
def anna(joining: Callable[..., Account]) -> Account:
    return joining("expert")


@pytest.fixture
def bernd(joining: Callable[..., Account]) -> Account:
    return joining("expert", 2)


@pytest.fixture
def of(coordinator: Account, square: Place, anna: Account, bernd: Account) -> Assessment:
    """A walk round the square by two people."""
    return opened(coordinator, square, anna, bernd)


@pytest.fixture
def visit(of: Assessment, anna: Account) -> Visit:
    return actions.issue_visit(anna, of)


Walked = tuple[Assessment, Account, Account]


@pytest.fixture
def walked(of: Assessment, anna: Account, bernd: Account) -> Walked:
    """The walk as both answered it; they differ about the light."""
    for who, answers in ((anna, {"lit": "no", "repaired": "yes", "exits": "3"}), (bernd, {"lit": "yes", "exits": "1"})):
        actions.answer_here(who, of, [said(who, question, value) for question, value in answers.items()])
    return of, anna, bernd
