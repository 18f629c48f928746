"""The desk: the clock set forward, messages by hand, by the clock and on conditions, branches, two directors at once."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.exercises.conftest import moved

from parvis.access.errors import NotAllowed, NotVisible, Refused
from parvis.exercises import actions, queries
from parvis.exercises.models import Exercise, Inject
from parvis.exercises.rules import clock_s
from parvis.journal.models import Entry


def at(exercise: Exercise, seconds: float) -> Exercise:
    """The same exercise, its clock at this second."""
    Exercise.objects.filter(pk=exercise.pk).update(t0=timezone.now() - timedelta(seconds=seconds))
    exercise.refresh_from_db()
    return exercise


@pytest.fixture
def script(exercise, coordinator, tasks):
    """Four messages: at once; on “T01 done by 5:00”; on the opposite; and one that follows the second."""
    for row in list(exercise.injects.all()):
        actions.remove_inject(coordinator, row)
    words = {"sender": "Desk", "mode": "call"}
    made = {"first": actions.set_inject(coordinator, exercise, offset_s=0, message="A bag.", **words)}
    done = {"task": tasks["T01"], "by_s": 300}
    made["told"] = actions.set_inject(
        coordinator, exercise, offset_s=0, message="They know.", trigger="all", conditions=[done], **words
    )
    made["untold"] = actions.set_inject(
        coordinator, exercise, offset_s=0, message="Nobody knows.", trigger="all", conditions=[done | {"missing": True}], **words
    )  # fmt: skip
    made["after"] = actions.set_inject(
        coordinator, exercise, offset_s=0, message="Thanks.", trigger="any", **words,
        conditions=[{"after": made["told"], "by_s": 60}],
    )  # fmt: skip
    return made


@pytest.fixture
def live(script, exercise, coordinator):
    found = actions.set_automatic(coordinator, exercise, automatic=True)
    return actions.set_state(coordinator, found, "running")


def came(exercise):
    return {row.message for row in exercise.injects.all() if row.delivered_at}


def left_out(exercise):
    return {row.message: row.skipped_why for row in exercise.injects.all() if row.skipped_s is not None}


def test_messages_come_in_by_the_clock_whoever_looks_and_once(live, coordinator, first):
    assert actions.settle(first, live)
    assert came(live) == {"A bag."}
    assert not actions.settle(coordinator, live)
    told = Entry.objects.filter(action="exercises.inject_delivered").get()
    assert (told.actor, told.payload["by_clock"]) == (None, True)


def test_offered_only_while_the_director_delivers(script, exercise, coordinator, enter):
    running = actions.set_state(coordinator, exercise, "running")
    assert not actions.settle(coordinator, running)
    board = enter(coordinator).get(f"/exercises/{running.pk}/run/").context["board"]
    assert (board.due, board.next) == (True, script["first"])
    assert {row.message for row in board.conditional} == {"They know.", "Nobody knows.", "Thanks."}


def test_a_script_branches_when_the_task_was_done(live, first, tasks, coordinator):
    running = at(live, 200)
    actions.stamp(first, running, tasks["T01"], "done")
    actions.settle(first, running)
    assert came(running) == {"A bag.", "They know."}
    assert left_out(running) == {"Nobody knows.": "branch"}
    Inject.objects.filter(message="They know.").update(delivered_s=130)
    actions.settle(first, running)
    assert "Thanks." in came(running), "a minute after the one that it follows"


def test_and_the_other_way_when_it_was_not(live, first, tasks):
    running = at(live, 301)
    actions.stamp(first, running, tasks["T01"], "done")
    actions.settle(first, running)
    assert came(running) == {"A bag.", "Nobody knows."}
    assert left_out(running) == {"They know.": "branch", "Thanks.": "branch"}


def test_a_stamp_taken_back_decides_nothing(live, first, tasks):
    running = at(live, 200)
    actions.withdraw(first, actions.stamp(first, running, tasks["T01"], "done"))
    actions.settle(first, running)
    assert came(running) == {"A bag."}
    assert left_out(running) == {}


def test_while_the_clock_stands_nothing_happens(live, coordinator):
    paused = actions.set_state(coordinator, live, "paused")
    assert not actions.settle(coordinator, paused)
    assert came(paused) == set()


def test_nobody_settles_what_is_not_visible(live, stranger):
    with pytest.raises(NotVisible):
        actions.settle(stranger, live)


def test_two_directors_press_at_once_and_it_comes_in_once(running, coordinator, joining, enter):
    second = joining("director", 4)
    row = running.injects.first()
    stale = Inject.objects.get(pk=row.pk)
    actions.deliver(coordinator, row)
    with pytest.raises(Refused, match="come in already"):
        actions.deliver(second, stale)
    with pytest.raises(Refused, match="come in already"):
        actions.skip(second, stale)
    assert Entry.objects.filter(action="exercises.inject_delivered").count() == 1
    for _ in range(2):
        assert enter(second).post(f"/exercises/injects/{row.pk}/deliver/").status_code == 302


def test_the_clock_is_set_forward_and_says_what_was_left_out(exercise, coordinator):
    running = moved(actions.set_state(coordinator, exercise, "running"), minutes=1)
    jumped = actions.jump(coordinator, running, 15 * 60)
    assert queries.clock(jumped) == pytest.approx(15 * 60, abs=30)
    between = [row for row in jumped.injects.all() if 60 < row.offset_s < 15 * 60 and row.kind != "contingency"]
    assert between
    assert set(left_out(jumped).values()) == {"jump"}
    assert len(left_out(jumped)) == len(between)
    told = Entry.objects.get(action="exercises.clock_jumped").payload
    assert (told["to_s"], told["skipped"]) == (900, len(between))
    for wrong in (10, 15 * 60, 10**7):
        with pytest.raises(Refused, match="forward only"):
            actions.jump(coordinator, jumped, wrong)
    late = actions.deliver(coordinator, between[0])
    assert (late.skipped_s, late.skipped_why) == (None, ""), "left out, it may still come in by hand"


def test_a_jump_without_leaving_out_makes_messages_due(exercise, coordinator, enter):
    running = actions.set_state(coordinator, exercise, "running")
    client = enter(coordinator)
    assert client.post(f"/exercises/{running.pk}/jump/", {"to_s": "12:00"}).status_code == 302
    board = client.get(f"/exercises/{running.pk}/run/").context["board"]
    assert len(board.waits.due) == len([r for r in board.injects if r.offset_s <= 720 and r.kind != "contingency"])
    assert "forward only" in client.post(f"/exercises/{running.pk}/jump/", {"to_s": "1"}).content.decode()


def test_the_clock_counts_pauses_and_jumps_whatever_their_order():
    t0 = timezone.now().replace(microsecond=0)

    def after(seconds):
        return t0 + timedelta(seconds=seconds)

    pauses = [[after(100).isoformat(), after(150).isoformat()]]
    jumps = [[after(120).isoformat(), 600.0], [after(400).isoformat(), 60.0]]
    shown = [clock_s(t0, pauses, None, after(s), jumps) for s in (0, 100, 119, 120, 150, 160, 399, 400, 500)]
    assert shown == [0, 100, 100, 700, 700, 710, 949, 1010, 1110]
    assert shown == sorted(shown)
    assert clock_s(t0, pauses, after(160), after(9999), jumps) == 710, "ended, it stands"


def test_a_message_written_in_the_run_comes_in_at_once_and_once(running, coordinator, plan, enter):
    client = enter(coordinator)
    form = client.get(f"/exercises/{running.pk}/say/").context["form"]
    role = plan.roles.get(code="health")
    data = {"id": str(form["id"].value()), "mode": "radio", "sender": "Desk", "message": "Look up.", "roles": [role.pk]}
    for _ in range(2):
        assert client.post(f"/exercises/{running.pk}/say/", data).status_code == 302
    made = running.injects.get(message="Look up.")
    assert (made.delivered_s > 3500, made.to, list(made.roles.all())) == (True, role.name, [role])


def test_left_out_by_hand(running, coordinator, enter):
    row = running.injects.first()
    client = enter(coordinator)
    for _ in range(2):
        assert client.post(f"/exercises/injects/{row.pk}/skip/").status_code == 302
    assert left_out(running) == {row.message: "hand"}
    assert "left out by the director" in client.get(f"/exercises/{running.pk}/run/").content.decode()


def test_conditions_are_written_in_the_form_and_come_back(exercise, tasks, coordinator, enter):
    client = enter(coordinator)
    row, other = exercise.injects.order_by("number")[:2]
    page = client.get(f"/exercises/injects/{row.pk}/")
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in data.items() if value not in (None, "")}
    data |= {"expected": [], "roles": [], "objectives": [], "offset_s": "0:00", "trigger": "any"}
    empty = client.post(f"/exercises/injects/{row.pk}/", data)
    assert "at least one condition" in empty.content.decode()
    lines = {"c0-what": "after", "c0-after": str(other.pk), "c1-what": "not_done", "c1-task": str(tasks["T02"].pk)}
    untimed = client.post(f"/exercises/injects/{row.pk}/", data | lines)
    assert "Say by when" in untimed.content.decode()
    answer = client.post(f"/exercises/injects/{row.pk}/", data | lines | {"c1-by_s": "8:00"})
    assert answer.status_code == 302, answer.content.decode()
    kept = {(c.after_id, c.task_id, c.missing, c.by_s) for c in row.conditions.all()}
    assert kept == {(other.pk, None, False, None), (None, tasks["T02"].pk, True, 480)}
    shown = client.get(f"/exercises/injects/{row.pk}/").context["lines"]
    assert {line["what"].value() for line in shown} == {"after", "not_done", None}


def test_every_role_must_do_it(exercise, tasks, plan, coordinator, first, enter):
    roles = [plan.roles.get(code=code) for code in ("health", "fire_service")]
    row = actions.set_inject(
        coordinator, exercise, offset_s=0, sender="Desk", message="Answer, all.", roles=roles, expected=[tasks["T01"]],
        rule="every", deadline_s=60,
    )  # fmt: skip
    running = moved(actions.set_state(coordinator, exercise, "running"), minutes=5)
    actions.deliver(coordinator, row)
    Inject.objects.filter(pk=row.pk).update(delivered_s=0)
    actions.stamp(first, running, tasks["T01"], "done", at_s=50, role=roles[0])

    def shown():
        board = enter(coordinator).get(f"/exercises/{running.pk}/run/").context["board"]
        return next(one for one in board.tasks if one.task == tasks["T01"])

    assert (shown().state, shown().due_s) == ("late", 60)
    assert roles[1].name in shown().still
    assert roles[0].name not in shown().still
    assert measured(coordinator, running, "T01").status == "never_done", "one of the two has done it"
    actions.stamp(first, running, tasks["T01"], "done", at_s=70, role=roles[1])
    assert shown().state == "done"
    found = measured(coordinator, running, "T01")
    assert (found.elapsed_s, found.target_s, found.duplicate, found.wrong_owner) == (70, 60, False, ())


def measured(account, exercise, code):
    return next(row.result for row in queries.result(account, exercise).rows if row.task.code == code)


def test_a_task_may_have_its_own_deadline_and_rule(exercise, tasks, plan, coordinator, first, enter):
    """The message gives ten minutes and one role; T02 of it two minutes, and both roles."""
    roles = [plan.roles.get(code=code) for code in ("health", "fire_service")]
    row = actions.set_inject(
        coordinator, exercise, offset_s=0, sender="Desk", message="Answer.", roles=roles, deadline_s=600,
        expected=[tasks["T01"], tasks["T02"]],
    )  # fmt: skip
    client = enter(coordinator)
    address = f"/exercises/injects/{row.pk}/"
    form = client.get(address).context["form"]
    data = {name: field.initial for name, field in form.fields.items() if isinstance(field.initial, str)}
    data |= {"version": "1", "sender": "Desk", "message": "Answer.", "offset_s": "0:00", "deadline_s": "10:00"}
    data |= {"expected": [tasks["T01"].pk, tasks["T02"].pk], "roles": [role.pk for role in roles], "objectives": []}
    data |= {f"c{n}-what": "" for n in range(3)} | {
        "tT01-deadline_s": "",
        "tT02-deadline_s": "2:00",
        "tT02-rule": "every",
    }
    wrong = client.post(address, data | {"tT02-deadline_s": "soon"})
    assert "Write minutes" in wrong.content.decode()
    assert client.post(address, data).status_code == 302
    own = {one.task.code: (one.deadline_s, one.rule) for one in row.actions.select_related("task")}
    assert own == {"T01": (None, ""), "T02": (120, "every")}
    running = moved(actions.set_state(coordinator, exercise, "running"), minutes=5)
    row.refresh_from_db()
    actions.deliver(coordinator, row)
    Inject.objects.filter(pk=row.pk).update(delivered_s=0)
    for code in ("T01", "T02"):
        actions.stamp(first, running, tasks[code], "done", at_s=100, role=roles[0])
    board = client.get(f"/exercises/{running.pk}/run/").context["board"]
    assert {one.task.code: (one.due_s, one.state) for one in board.tasks if one.task.code in own} == {
        "T01": (600, "done"), "T02": (120, "late"),
    }  # fmt: skip
    assert measured(coordinator, running, "T01").target_s == 600
    assert measured(coordinator, running, "T02").status == "never_done"


def test_terms_stay_when_the_message_changes_and_go_with_their_task(exercise, tasks, coordinator):
    row = actions.set_inject(
        coordinator, exercise, offset_s=0, sender="Desk", message="Answer.", expected=[tasks["T01"], tasks["T02"]],
        terms=[{"task": tasks["T01"], "deadline_s": 30, "rule": ""}],
    )  # fmt: skip
    row = actions.set_inject(coordinator, exercise, row, version=1, message="Answer me.")
    assert row.actions.get(task=tasks["T01"]).deadline_s == 30
    row = actions.set_inject(coordinator, exercise, row, version=2, expected=[tasks["T02"]])
    assert [one.task.code for one in row.actions.all()] == ["T02"]


def test_who_may_set_the_clock(running, first, stranger):
    for verb in (
        lambda who: actions.jump(who, running, 9000),
        lambda who: actions.set_automatic(who, running, automatic=True),
    ):
        with pytest.raises(NotAllowed):
            verb(first)
        with pytest.raises(NotVisible):
            verb(stranger)
    with pytest.raises(NotAllowed):
        actions.say_now(first, running, pk=uuid.uuid4(), sender="x", message="y", mode="call")
