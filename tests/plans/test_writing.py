"""Writing a plan: from the pack, task by task, in force and out of it; and what is refused."""

import pytest

from parvis.access.errors import Conflict, NotAllowed, NotVisible, Refused
from parvis.content.queries import label
from parvis.journal.models import Entry
from parvis.journal.queries import check
from parvis.plans import actions, queries
from parvis.plans.models import Plan, Task


def test_a_first_plan_takes_the_roles_and_tasks_of_the_pack(plan, coordinator):
    pack = queries.starters()[0]
    players = {role.code: label(role.label) for role in pack.roles if role.kind == "player"}
    assert {role.code: role.name for role in queries.roles(coordinator, plan)} == players
    tasks = {task.code: task for task in queries.tasks(coordinator, plan)}
    for row in pack.tasks:
        assert tasks[row.id].target_s == row.target_min * 60
        assert tasks[row.id].responsible.code == row.role
        assert {role.code for role in tasks[row.id].informed.all()} == set(row.tells)
    assert Entry.objects.filter(action="plans.plan_written", object_id=plan.pk).count() == 1
    assert check().whole


def test_strangers_see_nothing_and_readers_may_not_write(plan, square, stranger, joining):
    assert not queries.plans(stranger).exists()
    with pytest.raises(NotVisible):
        queries.plan_by_id(stranger, plan.pk)
    with pytest.raises(NotVisible):
        actions.set_plan_state(stranger, plan, "in_force")
    with pytest.raises(NotAllowed):
        actions.write_plan(joining("reader"), square, title="Another")
    assert Plan.objects.count() == 1


def test_every_change_of_a_role_or_task_makes_a_new_edition(empty, coordinator):
    role = actions.set_role(coordinator, empty, name="Duty officer")
    task = actions.set_task(coordinator, empty, text="Decide", responsible=role, target_s=60)
    assert (task.code, empty.edition) == ("T01", 3)
    actions.set_task(coordinator, empty, task, version=1, target_s=90)
    actions.drop_task(coordinator, Task.objects.get(pk=task.pk))
    empty.refresh_from_db()
    assert empty.edition == 5
    assert Task.objects.get(pk=task.pk).dropped
    assert list(queries.tasks(coordinator, empty)) == []
    again = actions.set_task(coordinator, empty, text="Decide again")
    assert again.code == "T02", "a code is never used twice: an exercise may speak of the first"


def test_nothing_waits_for_a_task_that_left(plan, coordinator):
    first, second = list(queries.tasks(coordinator, plan))[:2]
    actions.set_task(coordinator, plan, second, version=1, predecessors=[first])
    actions.drop_task(coordinator, first)
    assert list(second.predecessors.all()) == []
    with pytest.raises(Refused, match="left the plan already"):
        actions.drop_task(coordinator, first)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"text": "  "}, "what is done"),
        ({"text": "Call", "dur_min_s": 60}, "all three durations"),
        ({"text": "Call", "dur_min_s": 60, "dur_mode_s": 30, "dur_max_s": 90}, "shortest to the longest"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(empty, coordinator, facts, words):
    with pytest.raises(Refused, match=words):
        actions.set_task(coordinator, empty, **facts)
    assert not empty.tasks.exists()


def test_a_task_names_only_its_own_plan_and_not_itself(plan, empty, coordinator):
    task = queries.tasks(coordinator, plan).first()
    with pytest.raises(Refused, match="own plan"):
        actions.set_task(coordinator, empty, text="Call", responsible=task.responsible)
    with pytest.raises(Refused, match="wait for itself"):
        actions.set_task(coordinator, plan, task, version=1, predecessors=[task])
    assert queries.task(coordinator, task.pk).version == 1


def test_two_roles_of_one_name_and_stale_editors_are_refused(plan, coordinator):
    role = queries.roles(coordinator, plan).first()
    with pytest.raises(Refused, match="that name already"):
        actions.set_role(coordinator, plan, name=role.name)
    actions.set_role(coordinator, plan, role, version=1, duties={None: ["Officer of the week"]})
    with pytest.raises(Conflict):
        actions.set_role(coordinator, plan, role, version=1, duties={None: ["Somebody else"]})
    with pytest.raises(Conflict):
        actions.change_plan(coordinator, plan, version=9, title="Other")
    assert [duty.function.name for duty in queries.role(coordinator, role.pk).duties.all()] == ["Officer of the week"]


def test_a_role_that_is_removed_leaves_its_tasks_without_an_owner(plan, coordinator):
    role = queries.roles(coordinator, plan).get(code="duty_officer")
    actions.remove_role(coordinator, role)
    assert queries.tasks(coordinator, plan).filter(responsible=None).count() == 5
    rules = {finding.rule for finding in read(plan, coordinator).findings}
    assert "T01" in rules


def read(plan, account):
    return queries.read(queries.whole(account, plan))


def test_in_force_replaces_the_plan_of_the_same_kind(plan, empty, square, coordinator):
    with pytest.raises(Refused, match="without tasks"):
        actions.set_plan_state(coordinator, empty, "in_force")
    actions.set_plan_state(coordinator, plan, "in_force")
    assert queries.plan(coordinator, square) == plan
    actions.set_task(coordinator, empty, text="Open the gates")
    actions.set_plan_state(coordinator, empty, "in_force")
    plan.refresh_from_db()
    assert plan.state == "in_force", "a plan of another kind stays"
    second = actions.write_plan(coordinator, square, title="New", pack=queries.starters()[0])
    actions.set_plan_state(coordinator, second, "in_force")
    plan.refresh_from_db()
    assert plan.state == "replaced"
    with pytest.raises(Refused, match="not in a state"):
        actions.set_plan_state(coordinator, plan, "in_force")
