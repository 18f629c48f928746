"""The players' pages: what came in for a role and for everybody, and nothing of what is to come."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.access.errors import Refused
from parvis.exercises import actions, queries
from parvis.exercises.models import Inject, LogEntry, Stamp
from parvis.plans import queries as plans


@pytest.fixture
def role(plan):
    return plan.roles.get(code="communications")


@pytest.fixture
def player(running, coordinator, joining, role):
    account = joining("operator")
    actions.invite(coordinator, running, account, "player", role)
    return account


@pytest.fixture
def to_me(running, coordinator, player, role):
    row = (
        Inject.objects.filter(exercise=running, roles=role, kind="inject").exclude(mode__in=("media", "social")).first()
    )
    return actions.deliver(coordinator, row)


def page_of(client, exercise, page="play/"):
    return client.get(f"/exercises/{exercise.pk}/{page}").content.decode()


def test_a_player_reads_what_came_in_for_the_role_and_nothing_else(running, coordinator, player, to_me, role, enter):
    other = (
        Inject.objects.filter(exercise=running, roles__isnull=False).exclude(roles=role).exclude(mode="social").first()
    )
    actions.deliver(coordinator, other)
    page = page_of(enter(player), running)
    assert "EXERCISE EXERCISE EXERCISE" in page
    assert to_me.message[:30] in page
    unread = running.injects.exclude(pk=to_me.pk).exclude(roles__isnull=True, delivered_at__isnull=False)
    assert not [row.number for row in unread if row.message[:40] in page]
    notes = [row.note[:30] for row in running.injects.all() if row.note]
    assert notes
    assert not [note for note in notes if note in page]


def test_a_player_is_kept_from_script_desk_stamps_and_result(running, coordinator, player, tasks, enter):
    client = enter(player)
    pages = ("run/", "run/board/", "observe/", "observe/board/", "result/", "jump/", "say/", "msel/", "msel/hseep.xlsx")
    for page in (*pages, f"observe/{tasks['T01'].pk}/", "injects/new/"):
        assert client.get(f"/exercises/{running.pk}/{page}").status_code == 403, page
    assert client.get(f"/api/v1/exercises/{running.pk}").status_code == 403
    actions.set_state(coordinator, running, "finished")
    assert client.get(f"/exercises/{running.pk}/result/").status_code == 200, "afterwards everybody reads the result"


def test_a_coordinator_who_plays_does_not_direct_meanwhile(running, coordinator, joining, enter):
    second = joining("coordinator", 5)
    actions.invite(coordinator, running, second, "player")
    client = enter(second)
    assert client.get(f"/exercises/{running.pk}/run/").status_code == 403
    row = running.injects.first()
    for page in ("", "deliver/", "skip/", "remove/"):
        assert client.post(f"/exercises/injects/{row.pk}/{page}").status_code == 403
    assert "Calls for" not in page_of(client, running, "")


def test_strangers_and_those_who_do_not_play_find_nothing(running, first, stranger, to_me, enter):
    for account in (stranger, first):
        client = enter(account)
        assert client.get(f"/exercises/{running.pk}/play/").status_code == 404
        assert client.get(f"/exercises/{running.pk}/play/board/").status_code == 404
        assert client.post(f"/exercises/injects/{to_me.pk}/taken/").status_code == 404
    assert enter(stranger).get(f"/exercises/{running.pk}/feed/").status_code == 404
    assert enter(stranger).get(f"/exercises/{running.pk}/wall/").status_code == 404


def test_taken_note_of_twice_is_noted_once_and_is_no_stamp(running, player, to_me, enter):
    client = enter(player)
    once = client.get(f"/exercises/{running.pk}/play/").context["new"][0]["once"]
    for number in (once, once, uuid.uuid4()):
        assert client.post(f"/exercises/injects/{to_me.pk}/taken/", {"id": str(number)}).status_code == 302
    kept = LogEntry.objects.get()
    assert (kept.inject, kept.player, kept.kind) == (to_me, player, "ack")
    assert not Stamp.objects.exists()
    part = client.post(f"/exercises/injects/{to_me.pk}/taken/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "taken note of at" in part


def test_what_has_not_come_in_cannot_be_taken_note_of(running, player, enter):
    row = running.injects.filter(delivered_at=None).first()
    assert enter(player).post(f"/exercises/injects/{row.pk}/taken/").status_code == 404
    with pytest.raises(Refused, match="not come in for you"):
        actions.log_once(player, running, pk=uuid.uuid4(), inject=row)


def test_we_do_this_now(running, player, plan, tasks, coordinator, enter):
    client = enter(player)
    form = client.get(f"/exercises/{running.pk}/play/").context["form"]
    own = next(task for task in tasks.values() if task.responsible.code == "communications")
    assert set(form.fields["task"].queryset) == set(plans.tasks(coordinator, plan).filter(responsible=own.responsible))
    data = {"id": str(form["id"].value()), "text": "Loudspeaker on", "task": str(own.pk)}
    for _ in range(2):
        assert client.post(f"/exercises/{running.pk}/play/", data).status_code == 302
    kept = LogEntry.objects.get()
    assert (kept.text, kept.task, kept.kind) == ("Loudspeaker on", own, "doing")
    assert "Loudspeaker on" in page_of(client, running)
    assert "Loudspeaker on" in page_of(enter(coordinator), running, "run/"), "the director reads it"
    empty = client.post(f"/exercises/{running.pk}/play/", data | {"id": str(uuid.uuid4()), "text": "", "task": ""})
    assert "Say what you do" in empty.content.decode()


def test_nobody_logs_for_a_part_that_is_not_theirs(running, first, player, coordinator):
    with pytest.raises(Refused, match="do not play"):
        actions.log_once(first, running, pk=uuid.uuid4(), text="I saw it")
    actions.set_state(coordinator, running, "finished")
    with pytest.raises(Refused, match="does not run"):
        actions.log_once(player, running, pk=uuid.uuid4(), text="Too late")


def test_the_press_is_public_and_says_that_it_is_an_exercise(running, coordinator, player, joining, plan, enter):
    post = running.injects.get(mode="social")
    client = enter(player)
    before = client.get(f"/exercises/{running.pk}/feed/")
    assert post.message[:40] not in before.content.decode()
    other = joining("operator", 3)
    actions.invite(coordinator, running, other, "player", plan.roles.get(code="health"))
    actions.deliver(coordinator, post)
    for who in (client, enter(other)):
        page = page_of(who, running, "feed/")
        assert post.message[:40] in page
        assert page.count("EXERCISE EXERCISE EXERCISE") == 2
    again = client.get(f"/exercises/{running.pk}/feed/board/", {"seen": before.context["pulse"]})
    assert post.message[:40] in again.content.decode()


def test_a_screen_asks_for_little_and_gets_nothing_when_nothing_is_new(
    running, coordinator, player, first, to_me, enter, django_assert_max_num_queries
):
    board = f"/exercises/{running.pk}/play/board/"
    client = enter(player)
    seen = client.get(f"/exercises/{running.pk}/play/").context["pulse"]
    with django_assert_max_num_queries(10):
        assert client.get(board, {"seen": seen}).status_code == 204
    actions.say_now(coordinator, running, pk=uuid.uuid4(), sender="Desk", message="Look up.", mode="call")
    answer = client.get(board, {"seen": seen})
    assert answer.status_code == 200
    assert 'id="run-clock" hx-swap-oob="true"' in answer.content.decode()
    for nonsense in ("", "x", "1_x_", "9_1", "9-1_inf_"):
        assert client.get(board, {"seen": nonsense}).status_code == 200


def test_the_wall_shows_the_move_of_the_clock(running, coordinator, player, enter):
    client = enter(player)
    shown = client.get(f"/exercises/{running.pk}/wall/")
    moves = list(queries.moves(coordinator, running))
    assert shown.context["move"] == moves[-1], "an hour has gone by"
    again = client.get(
        f"/exercises/{running.pk}/wall/", {"seen": shown.context["pulse"]}, headers={"HX-Request": "true"}
    )
    assert again.status_code == 204
    type(running).objects.filter(pk=running.pk).update(t0=timezone.now() - timedelta(seconds=5))
    early = client.get(f"/exercises/{running.pk}/wall/")
    assert early.context["move"] == moves[0]
    assert moves[1].title not in early.content.decode()
