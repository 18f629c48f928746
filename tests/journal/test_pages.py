"""The pages of the journal: what happened in words, with the code of the event beside it."""

import pytest

from parvis.journal.models import Entry
from parvis.people import actions
from parvis.places import actions as places
from parvis.web.pages.journal.wording import SENTENCES


def told(page):
    return " ".join(page.content.decode().split())


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "A place was taken on to the register."), ("fr", "Un lieu a été inscrit au registre.")],
)
def test_the_journal_of_a_place_is_in_words(square, coordinator, enter, language, said):
    page = told(enter(coordinator).get(f"/places/{square.pk}/journal/", headers={"accept-language": language}))
    assert said in page
    assert '<small class="soft"><code>places.place_registered</code></small>' in page
    assert coordinator.name in page


def test_the_whole_journal_says_who_and_what_but_nothing_of_the_place(square, coordinator, administrator, enter):
    places.change_place(coordinator, square, version=square.version, rationale="A rationale to keep")
    page = told(enter(administrator).get("/journal/"))
    assert "The sheet of a place was changed." in page
    assert coordinator.name in page
    assert square.name not in page


def test_an_event_of_an_older_version_is_shown_by_its_code(administrator, enter, monkeypatch):
    monkeypatch.delitem(SENTENCES, "people.role_given")
    page = told(enter(administrator).get("/journal/"))
    assert "<code>people.role_given</code>" in page
    assert Entry.objects.filter(action="people.role_given").exists()


def test_the_whole_journal_is_for_administrators(coordinator, enter):
    assert enter(coordinator).get("/journal/").status_code == 403


def test_names_of_the_journal_are_asked_for_once(administrator, joining, enter, django_assert_max_num_queries):
    for n in range(8):
        other = joining("reader", n)
        actions.suspend_account(administrator, other)
    browser = enter(administrator)
    with django_assert_max_num_queries(10):
        browser.get("/journal/")
