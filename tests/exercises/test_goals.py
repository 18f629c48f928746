"""What an exercise finds out: objectives, capability targets, critical tasks, moves; and what it leaves out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.access.errors import Conflict, NotAllowed, NotVisible, Refused
from parvis.content.queries import label
from parvis.exercises import actions, queries
from parvis.exercises.models import CapabilityTarget, Move, Objective
from parvis.plans import actions as writing
from parvis.plans import queries as plans


@pytest.mark.parametrize("number", range(6))
def test_every_pack_brings_objectives_targets_and_moves(number, square, coordinator):
    pack = plans.starters()[number]
    plan = writing.write_plan(coordinator, square, title="Plan", pack=pack)
    made = actions.prepare(coordinator, plan, title="Played", pack=pack)
    assert [row.text for row in queries.objectives(coordinator, made)] == [label(row.text) for row in pack.objectives]
    for goal in queries.objectives(coordinator, made):
        targets = list(goal.targets.all())
        assert targets
        assert all(row.metric and row.threshold and row.unit and row.critical.all() for row in targets)
    assert [row.begins_s for row in queries.moves(coordinator, made)] == [row.start_min * 60 for row in pack.moves]
    gaps = queries.coverage(coordinator, made)
    assert (gaps.unserved, gaps.unmeasured, gaps.stuck) == ((), (), ())


def test_objectives_targets_and_moves_are_written_changed_and_taken_out(exercise, tasks, coordinator, enter):
    client = enter(coordinator)

    def send(address, **data):
        form = client.get(address).context["form"]
        ids = {name: form[name].value() for name in ("id", "version")}
        return [client.post(address, ids | data) for _ in range(2)]

    sent = send(f"/exercises/{exercise.pk}/goals/new/", text="Told at once", smart_target="In 3 minutes", priority="1")
    assert [answer.status_code for answer in sent] == [302, 302]
    goal = exercise.objectives.get(text="Told at once")
    assert (goal.number, goal.priority) == (7, 1)
    send(
        f"/exercises/objectives/{goal.pk}/targets/new/",
        text="All",
        threshold="3",
        unit="min",
        critical=[tasks["T02"].pk],
    )
    target = goal.targets.get()
    assert (target.threshold, list(target.critical.all())) == (3, [tasks["T02"]])
    changed, stale = send(f"/exercises/targets/{target.pk}/", text="All of them", threshold="4", unit="min")
    assert (changed.status_code, stale.status_code) == (302, 409)
    send(f"/exercises/{exercise.pk}/moves/new/", title="The evening", begins_s="50:00")
    move = exercise.moves.get(title="The evening")
    send(f"/exercises/moves/{move.pk}/", title="The night", begins_s="55:00")
    page = client.get(f"/exercises/{exercise.pk}/goals/").content.decode()
    for words in ("Told at once", "All of them", "no message serves it", "The night", "55:00"):
        assert words in page
    for kind, row in (("target", target), ("move", move), ("objective", goal)):
        assert client.post(f"/exercises/{exercise.pk}/goals/{kind}/{row.pk}/remove/").status_code == 302
    assert not Objective.objects.filter(pk=goal.pk).exists()
    assert not CapabilityTarget.objects.filter(pk=target.pk).exists()
    assert not Move.objects.filter(pk=move.pk).exists()


def test_refusals(exercise, coordinator, first, stranger, plan, square):
    for who, error in ((first, NotAllowed), (stranger, NotVisible)):
        with pytest.raises(error):
            actions.set_objective(who, exercise, text="X")
    with pytest.raises(Refused, match="Say what"):
        actions.set_objective(coordinator, exercise, text=" ")
    goal = exercise.objectives.first()
    with pytest.raises(Conflict):
        actions.set_objective(coordinator, exercise, goal, version=9, text="X")
    other = writing.write_plan(coordinator, square, title="Other", pack=plans.starters()[0], kind="event")
    foreign = plans.tasks(coordinator, other)[0]
    with pytest.raises(Refused, match="tasks of the plan"):
        actions.set_target(coordinator, goal, text="X", critical=[foreign])
    over = actions.set_state(coordinator, actions.set_state(coordinator, exercise, "running"), "finished")
    with pytest.raises(Refused, match="over"):
        actions.set_move(coordinator, over, title="X", begins_s=0)


def test_what_is_left_out_is_said(exercise, tasks, plan, coordinator, joining, enter):
    page = enter(coordinator).get(f"/exercises/{exercise.pk}/readiness/")
    assert len(page.context["gaps"].unplayed) == plan.roles.count()
    role = plan.roles.first()
    actions.invite(coordinator, exercise, joining("operator"), "player", role)
    row = exercise.injects.get(number=1)
    actions.remove_inject(coordinator, row)
    goal = actions.set_objective(coordinator, exercise, text="Nobody serves me")
    one = actions.set_inject(coordinator, exercise, offset_s=0, sender="x", message="One", mode="call")
    two = actions.set_inject(
        coordinator,
        exercise,
        offset_s=0,
        sender="x",
        message="Two",
        mode="call",
        trigger="all",
        conditions=[{"after": one}],
    )
    one.refresh_from_db()
    actions.set_inject(coordinator, exercise, one, version=one.version, trigger="any", conditions=[{"after": two}])
    gaps = queries.coverage(coordinator, exercise)
    assert (gaps.unserved, gaps.unmeasured) == ((goal,), (goal,))
    assert {row.message for row in gaps.stuck} == {"One", "Two"}
    assert len(gaps.unplayed) == plan.roles.count() - 1
    assert not gaps.whole
    words = enter(coordinator).get(f"/exercises/{exercise.pk}/readiness/").content.decode()
    for sentence in ("Nobody serves me", "never come in by themselves", "nobody plays them"):
        assert sentence in words


def test_too_much_for_one_exercise(exercise, coordinator, plan):
    assert not queries.coverage(coordinator, exercise).too_large
    for number in range(4):
        actions.set_objective(coordinator, exercise, text=f"More {number}")
    gaps = queries.coverage(coordinator, exercise)
    assert gaps.objectives * gaps.organisations > queries.TOO_LARGE
    assert gaps.too_large


def test_the_contact_check(exercise, coordinator, first, second, stranger, enter):
    director, one = enter(coordinator), enter(first)
    contact, desk = f"/exercises/{exercise.pk}/contact/", f"/exercises/{exercise.pk}/readiness/"
    assert "No contact check was sent yet" in one.get(contact).content.decode()
    assert one.post(contact).status_code == 422
    past = (timezone.localtime() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    assert "lies in the past" in director.post(desk, {"due": past}).content.decode()
    soon = (timezone.localtime() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    assert director.post(desk, {"due": soon}).status_code == 302
    assert "Answer by one tap" in one.get(f"/exercises/{exercise.pk}/").content.decode()
    for _ in range(2):
        assert one.post(contact).status_code == 302
    exercise.refresh_from_db()
    assert [row.account for row in queries.coverage(coordinator, exercise).unanswered] == [second]
    assert enter(stranger).get(contact).status_code == 404
    person = exercise.participants.get(account=second)
    assert one.post(f"/exercises/{exercise.pk}/people/{person.pk}/reached/").status_code == 403
    with pytest.raises(Refused, match="Only the person asked"):
        actions.answer_contact(first, person)
    for _ in range(2):
        assert director.post(f"/exercises/{exercise.pk}/people/{person.pk}/reached/").status_code == 302
    assert queries.coverage(coordinator, exercise).unanswered == ()
    asked = actions.ask_contact(coordinator, exercise, due=timezone.now() + timedelta(hours=2))
    assert len(queries.coverage(coordinator, asked).unanswered) == 2, "asked anew, nobody has answered yet"
    running = actions.set_state(coordinator, asked, "running")
    with pytest.raises(Refused, match="belongs before"):
        actions.ask_contact(coordinator, running, due=timezone.now() + timedelta(hours=2))
