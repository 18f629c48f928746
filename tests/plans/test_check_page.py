"""The page of the check: its first sentence, its pictures and tables, findings that people judge, refusals in words."""

import pytest
from tests.plans import staffed

from parvis.plans import actions, queries
from parvis.plans.actions import checking
from parvis.plans.models import CheckRun, Plan, PlanFinding


@pytest.fixture
def fair(square, coordinator) -> Plan:
    return staffed.build(coordinator, square)


def checked(plan: Plan) -> CheckRun:
    run = CheckRun.objects.get(plan=plan, state="queued")
    checking.carry_out(run.pk, runs=400)
    return run


def text_of(client, plan: Plan) -> str:
    return str(client.get(f"/plans/{plan.pk}/check/").content.decode())


def test_from_waiting_to_done_and_stale_again(fair, coordinator, enter):
    client = enter(coordinator)
    waiting = text_of(client, fair)
    assert "Waiting to begin" in waiting
    assert f"/plans/{fair.pk}/check/cancel/" in waiting
    fragment = client.get(f"/plans/{fair.pk}/check/", headers={"HX-Request": "true"})
    assert "<html" not in fragment.content.decode()
    checked(fair)
    assert client.get(f"/plans/{fair.pk}/check/", headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    done = text_of(client, fair)
    assert "The plan keeps its 2 targets, each in at least four runs out of five." in done
    assert "older than the plan" not in done
    assert "T02 (Close the street)" in done
    assert "400 runs" in done
    task = queries.tasks(coordinator, fair).get(code="T02")
    actions.set_task(coordinator, fair, task, version=task.version, target_s=200)
    stale = text_of(client, fair)
    assert "it was found in edition 6, the plan is at edition 7" in stale
    plan_page = client.get(f"/plans/{fair.pk}/").content.decode()
    assert "A check of this edition is under way." in plan_page
    checked(fair)
    missed = text_of(client, fair)
    assert "The plan misses 1 of its 2 targets in more than one run out of five: T02 (Close the street)." in missed
    assert "target in danger" in missed
    assert "2 alone can each stop it" in missed
    assert "leader of the shift" in missed


def test_what_would_help_is_said_with_its_numbers(fair, coordinator, enter):
    result = CheckRun.objects.get(pk=checked(fair).pk).result
    page = text_of(enter(coordinator), fair)
    push = next(row for row in result["what_if"] if row["change"] == "what_push" and row["milestone"] == "T02")
    assert push["p80"][0] - push["p80"][1] > 20, "the call takes a minute"
    before, after = (f"{round(t) // 60:02d}:{round(t) % 60:02d}" for t in push["p80"])
    page = text_of(enter(coordinator), fair)
    assert f"{before} → {after}" in page
    assert "What would help most: “The word goes out by itself" in page
    assert "A deputy for Team leader" in page


def test_stopping_and_asking_by_button(fair, coordinator, enter):
    client = enter(coordinator)
    client.post(f"/plans/{fair.pk}/check/cancel/")
    assert "The check was stopped." in text_of(client, fair)
    assert "Check the plan now" in text_of(client, fair)
    client.post(f"/plans/{fair.pk}/check/ask/")
    assert CheckRun.objects.filter(state="queued", by=coordinator).count() == 1
    again = client.post(f"/plans/{fair.pk}/check/ask/", follow=True).content.decode()
    assert "being checked already" in again


def test_a_finding_is_accepted_with_a_reason_and_taken_up_again(fair, coordinator, joining, enter):
    checked(fair)
    client, kept = enter(coordinator), PlanFinding.objects.get(rule="C02")
    address = f"/plans/findings/{kept.pk}/"
    refused = client.post(address, {"accept": "yes", "reason": ""}, follow=True).content.decode()
    assert "Say why this risk is accepted" in refused
    assert client.post(address, {"accept": "yes", "reason": "The radio comes in spring."}).url.endswith("#C02")
    page = text_of(client, fair)
    assert "accepted risk" in page
    assert "The radio comes in spring." in page
    reader = enter(joining("reader"))
    assert reader.post(address, {"accept": "no"}).status_code == 403
    assert "Take up again" not in text_of(reader, fair)
    client.post(address, {"accept": "no"})
    kept.refresh_from_db()
    assert kept.state == "open"
    staffed.add_radio(coordinator, fair)
    checked(fair)
    assert "by one channel only: telephone" in text_of(client, fair), "what is fixed is still said"


def test_a_plan_without_people_is_refused_in_words(plan, coordinator, enter):
    checked(plan)
    page = text_of(enter(coordinator), plan)
    assert "The plan cannot be put on a clock yet" in page
    assert "Nobody holds these roles in some duty period" in page
    assert "Nobody holds the role" in page, "the rules speak all the same"
    assert "cannot be put on a clock yet" in enter(coordinator).get(f"/plans/{plan.pk}/").content.decode()


def test_an_empty_plan_is_told_to_have_a_task(empty, coordinator, stranger, enter):
    client = enter(coordinator)
    assert "has not been checked yet" in text_of(client, empty)
    actions.ask_check(coordinator, empty)
    checked(empty)
    assert "The plan has no task yet" in text_of(client, empty)
    assert enter(stranger).get(f"/plans/{empty.pk}/check/").status_code == 404


def test_the_page_takes_as_many_queries_for_many_findings_as_for_few(
    fair, plan, coordinator, enter, django_assert_max_num_queries
):
    checked(fair)
    checked(plan)
    client = enter(coordinator)
    text_of(client, fair)
    with django_assert_max_num_queries(25):
        text_of(client, fair)
    with django_assert_max_num_queries(25):
        text_of(client, plan)
