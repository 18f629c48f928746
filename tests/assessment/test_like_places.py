"""Beside like places: what the reader may not see never counts, and fewer than three others say nothing."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given as examples
from hypothesis import strategies as st
from shapely.geometry import box

from parvis.access.models import Marking
from parvis.assessment import actions
from parvis.assessment.models import Assessment
from parvis.assessment.queries.like_places import beside
from parvis.assessment.rules.beside import ENOUGH, standing
from parvis.assessment.rules.judging import Given
from parvis.people.models import Role
from parvis.places.actions import register_place, set_occupancy
from parvis.places.models import Place
from tests.conftest import member


def test_two_others_say_nothing_and_three_do():
    assert standing(2, [1, 3]) is None
    found = standing(2, [1, 3, 5])
    assert (found.others, found.low, found.middle, found.high) == (3, 1, 3, 5)
    assert (found.fewer, found.equal, found.more) == (1, 0, 2)


def test_only_those_that_have_the_figure_are_counted():
    assert standing(2, [1, None, 3, None]) is None
    assert standing(2, [1, None, 3, 2]).others == 3
    assert standing(None, [1, 2, 3]).fewer == 0


@examples(st.integers(0, 9), st.lists(st.integers(0, 9), min_size=ENOUGH, max_size=12))
def test_every_other_place_stands_on_one_side(own, others):
    found = standing(own, others)
    assert found.fewer + found.equal + found.more == len(others)
    assert found.low <= found.middle <= found.high
    assert standing(own, sorted(others)) == found


def assessed(lead, place, number: int) -> Assessment:
    """A place with a number of people, one scenario judged, and one expectation met."""
    set_occupancy(lead, place, condition="market", people=900, estimated_by="counted")
    of = actions.open_assessment(
        lead, place, title=f"Market {number}", condition="market", police_absence="They judge the whole quarter."
    )
    story = actions.write_scenario(lead, of, threat="VEHICLE")
    of = actions.move(lead, of, "judging")
    level = number % 4 + 2
    actions.judge(lead, story, Given({"probability": level, "vulnerability": level}, {"people": level}, 2, "seen"))
    of = actions.move(lead, of, "discussing")
    actions.say_expectation(lead, of, number=1, state="met", known_by="seen")
    return actions.move(lead, of, "closed")


@pytest.fixture
def here(square, coordinator) -> Assessment:
    return assessed(coordinator, square, 1)


@pytest.fixture
def another(city, coordinator):
    """another(): one more assessed square of the city."""
    made: list[Assessment] = []

    def make(**more) -> Assessment:
        number = len(made) + 2
        place = register_place(
            coordinator, city, name=f"Square {number}", category="square",
            geometry=box(number, 1, number + 0.001, 1.001), **more,
        )  # fmt: skip
        made.append(assessed(coordinator, place, number))
        return made[-1]

    return make


def page(client, of) -> str:
    return str(client.get(f"/assessments/{of.pk}/like-places/").content.decode())


def test_with_two_like_places_there_is_a_sentence_and_with_three_a_table(here, another, coordinator, enter):
    client = enter(coordinator)
    another(), another()
    shown = page(client, here)
    assert "Fewer than three other like places" in shown
    assert "Square 2" not in shown
    third = another()
    shown = page(client, here)
    assert "Scenarios in the gravest bands" in shown
    assert f"/assessments/{third.pk}/result/" in shown
    assert "no ranking of places by danger" in shown
    figures = {row.code: row for row in beside(coordinator, here).figures if row.code != "section"}
    assert figures["expected"].own == pytest.approx(1 / 3)
    assert figures["weak"].beside.others == 3


def test_a_hidden_place_neither_makes_up_the_three_nor_changes_a_figure(here, another, police, joining, coordinator):
    """Whatever a hidden place holds, this reader gets the same answer: no difference leads back to it."""
    reader = joining("reader")
    another(), another()
    hidden = another()
    Place.objects.filter(pk=hidden.place_id).update(owner=police)
    assert beside(reader, here).figures == []
    another()
    before = beside(reader, here)
    assert len(before.others) == 3
    actions.write_vulnerability(
        member(police, Role.COORDINATOR, "lead@police.test"),
        Place.objects.get(pk=hidden.place_id),
        title="Hidden weakness",
        scenario=None,
    )
    Assessment.objects.filter(pk=hidden.pk).delete()
    assert beside(reader, here) == before


def test_another_kind_tier_method_or_a_blind_one_is_no_like_place(here, another, coordinator):
    rows = [another() for _number in range(6)]
    Place.objects.filter(pk=rows[0].place_id).update(category="park")
    Assessment.objects.filter(pk=rows[1].pk).update(method_version="1.1")
    Assessment.objects.filter(pk=rows[2].pk).update(state="judging")
    Assessment.objects.filter(pk=rows[3].pk).update(tier="standard", tier_reason="few people")
    Assessment.objects.filter(pk=rows[4].pk).update(marking=Marking.RED)
    assert [row.pk for row in beside(coordinator, here).others] == [rows[5].pk]


def test_a_place_counts_once_with_its_newest_assessment(here, another, coordinator):
    rows = [another() for _number in range(3)]
    newer = assessed(coordinator, rows[0].place, 7)
    found = beside(coordinator, here)
    assert len(found.others) == 3
    assert newer.pk in {row.pk for row in found.others}


def test_a_stranger_sees_nothing_and_more_places_cost_no_more_queries(here, another, coordinator, stranger, enter):
    assert enter(stranger).get(f"/assessments/{here.pk}/like-places/").status_code == 404
    for _number in range(3):
        another()
    client = enter(coordinator)

    def count() -> int:
        page(client, here)
        with CaptureQueriesContext(connection) as found:
            page(client, here)
        return len(found)

    few = count()
    for _number in range(4):
        another()
    assert count() == few
