"""A need comes from a weakness, and only from one."""

import pytest

from parvis.access.errors import Conflict, NotAllowed, NotVisible, Refused
from parvis.access.models import Marking
from parvis.assessment.models import Vulnerability
from parvis.journal.models import Entry
from parvis.journal.queries import check
from parvis.solutions import actions, queries
from parvis.solutions.models import Requirement


def test_a_need_is_written_from_a_weakness_and_the_journal_tells(weakness, need, coordinator, stranger):
    assert list(queries.requirements(coordinator, weakness.place_id)) == [need]
    assert not queries.requirements(stranger, weakness.place_id).exists()
    assert not queries.unanswered_weaknesses(coordinator, weakness.place_id).exists()
    entry = Entry.objects.get(action="solutions.requirement_written")
    assert entry.payload["vulnerability"] == str(weakness.pk)
    assert check().whole


def test_what_has_no_words_is_refused_and_others_may_not(weakness, coordinator, stranger, joining):
    with pytest.raises(Refused, match="what has to hold"):
        actions.write_requirement(coordinator, weakness, text="  ")
    with pytest.raises(Refused, match="must or should"):
        actions.write_requirement(coordinator, weakness, text="x", priority="may")
    with pytest.raises(NotVisible):
        actions.write_requirement(stranger, weakness, text="x")
    with pytest.raises(NotAllowed):
        actions.write_requirement(joining("expert"), weakness, text="x")
    assert not Requirement.objects.exists()


def test_the_second_of_two_editors_overwrites_nothing(need, coordinator):
    actions.change_requirement(coordinator, need, version=1, threshold="5 km/h")
    with pytest.raises(Conflict):
        actions.change_requirement(coordinator, need, version=1, threshold="9 km/h")
    need.refresh_from_db()
    assert (need.threshold, need.version) == ("5 km/h", 2)


def test_a_need_keeps_the_marking_of_its_own(need, coordinator, joining):
    reader = joining("reader")
    actions.change_requirement(coordinator, need, version=1, marking=int(Marking.RED))
    assert not queries.requirements(reader, need.place_id).exists()
    assert queries.requirements(coordinator, need.place_id).exists()  # who wrote it


def test_the_form_writes_once_and_goes_back_to_the_needs(weakness, coordinator, stranger, enter):
    browser = enter(coordinator)
    address = f"/solutions/weaknesses/{weakness.pk}/require/"
    form = browser.get(address).context["form"]
    sent = {"id": str(form["id"].value()), "text": "No vehicle", "priority": "must", "marking": 3}
    assert browser.post(address, sent).status_code == browser.post(address, sent).status_code == 302
    assert Requirement.objects.count() == 1
    assert "No vehicle" in browser.get(f"/solutions/place/{weakness.place_id}/").content.decode()
    assert "required" in browser.post(address, sent | {"text": ""}).content.decode()
    assert enter(stranger).get(address).status_code == 404


def test_a_weakness_that_the_reader_may_not_know_stays_hidden_beside_its_need(
    need, weakness, coordinator, joining, enter
):
    planner = joining("planner")
    Vulnerability.objects.filter(pk=weakness.pk).update(marking=Marking.RED)
    page = enter(planner).get(f"/solutions/requirements/{need.pk}/change/").content.decode()
    assert weakness.title not in page
    assert weakness.title not in enter(planner).get(f"/solutions/place/{need.place_id}/").content.decode()


def test_changing_by_form_and_a_stale_form(need, coordinator, enter):
    browser = enter(coordinator)
    address = f"/solutions/requirements/{need.pk}/change/"
    sent = {"text": need.text, "priority": "should", "marking": 3, "version": 1}
    assert browser.post(address, sent).status_code == 302
    assert browser.post(address, sent).status_code == 409
    need.refresh_from_db()
    assert need.priority == "should"
