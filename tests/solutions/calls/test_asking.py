"""Questions from everybody: once per page, within bounds, answered for all."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.solutions.calls.conftest import at

from parvis.access.errors import NotAllowed, Refused
from parvis.journal.models import Entry
from parvis.solutions.actions import calls as actions
from parvis.solutions.actions.calls.asking import MOST_PER_MINUTE
from parvis.solutions.models import CallQuestion


def asked(call, text="How many people wait there in the evening?"):
    return actions.ask_question(call, actions.page_token(call, "question"), text)


def test_a_question_leaves_no_trace_of_who_asked(public):
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(f"/calls/{public.pk}/ask/")
    sent = browser.post(f"/calls/{public.pk}/ask/", {"form": page.context["token"], "text": "How many people?"})
    assert sent.status_code == 302
    assert not browser.cookies
    kept = CallQuestion.objects.get()
    assert {f.name for f in CallQuestion._meta.fields} == {
        "id", "call", "digest", "text", "asked", "answer", "answered", "set_aside",
    }  # fmt: skip
    entry = Entry.objects.get(action="solutions.question_asked")
    assert (entry.actor, entry.object_id, entry.payload) == (None, kept.pk, {"call": str(public.pk)})
    assert "How many people?" not in browser.get(f"/calls/{public.pk}/").content.decode(), "not before it is answered"


def test_a_page_sent_twice_asks_once(public):
    token = actions.page_token(public, "question")
    first = actions.ask_question(public, token, "Once")
    assert actions.ask_question(public, token, "Once") == first
    assert CallQuestion.objects.count() == 1


@pytest.mark.parametrize("token", ["", "x", "a.b.c"])
def test_a_page_from_elsewhere_is_refused_and_keeps_the_words(public, token):
    answer = Client().post(f"/calls/{public.pk}/ask/", {"form": token, "text": "My long question"})
    assert answer.status_code == 422
    assert "My long question" in answer.content.decode()
    assert not CallQuestion.objects.exists()


def test_a_page_made_for_something_else_asks_nothing(public):
    with pytest.raises(Refused, match="older than a day"):
        actions.ask_question(public, actions.page_token(public, "link"), "x")


@pytest.mark.parametrize("text", ["", "   ", "x" * 1001])
def test_an_empty_or_endless_question_is_refused(public, text):
    with pytest.raises(Refused, match="at most 1000"):
        asked(public, text)


def test_a_flood_stops_and_goes_on_later(public):
    for number in range(MOST_PER_MINUTE):
        asked(public, f"Question {number}?")
    with pytest.raises(Refused, match="in a minute"):
        asked(public)
    with at(timezone.now() + timedelta(seconds=61)):
        asked(public)


def test_after_the_day_for_questions_none_is_taken(public):
    with at(public.questions_until), pytest.raises(Refused, match="no questions any more"):
        asked(public)


def test_question_and_answer_appear_together(public, coordinator, joining):
    question = asked(public)
    with pytest.raises(NotAllowed):
        actions.answer_question(joining("expert"), question, "Many")
    with pytest.raises(Refused, match="Write the answer"):
        actions.answer_question(coordinator, question, " ")
    actions.answer_question(coordinator, question, "About three hundred at the peak.")
    page = Client().get(f"/calls/{public.pk}/").content.decode()
    assert "in the evening?" in page
    assert "About three hundred" in page
    with pytest.raises(Refused, match="dealt with already"):
        actions.answer_question(coordinator, question, "Other words")


def test_what_is_set_aside_shows_its_reason_and_not_its_words(public, coordinator):
    question = asked(public, "Is the gate on the left still broken?")
    with pytest.raises(Refused, match="Say why"):
        actions.set_question_aside(coordinator, question, "")
    actions.set_question_aside(coordinator, question, "It speaks of things that are not public.")
    page = Client().get(f"/calls/{public.pk}/").content.decode()
    assert "still broken" not in page
    assert "things that are not public" in page
