"""What the thread is told: done, stale, contradicted, missing; and the next step for each role."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from shapely.geometry import box

from parvis.assessment import actions as assessment
from parvis.places.actions import register_place
from parvis.solutions import actions, checks
from parvis.solutions.models import Decision
from parvis.thread.queries import threads


def link(account, place, key):
    return next(one for one in checks.links(account, [place])[place.pk] if one.key == key)


def states(account, place):
    return {one.key: one.state for one in checks.links(account, [place])[place.pk]}


def steps(account, place):
    return checks.steps(account, place, threads(account, [place])[place.pk])


def test_a_bare_place_misses_all_three(square, coordinator):
    assert states(coordinator, square) == {"needs": "missing", "options": "missing", "decision": "missing"}


def test_the_thread_grows_with_the_choice(square, coordinator, draft, decide, joining, score):
    assert states(coordinator, square) == {"needs": "done", "options": "done", "decision": "missing"}
    assert link(coordinator, square, "needs").detail == "1 must, 0 should"
    assert link(coordinator, square, "options").detail == "3 options compared"
    actions.start_scoring(coordinator, draft)
    score(joining("expert"), draft, {"As it is": 1, "Wardens": 3, "Barriers": 2})
    actions.end_scoring(coordinator, draft)
    decide(draft, "Wardens", dissents=[actions.Dissenting("Trade association", "One sees it otherwise.")])
    found = link(coordinator, square, "decision")
    assert found.state == "done"
    assert found.detail.startswith("Wardens, ")
    assert found.detail.endswith("with a dissent")


def test_options_are_stale_when_they_rest_on_rows_checked_long_ago(square, coordinator, draft, monkeypatch):
    assert link(coordinator, square, "options").state == "done"
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2030, 1, 1))
    found = link(coordinator, square, "options")
    assert found.state == "stale"
    assert found.detail == "3 options compared, 2 measures checked long ago"


def test_a_need_is_stale_when_its_weakness_changed_after_it(square, coordinator, weakness, need):
    assert states(coordinator, square)["needs"] == "done"
    changed = assessment.change_vulnerability(coordinator, weakness, version=1, title="Both lanes are open")
    assert states(coordinator, square)["needs"] == "stale"
    actions.change_requirement(coordinator, need, version=1, text="No vehicle from either lane")
    assert states(coordinator, square)["needs"] == "done"
    assessment.change_vulnerability(coordinator, changed, version=2, state="answered")
    assert states(coordinator, square)["needs"] == "done"


def test_a_decision_that_leaves_a_must_unanswered_is_contradicted(square, coordinator, scored, decide):
    decide(scored, "As it is", reasons="The council wants to wait for the new traffic plan.")
    assert states(coordinator, square)["decision"] == "contradicted"


def test_a_decision_is_stale_after_its_review_or_a_new_must(square, coordinator, weakness, scored, decide):
    made = decide(scored, "Wardens")
    assert states(coordinator, square)["decision"] == "done"
    actions.write_requirement(coordinator, weakness, text="Nice to have", priority="should")
    assert states(coordinator, square)["decision"] == "done"
    actions.write_requirement(coordinator, weakness, text="New must")
    assert states(coordinator, square)["decision"] == "stale"
    Decision.objects.filter(pk=made.pk).update(review=timezone.localdate() - timedelta(days=1))
    assert any("Look again" in step.text for step in steps(coordinator, square))


def test_strangers_are_told_nothing(square, stranger, scored, decide):
    decide(scored, "Wardens")
    assert states(stranger, square) == {"needs": "missing", "options": "missing", "decision": "missing"}
    assert steps(stranger, square) == []


def test_the_next_step_follows_the_role(square, coordinator, weakness, joining, score):
    expert, reader = joining("expert"), joining("reader")

    def first(account):
        found = sorted(steps(account, square), key=lambda step: step.rank)
        return found[0].label if found else ""

    assert (first(coordinator), first(expert)) == ("Write a requirement", "")
    need = actions.write_requirement(coordinator, weakness, text="No vehicle")
    assert first(coordinator) == "Compare"
    made = actions.open_comparison(coordinator, square, title="Lane", requirements=[need])
    assert first(coordinator) == "Prepare"
    for name in ("One", "Two"):
        actions.add_option(coordinator, made, name=name, answers={need.pk: ""})
    actions.start_scoring(coordinator, made)
    assert (first(coordinator), first(expert), first(reader)) == ("Score", "Score", "")
    score(expert, made, {"One": 2, "Two": 3})
    assert first(expert) == ""
    score(coordinator, made, {"One": 2, "Two": 3})
    assert first(coordinator) == "Open"
    actions.end_scoring(coordinator, made)
    assert first(coordinator) == "See the ranking"


@pytest.fixture
def many(city, coordinator):
    """thirty places, each with a need, a comparison and a weakness"""

    def make(count):
        places = []
        for n in range(count):
            place = register_place(
                coordinator, city, name=f"Square {n}", category="square", geometry=box(n, 1, n + 0.001, 1.001)
            )
            weak = assessment.write_vulnerability(coordinator, place, title=f"Weak {n}")
            need = actions.write_requirement(coordinator, weak, text="x")
            actions.open_comparison(coordinator, place, title="x", requirements=[need])
            places.append(place)
        return places

    return make


def test_the_links_of_thirty_places_cost_no_more_than_those_of_three(many, coordinator, django_assert_num_queries):
    places = many(30)
    coordinator.__dict__.pop("_reach", None)
    checks.links(coordinator, places[:1])  # the reach is known from here on
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as few:
        checks.links(coordinator, places[:3])
    with django_assert_num_queries(len(few)):
        assert len(checks.links(coordinator, places)) == 30


def test_the_page_of_a_place_costs_the_same_with_three_needs_as_with_thirty(
    square, coordinator, weakness, enter, django_assert_num_queries
):
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    browser, address = enter(coordinator), f"/solutions/place/{square.pk}/"
    for n in range(3):
        need = actions.write_requirement(coordinator, weakness, text=f"Need {n}")
        actions.open_comparison(coordinator, square, title=f"C {n}", requirements=[need])
    browser.get(address)
    with CaptureQueriesContext(connection) as few:
        browser.get(address)
    for n in range(27):
        need = actions.write_requirement(coordinator, weakness, text=f"More {n}")
        actions.open_comparison(coordinator, square, title=f"D {n}", requirements=[need])
    with django_assert_num_queries(len(few)):
        browser.get(address)
