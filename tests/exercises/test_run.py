"""From a plan to a table-top and through it: preparing, the clock, messages, stamps."""

import uuid

import pytest
from tests.exercises.conftest import moved

from parvis.access.errors import Conflict, NotAllowed, NotVisible, Refused
from parvis.exercises import actions, queries
from parvis.exercises.models import Exercise, Observation, Stamp
from parvis.exercises.rules import effective
from parvis.journal.models import Entry
from parvis.journal.queries import check
from parvis.plans import actions as writing
from parvis.plans import queries as plans


def test_a_table_top_takes_the_messages_of_the_pack(plan, tasks, coordinator):
    pack = plans.starters()[0]
    made = actions.prepare(coordinator, plan, title="Market morning", pack=pack)
    injects = list(queries.injects(coordinator, made))
    assert [row.offset_s for row in injects] == [row.offset_min * 60 for row in pack.injects]
    for row, source in zip(injects, pack.injects, strict=True):
        assert {task.code for task in row.expected.all()} == set(source.expects)
    assert queries.part_of(coordinator, made) == "director"


def test_without_a_pack_each_task_that_starts_something_gets_a_message(plan, tasks, coordinator):
    writing.set_task(coordinator, plan, tasks["T02"], version=1, predecessors=[tasks["T01"]])
    made = actions.prepare(coordinator, plan, title="Own")
    called = [task.code for row in queries.injects(coordinator, made) for task in row.expected.all()]
    assert sorted(called) == sorted(set(tasks) - {"T02"})


def test_messages_name_the_roles_as_the_plan_does(plan, coordinator):
    role = plans.roles(coordinator, plan).get(code="market_manager")
    writing.set_role(coordinator, plan, role, version=1, name="Head of markets")
    made = actions.prepare(coordinator, plan, title="Own words", pack=plans.starters()[0])
    assert queries.injects(coordinator, made)[1].to == "Head of markets"


def test_who_may_prepare(plan, square, coordinator, stranger, joining):
    with pytest.raises(NotVisible):
        actions.prepare(stranger, plan, title="X")
    with pytest.raises(NotAllowed):
        actions.prepare(joining("observer"), plan, title="X")
    empty = writing.write_plan(coordinator, square, title="Empty", kind="event")
    with pytest.raises(Refused, match="no tasks yet"):
        actions.prepare(coordinator, empty, title="X")
    assert not Exercise.objects.exists()


def test_the_clock_starts_stands_goes_on_and_ends(exercise, coordinator):
    for state in ("running", "paused", "running", "paused", "finished", "closed", "finished"):
        exercise = actions.set_state(coordinator, exercise, state)
    assert len(exercise.pauses) == 2
    assert all(ended for _, ended in exercise.pauses)
    ended = exercise.ended
    with pytest.raises(Refused, match="not in a state"):
        actions.set_state(coordinator, exercise, "running")
    exercise.refresh_from_db()
    assert (exercise.state, exercise.ended) == ("finished", ended), "opened again, it still ended when it ended"
    assert check().whole


def test_ready_needs_a_message(plan, coordinator):
    made = actions.prepare(coordinator, plan, title="X")
    for row in list(queries.injects(coordinator, made)):
        actions.remove_inject(coordinator, row)
    with pytest.raises(Refused, match="no message yet"):
        actions.set_state(coordinator, made, "ready")


def test_a_message_comes_in_once_and_only_while_the_clock_runs(exercise, coordinator):
    row = queries.injects(coordinator, exercise)[0]
    with pytest.raises(Refused, match="clock does not run"):
        actions.deliver(coordinator, row)
    running = moved(actions.set_state(coordinator, exercise, "running"), minutes=2)
    came = actions.deliver(coordinator, queries.injects(coordinator, running)[0])
    assert came.delivered_s == pytest.approx(120, abs=30)
    with pytest.raises(Refused, match="come in already"):
        actions.deliver(coordinator, came)
    with pytest.raises(Refused, match="come in already"):
        actions.set_inject(coordinator, running, came, version=1, message="Other")
    with pytest.raises(Refused, match="stays on record"):
        actions.remove_inject(coordinator, came)


def test_two_editors_of_a_message(exercise, coordinator, tasks):
    row = queries.injects(coordinator, exercise)[3]
    actions.set_inject(coordinator, exercise, row, version=1, message="Changed", expected=[tasks["T01"]])
    with pytest.raises(Conflict):
        actions.set_inject(coordinator, exercise, row, version=1, message="Other")
    new = actions.set_inject(coordinator, exercise, offset_s=30, sender="A", to="B", message="C", mode="call")
    assert new.number == 16


def test_a_double_tap_writes_once(running, tasks, first):
    once = uuid.uuid4()
    for _ in range(2):
        actions.stamp_once(first, running, tasks["T01"], "done", pk=once)
    assert Stamp.objects.get().pk == once
    assert Entry.objects.filter(action="exercises.stamped").count() == 1
    assert Stamp.objects.get().at_s == pytest.approx(3600, abs=60)


def test_nobody_takes_the_stamp_of_another(running, tasks, first, second):
    once = uuid.uuid4()
    actions.stamp_once(first, running, tasks["T01"], "done", pk=once)
    with pytest.raises(Refused, match="could not be kept"):
        actions.stamp_once(second, running, tasks["T01"], "start", pk=once)
    with pytest.raises(Refused, match="Only its observer"):
        actions.withdraw(second, Stamp.objects.get())
    assert Stamp.objects.get().observer == first


def test_a_stamp_taken_back_stays_on_record(running, tasks, first):
    wrong = actions.stamp(first, running, tasks["T01"], "done", at_s=100)
    actions.withdraw(first, wrong)
    assert effective(queries.stamps(first, running)) == []
    with pytest.raises(Refused, match="taken back already"):
        actions.withdraw(first, wrong)
    right = actions.stamp(first, running, tasks["T01"], "done", at_s=140)
    better = actions.stamp(first, running, tasks["T01"], "done", at_s=150, corrects=right)
    assert [row.pk for row in effective(queries.stamps(first, running))] == [better.pk]
    assert Stamp.objects.count() == 4


@pytest.mark.parametrize("at_s", [-1.0, 10_000.0])
def test_a_time_outside_the_exercise_is_refused(running, tasks, first, at_s):
    with pytest.raises(Refused, match="outside the exercise"):
        actions.stamp(first, running, tasks["T01"], "done", at_s=at_s)


def test_times_are_entered_afterwards_until_the_evaluation_is_closed(running, tasks, first, coordinator):
    over = actions.set_state(coordinator, running, "finished")
    with pytest.raises(Refused, match="give the time"):
        actions.stamp(first, over, tasks["T01"], "done")
    assert actions.stamp(first, over, tasks["T01"], "done", at_s=1200).afterwards
    closed = actions.set_state(coordinator, over, "closed")
    with pytest.raises(Refused, match="closed"):
        actions.stamp(first, closed, tasks["T01"], "start", at_s=1100)
    with pytest.raises(Refused, match="closed"):
        actions.observe(first, closed, text="Too late", kind="strength")


def test_only_those_who_observe_note_something(exercise, running, tasks, joining, coordinator, stranger):
    with pytest.raises(NotAllowed):
        actions.stamp(joining("reader"), running, tasks["T01"], "done")
    with pytest.raises(NotVisible):
        actions.stamp(stranger, running, tasks["T01"], "done")
    late = joining("expert", 9)
    with pytest.raises(Refused, match="join it first"):
        actions.observe(late, running, text="X", kind="strength")
    actions.join(late, running)
    assert actions.observe(late, running, text="X", kind="strength").at_s == pytest.approx(3600, abs=60)
    assert Observation.objects.count() == 1
    assert not Stamp.objects.exists()
