"""What the thread hears from the plans."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from shapely.geometry import box

from parvis.access.queries import visible_to
from parvis.places.actions import change_place, register_place
from parvis.places.models import Place
from parvis.plans import actions, checks, queries
from parvis.plans.models import Plan
from parvis.thread.queries import threads


def link(account, place):
    return checks.links(account, [place])[place.pk][0]


def steps(account, place):
    return checks.steps(account, place, threads(account, [place])[place.pk])


@pytest.fixture
def whole(plan, coordinator):
    """The plan of the pack, mended until no serious gap is left."""
    for role in queries.roles(coordinator, plan):
        actions.set_role(coordinator, plan, role, version=1, duties={None: ["Duty", "Second"]}, capacity=9)
    return plan


def test_missing_draft_in_force(whole, square, coordinator, stranger):
    assert link(coordinator, square).state == "missing"
    assert "draft" in link(coordinator, square).detail
    assert str(whole.pk) in link(coordinator, square).url
    actions.set_plan_state(coordinator, whole, "in_force")
    assert link(coordinator, square).state == "done"
    assert link(stranger, square).detail == "no plan yet", "a stranger does not hear of it"


def test_serious_gaps_contradict(plan, square, coordinator):
    actions.set_plan_state(coordinator, plan, "in_force")
    assert link(coordinator, square).state == "contradicted"
    assert steps(coordinator, square)[0].text == "Close the serious gaps of the plan"


def test_stale_when_the_place_has_changed_or_the_review_is_due(whole, square, coordinator):
    actions.set_plan_state(coordinator, whole, "in_force")
    changed = change_place(coordinator, square, version=1, layout_changed=True)
    assert (link(coordinator, changed).state, link(coordinator, changed).detail) == ("stale", "older than the place")
    whole.refresh_from_db()
    actions.change_plan(coordinator, whole, version=whole.version, review_on=date(2020, 1, 1))
    changed.refresh_from_db()
    assert link(coordinator, changed).detail == "review overdue"
    assert "again" in steps(coordinator, changed)[0].text


def test_steps_for_those_who_may(square, coordinator, joining):
    assert [step.label for step in steps(coordinator, square)] == ["Begin"]
    assert steps(joining("reader"), square) == []
    actions.agree_action(coordinator, square, title="Late", owner="Works", due=timezone.localdate() - timedelta(days=3))
    assert steps(coordinator, square)[0].text == "1 action is overdue"
    assert len(steps(joining("operator"), square)) == 1


def test_as_many_queries_for_one_place_as_for_many(plan, square, city, coordinator, django_assert_num_queries):
    pack = queries.starters()[0]
    places = [square]
    for n in range(4):
        shape = box(6 + n, 48, 6.001 + n, 48.001)
        places.append(register_place(coordinator, city, name=f"Square {n}", category="square", geometry=shape))
        made = actions.write_plan(coordinator, places[-1], title=f"Plan {n}", pack=pack)
        actions.set_plan_state(coordinator, made, "in_force")
    assert visible_to(coordinator, Place).count() == Plan.objects.count() == 5
    with django_assert_num_queries(15):
        checks.links(coordinator, [square])
    with django_assert_num_queries(15):
        checks.links(coordinator, places)
