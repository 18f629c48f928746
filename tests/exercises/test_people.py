"""Who takes part, and who is let in for it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.conftest import member

from parvis.access.actions import grant
from parvis.access.errors import NotVisible, Refused
from parvis.access.models import Effect, Grant
from parvis.exercises import actions, queries
from parvis.exercises.models import HotWashAnswer
from parvis.journal.models import Entry


def fresh(account):
    """The same person with the next request."""
    return type(account).objects.get(pk=account.pk)


def test_somebody_without_access_is_let_in_for_the_exercise(exercise, coordinator, police):
    officer = member(police, "expert", "officer@police.test")
    with pytest.raises(NotVisible):
        queries.exercise(officer, exercise.pk)
    actions.invite(coordinator, exercise, officer)
    given = Grant.objects.get(account=officer)
    assert (given.role, given.purpose, given.place_id) == ("observer", "Market morning", exercise.place_id)
    assert given.until <= timezone.now() + timedelta(days=30)
    assert queries.exercise(fresh(officer), exercise.pk) == exercise
    actions.invite(coordinator, exercise, fresh(officer), "player")
    assert Grant.objects.filter(account=officer).count() == 1, "who has access gets no second grant"
    assert exercise.participants.get(account=officer).part == "player"


def test_a_director_may_not_let_in_but_is_told_whom_to_ask(exercise, joining, police):
    officer, director = member(police, "expert", "officer@police.test"), joining("director")
    with pytest.raises(Refused, match="ask the safety coordinator"):
        actions.invite(director, exercise, officer)
    assert not exercise.participants.filter(account=officer).exists()
    assert not Grant.objects.exists()


def test_a_denial_wins(exercise, square, coordinator, police):
    officer = member(police, "expert", "officer@police.test")
    soon = timezone.now() + timedelta(days=9)
    grant(coordinator, square, account=officer, effect=Effect.DENY, purpose="conflict of interest", until=soon)
    with pytest.raises(Refused, match="kept out"):
        actions.invite(coordinator, exercise, fresh(officer))
    assert Grant.objects.count() == 1, "nothing was half-written"


def test_off_the_list_what_was_observed_stays(running, tasks, coordinator, first):
    actions.stamp(first, running, tasks["T01"], "done")
    actions.leave_out(coordinator, queries.participants(coordinator, running).get(account=first))
    assert queries.stamps(coordinator, running).count() == 1
    with pytest.raises(Refused, match="join it first"):
        actions.stamp(first, running, tasks["T02"], "done")


def test_the_hot_wash_is_answered_once_and_carries_no_name(called, coordinator, first, joining):
    kept = actions.answer_hot_wash(first, called, {"clear_role": 4, "waited_for": "The call", "one_change": ""})
    assert kept == 2
    with pytest.raises(Refused, match="answered already"):
        actions.answer_hot_wash(first, called, {"clear_role": 1})
    with pytest.raises(Refused, match="take part"):
        actions.answer_hot_wash(joining("reader"), called, {"clear_role": 1})
    assert [entry.actor for entry in Entry.objects.filter(action="exercises.hot_wash_answered")] == [None]
    columns = {field.name for field in HotWashAnswer._meta.get_fields()}
    assert columns == {"id", "place", "exercise", "question", "score", "text", "by"}
    assert set(HotWashAnswer.objects.values_list("by", flat=True)) == {None}
