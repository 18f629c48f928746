"""What an exercise tried closes the rules of practice of its plan; what it found wanting opens one."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from parvis.access.actions import grant
from parvis.access.models import Marking
from parvis.exercises import actions, queries
from parvis.exercises.models import Exercise
from parvis.plans import actions as writing
from parvis.plans import queries as plans
from parvis.plans.actions import checking
from parvis.plans.models import CheckRun, Practice


@pytest.fixture
def partners(plan, coordinator):
    """Every role of the plan has an organisation and a holder who is one for all duty periods."""
    for role in plans.roles(coordinator, plan):
        writing.set_role(
            coordinator, plan, role, version=role.version, organisation=f"House of {role.name}",
            duties={None: [f"Holder of {role.name}", f"Deputy of {role.name}"]},
        )  # fmt: skip
    plan.refresh_from_db()
    return {role.name: role for role in plans.roles(coordinator, plan)}


def found(account, plan) -> dict[str, set[str]]:
    """By rule of practice the subjects of which it speaks, as the page of the plan and the API read them."""
    reading = plans.read(plans.whole(account, plan))
    said: dict[str, set[str]] = {}
    for finding in reading.findings:
        if finding.rule.startswith("O"):
            said.setdefault(finding.rule, set()).add(reading.names.get(finding.subject, finding.subject))
    return said


def test_a_plan_that_nobody_ever_played_hears_of_each_of_its_parts(partners, plan, coordinator, enter):
    said = found(coordinator, plan)
    tasks = plans.tasks(coordinator, plan)
    assert said["O01"] == {f"House of {name}" for name in partners}
    assert len(said["O02"]) == tasks.count()
    assert len(said["O03"]) == 2 * len(partners)
    assert "O04" not in said
    checking.carry_out(CheckRun.objects.get(plan=plan, state="queued").pk, runs=200)
    page = enter(coordinator).get(f"/plans/{plan.pk}/check/").content.decode()
    assert f"House of {next(iter(partners))} took part in no exercise of the last twelve months." in page
    assert "No exercise has ever played" in page
    assert 'id="O03"' in page


def test_an_exercise_closes_what_it_tried_and_says_which_it_was(
    partners, plan, coordinator, joining, running, tasks, first, enter
):
    player, one = joining("operator"), next(iter(tasks.values()))
    actions.invite(coordinator, running, player, "player", one.responsible)
    actions.stamp(first, running, one, "done", at_s=60.0, role=one.responsible)
    assert one.code in {name.split()[0] for name in found(coordinator, plan)["O02"]}, "only what was played to its end"
    CheckRun.objects.filter(plan=plan).delete()
    actions.set_state(coordinator, running, "finished")
    said, home = found(coordinator, plan), f"House of {one.responsible.name}"
    assert one.code not in {name.split()[0] for name in said["O02"]}
    assert home not in said["O01"]
    assert len(said["O01"]) == len(partners) - 1
    assert CheckRun.objects.filter(plan=plan, state="queued").exists(), "the plan is checked again"
    # A year later the organisation is heard of again, with the day and the exercise.
    Practice.objects.filter(plan=plan).update(on=timezone.localdate() - timedelta(days=400))
    assert home in found(coordinator, plan)["O01"]
    checking.carry_out(CheckRun.objects.get(plan=plan, state="queued").pk, runs=200)
    page = enter(coordinator).get(f"/plans/{plan.pk}/check/").content.decode()
    assert f"{home} took part in no exercise since" in page
    assert f'<a href="/exercises/{running.pk}/">Market morning</a>' in page
    rows = enter(coordinator).get(f"/api/v1/plans/{plan.pk}").json()["findings"]
    assert {row["exercise"] for row in rows if row["rule"] == "O01"} == {str(running.pk), None}


def test_whoever_may_not_see_the_exercise_reads_the_day_and_not_its_title(
    partners, plan, coordinator, joining, running, tasks, first, enter, stranger
):
    one = next(iter(tasks.values()))
    actions.stamp(first, running, one, "done", at_s=60.0, role=one.responsible)
    actions.set_state(coordinator, running, "finished")
    Practice.objects.filter(plan=plan).update(on=timezone.localdate() - timedelta(days=400))
    checking.carry_out(CheckRun.objects.get(plan=plan, state="queued").pk, runs=200)
    Exercise.objects.filter(pk=running.pk).update(marking=Marking.RED)
    grant(
        coordinator, plan.place, account=stranger, role="reader", purpose="Reads the plan",
        until=timezone.now() + timedelta(days=3),
    )  # fmt: skip
    page = enter(stranger).get(f"/plans/{plan.pk}/check/")
    assert page.status_code in {200, 404}
    assert "Market morning" not in page.content.decode()
    assert not queries.last_tried(stranger, plan)


def test_answering_the_contact_check_verifies_the_only_holder(partners, plan, coordinator, exercise, joining, tasks):
    player, role = joining("operator"), next(iter(tasks.values())).responsible
    person = actions.invite(coordinator, exercise, player, "player", role)
    draft = actions.set_state(coordinator, exercise, "draft")
    actions.ask_contact(coordinator, draft, due=timezone.now() + timedelta(hours=1))
    before = found(coordinator, plan)["O03"]
    assert f"Holder of {role.name}" in before
    actions.answer_contact(player, person)
    assert before - found(coordinator, plan)["O03"] == {f"Holder of {role.name}"}
    actions.ask_contact(coordinator, draft, due=timezone.now() + timedelta(hours=1))
    Practice.objects.all().delete()
    writing.set_role(
        coordinator, plan, partners[role.name], version=partners[role.name].version,
        duties={writing.set_part(coordinator, plan, plans.Period, name="Night"): ["Night holder"], None: ["Day holder"]},
    )  # fmt: skip
    person.refresh_from_db()
    actions.answer_contact(player, person)
    assert not Practice.objects.exists(), "with two holders nobody knows which of them answered"


def test_a_flaw_speaks_until_a_later_exercise_tried_it(partners, plan, coordinator, saw, called, tasks, first):
    code = next(iter(tasks))
    saw(first, code, done=60.0)
    actions.set_state(coordinator, called, "finished")
    lesson = actions.draw_lesson(coordinator, called, text="Two waited for each other.", task=tasks[code])
    assert {name.split()[0] for name in found(coordinator, plan)["O04"]} == {code}
    serious = plans.read(plans.wholes(coordinator, [plan])[plan.pk]).severe
    assert plans.read(plans.whole(coordinator, plan)).severe == serious, (
        "no gap of the plan: the lessons of the thread say it"
    )
    Practice.objects.filter(kind="flaw").update(on=timezone.localdate() - timedelta(days=9))
    assert "O04" not in found(coordinator, plan), "it was played after"
    assert lesson.exercise_id == called.pk


def test_exercises_that_were_played_before_are_told_by_the_migration(
    partners, plan, coordinator, saw, called, tasks, first
):
    code = next(iter(tasks))
    saw(first, code, done=60.0)
    actions.set_state(coordinator, called, "finished")
    actions.draw_lesson(coordinator, called, text="Two waited for each other.", task=tasks[code])
    fields = ("plan", "exercise", "kind", "subject", "on")
    told = set(Practice.objects.values_list(*fields))
    assert told
    Practice.objects.all().delete()
    import_module("parvis.exercises.migrations.0008_told").tell(apps, None)
    assert set(Practice.objects.values_list(*fields)) == told
