"""A square of which much is written down, every field in words of its own, so that a test sees where each turns up."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from shapely.geometry import LineString, Point, box
from tests.conftest import member

from parvis.assessment import actions
from parvis.assessment.models import Assessment, ExistingMeasure, Vulnerability
from parvis.assessment.rules.judging import Given
from parvis.people.models import Account, Role
from parvis.places import actions as places
from parvis.places.models import Place
from parvis.plans.actions import agree_action
from parvis.plans.models import Action
from parvis.solutions import actions as solving
from parvis.solutions import queries as solutions
from parvis.solutions.models import Comparison, Requirement

ROLE = "Bread has been sold here since the fourteenth century."
PURPOSE = "The council asked for a second look before the new season."
GOOD, TIED, OTHER = "Row of plane trees", "Low wall of the chapel", "Steps down to the river"
FIRST, SECOND = "Paint the new plan on the ground", "Plant four more trees"
CHOSEN = "Wardens on market days"
CLOSED = (
    "A grey van turns in from the quay at noon.",
    "The barrier is assumed to be closed by seven.",
    "Nobody stands at the corner after twelve.",
    "Vans reach the stalls from the quay",
    "A heavier gate with a second key would help.",
    "No vehicle comes nearer than four metres",
    "The gate has been broken since Easter.",
    "Rusted gate at the quay corner",
    "The guard said the alarm never rang.",
    "Everyone here knows about the broken lock.",
    "Quay corner zone",
    "Zinovia Testeur",
    "Market office, gate two",
)


@dataclass
class Told:
    """The rows whose markings a test changes."""

    lead: Account
    place: Place
    of: Assessment
    measures: dict[str, ExistingMeasure]
    weakness: Vulnerability
    need: Requirement
    comparison: Comparison
    actions: dict[str, Action] = field(default_factory=dict)

    def rows(self) -> dict[str, Any]:
        own = {"place": self.place, "of": self.of, "weakness": self.weakness, "need": self.need}
        return own | {"comparison": self.comparison} | self.measures | self.actions

    def mark(self, **markings: int) -> None:
        """Set markings by name; the others stay."""
        for name, row in self.rows().items():
            if name in markings:
                type(row).objects.filter(pk=row.pk).update(marking=markings[name])
        self.of = Assessment.objects.get(pk=self.of.pk)

    def mark_all(self, marking: int) -> None:
        self.mark(**dict.fromkeys(self.rows(), marking))


@pytest.fixture
def told(square, coordinator, police) -> Told:
    expert = member(police, Role.EXPERT, "zinovia@police.test")
    Account.objects.filter(pk=expert.pk).update(name="Zinovia Testeur")
    expert = Account.objects.get(pk=expert.pk)
    place = places.change_place(coordinator, square, version=1, civic_role=ROLE, custodian="Market office, gate two")
    zone = places.draw_zone(
        coordinator, place, kind="access_point", name="Quay corner zone", geometry=box(5, 48, 5.001, 48.0005)
    )
    of = actions.open_assessment(coordinator, place, title="Market day", condition="market", mandate_why=PURPOSE)
    actions.add_member(coordinator, of, account=expert, is_police=True)
    measures = _measures(coordinator, place, zone)
    story = actions.write_scenario(
        coordinator, of, threat="VEHICLE", title="Noon at the market stalls", narrative=CLOSED[0], assumes=CLOSED[1],
        zone=zone, sketch=LineString([(5, 48), (5.001, 48)]),
    )  # fmt: skip
    of = actions.move(coordinator, of, "judging")
    actions.judge(expert, story, Given({"probability": 3, "vulnerability": 4}, {"people": 3}, 2, CLOSED[2]))
    of = actions.move(coordinator, of, "discussing")
    workshop = actions.plan_workshop(
        coordinator, of, title="Round the table", starts=timezone.now(), where="Town hall", agenda="half_day"
    )
    actions.write_note(coordinator, workshop, text=CLOSED[9])
    of = actions.move(coordinator, of, "closed")
    weakness = actions.write_vulnerability(
        coordinator, place, scenario=story, title=CLOSED[3], description=CLOSED[4], measures=[measures["tied"]]
    )
    need = solving.write_requirement(coordinator, weakness, text=CLOSED[5])
    found = Told(coordinator, place, of, measures, weakness, need, _decided(coordinator, place, need))
    decision = solutions.latest_decision(coordinator, place)
    due = timezone.localdate() + timedelta(days=90)
    found.actions = {
        "first": agree_action(coordinator, place, title=FIRST, owner="Roads", due=due, decision=decision),
        "second": agree_action(coordinator, place, title=SECOND, owner="Parks", due=due),
    }
    return found


def _measures(lead: Account, place: Place, zone: Any) -> dict[str, ExistingMeasure]:
    def note(name: str, **more: Any) -> ExistingMeasure:
        facts: dict[str, Any] = {"origin": "natural", "state": "good", "owner": "Parks"} | more
        return actions.note_measure(lead, place, name=name, **facts)

    note(CLOSED[7], state="failing", zone=zone, note=CLOSED[6], geometry=Point(5, 48))
    note("A guard in plain clothes", origin="emplaced", note=CLOSED[8])
    return {"good": note(GOOD), "tied": note(TIED), "other": note(OTHER)}


def _decided(lead: Account, place: Place, need: Requirement) -> Comparison:
    made = solving.open_comparison(lead, place, title="What to do", requirements=[need])
    solving.add_option(lead, made, name="As it is", as_it_is=True)
    solving.add_option(lead, made, name=CHOSEN, measures=["stewards"], answers={need.pk: "present"})
    made = solving.start_scoring(lead, made)
    solving.declare_interest(lead, made, concerns=False)
    codes = [criterion.code for criterion in solutions.criteria_of(made).criteria]
    for value, option in enumerate(made.options.order_by("created", "pk"), start=2):
        solving.score_option(lead, option, dict.fromkeys(codes, solving.Opinion(value)))
    made = solving.end_scoring(lead, made)
    today = timezone.localdate()
    solving.decide(
        lead, made, made.options.get(name=CHOSEN), reasons="It keeps the square open.", decided_by="Municipal council",
        decided=today, review=today + timedelta(days=365),
    )  # fmt: skip
    return Comparison.objects.get(pk=made.pk)
