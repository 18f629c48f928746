"""From what the map calls a thing to what the register calls it; from a line to a ground; and the calendar."""

from datetime import timedelta

import pytest
from django.utils import timezone
from shapely.geometry import LineString, Point, box

from parvis.access.errors import NotVisible, Refused
from parvis.engines.terrain.rules import CATEGORIES, RULES
from parvis.places import rules
from parvis.places.actions import plan_event
from parvis.places.queries import categories, events_of


def test_every_kind_that_screening_finds_has_a_word_in_the_register(db):
    assert {rules.register_word(rule.category, rule.kind) for rule in RULES} <= categories()
    assert {rules.register_word(category, "") for category in CATEGORIES} <= categories()


@pytest.mark.parametrize(("shape", "least", "most"), [
    (LineString([(0, 60), (0.01, 60)]), 6_500, 7_000),  # 558 m long and 12 m wide
    (Point(0, 60), 1_800, 2_000),  # 25 m about
])  # fmt: skip
def test_a_line_or_point_gets_a_ground_of_metres(shape, least, most):
    assert least < rules.area_m2(rules.ground_of(shape)) < most
    assert rules.ground_of(shape).is_valid


def test_an_area_stays_as_it_is():
    area = box(0, 0, 0.001, 0.001)
    assert rules.ground_of(area) is area


def test_the_calendar_keeps_what_happens_and_refuses_what_cannot(square, coordinator, stranger):
    now = timezone.now()
    made = plan_event(coordinator, square, title=" Market ", starts=now, ends=now + timedelta(hours=5), weekly=True)
    assert made.title == "Market"
    assert list(events_of(coordinator, square.pk)) == [made]
    with pytest.raises(Refused, match="ends before it begins"):
        plan_event(coordinator, square, title="Market", starts=now, ends=now)
    with pytest.raises(NotVisible):
        plan_event(stranger, square, title="Market", starts=now, ends=now + timedelta(hours=5))
