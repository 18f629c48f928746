"""The pages of a call: for everybody, and for those who carry it out."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.solutions.calls.conftest import at

from parvis.solutions.actions import calls as actions
from parvis.solutions.models import Call


def minutes(moment) -> str:
    """As the browser's picker writes it: without seconds, in the time zone of the installation."""
    return (moment if timezone.is_naive(moment) else timezone.localtime(moment)).strftime("%Y-%m-%dT%H:%M")


def test_everybody_reads_the_public_words_and_nothing_else(public, need, weakness):
    page = Client().get(f"/calls/{public.pk}/").content.decode()
    assert "Whoever walks stays in front of what drives" in page
    assert "not a procurement" in page
    for closed in (need.text, weakness.title, "Halles Square"):
        assert closed not in page
    assert public.title in Client().get("/calls/").content.decode()
    french = Client().get(f"/calls/{public.pk}/?lang=fr").content.decode()
    assert "consultation préalable du marché" in french


def test_a_draft_is_nobodys_business(prepared):
    draft = prepared()
    assert Client().get(f"/calls/{draft.pk}/").status_code == 404
    assert draft.title not in Client().get("/calls/").content.decode()


def test_after_closing_the_page_stays_and_says_so(public):
    with at(public.closes):
        page = Client().get(f"/calls/{public.pk}/").content.decode()
        assert "This call is closed." in page
        assert public.title not in Client().get("/calls/").content.decode()


def test_the_amendment_stands_on_the_page_with_before_and_after(public, coordinator, enter):
    browser = enter(coordinator)
    form = browser.get(f"/solutions/calls/{public.pk}/amend/").context["form"]
    data = {name: form[name].value() for name in form.fields} | {"why": "One word more", "description": "New words."}
    data |= {n: minutes(data[n]) for n in ("questions_until", "closes")}
    refused = browser.post(f"/solutions/calls/{public.pk}/amend/", data)
    assert b"only moves later" in refused.content, "the form shows minutes, the call was made with seconds"
    data["closes"] = minutes(public.closes + timedelta(days=1))
    data["questions_until"] = minutes(public.questions_until + timedelta(hours=1))
    assert browser.post(f"/solutions/calls/{public.pk}/amend/", data).status_code == 302
    page = Client().get(f"/calls/{public.pk}/").content.decode()
    assert "Amendment 1" in page
    assert "looking over their shoulder" in page, "what stood there before"
    assert "New words." in page


@pytest.mark.django_db
def test_the_coordinator_writes_and_publishes_by_pages(square, coordinator, need, enter):
    browser = enter(coordinator)
    page = browser.get(f"/solutions/calls/place/{square.pk}/new/")
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    data |= {n: minutes(data[n]) for n in ("questions_until", "closes")}
    data |= {"title": "Calmer", "description": need.text, f"need-{need.pk}": "Slow"}
    made = browser.post(page.request["PATH_INFO"], data)
    again = browser.post(page.request["PATH_INFO"], data)
    assert made["Location"] == again["Location"], "sent twice, it is one call"
    call = Call.objects.get()
    shown = browser.get(made["Location"])
    assert "a need" in {hit.source for hit in shown.context["hits"]}
    assert browser.post(f"/solutions/calls/{call.pk}/publish/").status_code == 422
    form = browser.get(f"/solutions/calls/{call.pk}/change/").context["form"]
    data |= {"description": "People first.", "version": form["version"].value()}
    assert browser.post(f"/solutions/calls/{call.pk}/change/", data).status_code == 302
    assert browser.post(f"/solutions/calls/{call.pk}/publish/").status_code == 302
    assert Client().get(f"/calls/{call.pk}/").status_code == 200


def test_a_question_is_answered_by_page(public, coordinator, enter):
    question = actions.ask_question(public, actions.page_token(public, "question"), "How many?")
    browser = enter(coordinator)
    assert b"How many?" in browser.get(f"/solutions/calls/{public.pk}/").content
    address = f"/solutions/calls/questions/{question.pk}/"
    assert b"Write the answer" in browser.post(address, {"answer": ""}).content
    assert browser.post(address, {"answer": "Three hundred."}).status_code == 302
    assert b"Three hundred." in Client().get(f"/calls/{public.pk}/").content


def test_the_list_shows_only_what_the_reader_may_know(public, coordinator, stranger, enter):
    assert public.title in enter(coordinator).get("/solutions/calls/").content.decode()
    assert public.title not in enter(stranger).get("/solutions/calls/").content.decode()
    assert public.title in enter(coordinator).get(f"/solutions/place/{public.place_id}/").content.decode()
