"""A call becomes public, and changes in front of everybody from then on."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.solutions.calls.conftest import at, facts

from parvis.access.errors import Conflict, NotAllowed, NotVisible, Refused
from parvis.journal.models import Entry
from parvis.journal.queries import check
from parvis.solutions.actions import calls as actions
from parvis.solutions.actions.calls.preparing import move
from parvis.solutions.actions.calls.publishing import key_file
from parvis.solutions.models import MOVES, Call
from parvis.solutions.queries import calls as queries


def test_a_call_is_prepared_from_needs_and_published(prepared, need, coordinator):
    draft = prepared()
    assert draft.phase(timezone.now()) == "draft"
    with pytest.raises(NotVisible):
        queries.public_call(draft.pk)
    call = actions.publish_call(coordinator, draft)
    assert [row.text for row in queries.public_call(call.pk).asked.all()] == [
        "Whoever walks stays in front of what drives"
    ]
    assert list(queries.open_calls()) == [call]
    assert key_file(call).stat().st_mode & 0o777 == 0o600
    entry = Entry.objects.get(action="solutions.call_published")
    assert len(entry.payload["sha256"]) == 64
    assert check().whole


def test_the_clock_of_the_server_moves_it_on(public):
    assert public.phase(public.questions_until - timedelta(seconds=1)) == "questions"
    assert public.phase(public.questions_until) == "answers"
    assert public.phase(public.closes - timedelta(microseconds=1)) == "answers"
    assert public.phase(public.closes) == "closed"
    with at(public.closes):
        assert not queries.open_calls().exists()


def test_only_moves_that_the_table_allows_are_taken(public):
    for before in Call.State.values:
        for after in Call.State.values:
            public.state = before
            if after in MOVES[before]:
                move(public, after)
                assert public.state == after
            else:
                with pytest.raises(Refused, match="does not follow"):
                    move(public, after)
                assert public.state == before


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": "  "}, "title"),
        ({"description": ""}, "description"),
        ({"contact": ""}, "contact"),
        ({"attachments": ["exe"]}, "attachments"),
        ({"closes": timezone.now() - timedelta(days=1)}, "closes"),
        ({"questions_until": timezone.now() + timedelta(days=15)}, "questions_until"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_saved(prepared, wrong, field):
    with pytest.raises(Refused) as refused:
        prepared(**wrong)
    assert refused.value.field == field
    assert not Call.objects.exists()


def test_a_call_asks_about_something(square, coordinator, need):
    for words in ({}, {need.pk: "  "}):
        with pytest.raises(Refused, match="at least one need"):
            actions.prepare_call(coordinator, square, words=words, **facts())


def test_who_may_not(prepared, coordinator, stranger, joining):
    draft = prepared()
    with pytest.raises(NotVisible):
        actions.publish_call(stranger, draft)
    with pytest.raises(NotAllowed):
        actions.publish_call(joining("expert"), draft)
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_draft_changes_freely_and_a_stale_form_overwrites_nothing(prepared, coordinator, need):
    draft = prepared()
    words = {need.pk: "Slow and in sight"}
    changed = actions.change_call(coordinator, draft, version=1, words=words, title="Slower")
    assert changed.title == "Slower"
    with pytest.raises(Conflict):
        actions.change_call(coordinator, draft, version=1, words=words, title="Slowest")


def test_a_published_call_is_not_changed_silently(public, coordinator, need):
    with pytest.raises(Refused, match="amendment"):
        actions.change_call(coordinator, public, version=public.version, words={need.pk: "x"}, title="Other")
    later = public.closes + timedelta(days=3)
    made = actions.amend_call(coordinator, public, version=public.version, why="Holidays", closes=later)
    public.refresh_from_db()
    assert (made.number, public.closes) == (1, later)
    assert made.changes["closes"][1] == later.isoformat()
    second = actions.amend_call(coordinator, public, version=public.version, why="A word", description="Better words.")
    assert second.number == 2


@pytest.mark.parametrize("name", ["closes", "questions_until"])
def test_a_date_moves_later_only(public, coordinator, name):
    before = getattr(public, name)
    with pytest.raises(Refused, match="only moves later"):
        actions.amend_call(
            coordinator, public, version=public.version, why="Hurry", **{name: before - timedelta(hours=1)}
        )
    public.refresh_from_db()
    assert getattr(public, name) == before
    assert not public.amendments.exists()


def test_an_amendment_changes_something_says_why_and_keeps_the_questions(public, coordinator):
    facts = {"version": public.version, "why": "Because", "description": public.description}
    with pytest.raises(Refused, match="changes nothing"):
        actions.amend_call(coordinator, public, **facts)
    with pytest.raises(Refused, match="Say why"):
        actions.amend_call(coordinator, public, **(facts | {"why": " ", "description": "x"}))
    with pytest.raises(TypeError):
        actions.amend_call(coordinator, public, **facts, title="Another question")


def test_cancelling_says_why_and_destroys_the_key(public, coordinator, django_capture_on_commit_callbacks):
    with pytest.raises(Refused, match="Say why"):
        actions.cancel_call(coordinator, public, reason="")
    with django_capture_on_commit_callbacks(execute=True):
        actions.cancel_call(coordinator, public, reason="The council chose another way.")
    assert not key_file(public).exists()
    assert queries.public_call(public.pk).ended_because == "The council chose another way."
    with pytest.raises(Refused):
        actions.amend_call(coordinator, public, version=public.version + 1, why="x", contact="y")


def test_the_database_keeps_questions_before_answers(public):
    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=public.pk).update(questions_until=public.closes + timedelta(seconds=1))
