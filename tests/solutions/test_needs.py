"""A need comes from a weakness, and only from one."""

import pytest

from parvis.access.errors import Conflict, NotAllowed, NotVisible, Refused
from parvis.access.models import Marking
from parvis.assessment.actions import write_vulnerability
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
    with pytest.raises(Refused, match="must, should or could"):
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


def test_a_need_says_how_it_is_verified_and_where_it_stands_in_the_matrix(weakness, need, coordinator):
    actions.change_requirement(
        coordinator, need, version=1, verified_by="test", phases=["execution", "execution"], functions=["protect"]
    )
    need.refresh_from_db()
    assert (need.verified_by, need.phases) == ("test", ["execution"])
    for name, value in (("verified_by", "guess"), ("phases", ["midnight"]), ("functions", ["attack"])):
        with pytest.raises(Refused, match="Nothing was saved"):
            actions.change_requirement(coordinator, need, version=2, **{name: value})


def test_what_must_comes_before_what_should_and_what_could(weakness, coordinator):
    for priority in ("could", "should", "must"):
        actions.write_requirement(coordinator, weakness, text=priority, priority=priority)
    assert [row.text for row in queries.requirements(coordinator, weakness.place_id)] == ["must", "should", "could"]


def test_an_objective_is_set_once_for_a_weakness_and_changed_on_what_was_seen(weakness, coordinator, stranger, joining):
    made = actions.set_objective(coordinator, weakness, text="People and vehicles are apart")
    assert actions.set_objective(coordinator, weakness, text="Apart, always", version=1).pk == made.pk
    with pytest.raises(Conflict):
        actions.set_objective(coordinator, weakness, text="Late", version=1)
    with pytest.raises(Refused, match="different"):
        actions.set_objective(coordinator, weakness, text=" ", version=2)
    with pytest.raises(NotVisible):
        actions.set_objective(stranger, weakness, text="x")
    with pytest.raises(NotAllowed):
        actions.set_objective(joining("expert"), weakness, text="x")
    assert queries.objective(coordinator, weakness).text == "Apart, always"


def test_the_objective_of_a_weakness_that_is_not_for_the_reader_is_not_shown(
    weakness, need, coordinator, joining, enter
):
    actions.set_objective(coordinator, weakness, text="People and vehicles are apart")
    reader = joining("reader")
    address = f"/solutions/place/{weakness.place_id}/"
    assert "are apart" in enter(reader).get(address).content.decode()
    Vulnerability.objects.filter(pk=weakness.pk).update(marking=Marking.RED)
    assert "are apart" not in enter(joining("reader", 2)).get(address).content.decode()


def test_what_experts_score_by_no_longer_changes_but_a_newer_need_may_replace_it(draft, need, coordinator, enter):
    actions.change_requirement(coordinator, need, version=1, threshold="7 km/h")
    actions.start_scoring(coordinator, draft)
    with pytest.raises(Refused, match="Experts score options by this need"):
        actions.change_requirement(coordinator, need, version=2, threshold="9 km/h")
    actions.change_requirement(coordinator, need, version=2, marking=int(Marking.AMBER))  # who may know is no content
    browser = enter(coordinator)
    sent = {"text": "Another text", "priority": "must", "marking": 3, "version": 3}
    page = browser.post(f"/solutions/requirements/{need.pk}/change/", sent).content.decode()
    assert "Another text" in page
    assert "Experts score options by this need" in page
    address = f"/solutions/requirements/{need.pk}/renew/"
    form = browser.get(address).context["form"]
    assert form["text"].value() == need.text
    sent = {"id": str(form["id"].value()), "text": "No vehicle at all", "priority": "must", "marking": 3}
    assert browser.post(address, sent).status_code == 302
    assert [row.text for row in queries.requirements(coordinator, need.place_id)] == ["No vehicle at all"]
    assert list(queries.replaced_requirements(coordinator, need.place_id)) == [need]
    with pytest.raises(Refused, match="taken the place"):
        actions.write_requirement(coordinator, need.vulnerability, text="Third", replaces=need)


def test_after_a_decision_the_refusal_says_so(scored, need, coordinator, decide):
    decide(scored, "Wardens")
    with pytest.raises(Refused, match="A decision was taken"):
        actions.change_requirement(coordinator, need, version=1, text="Other")


def test_a_need_replaces_one_of_its_own_weakness_only(weakness, need, square, coordinator):
    other = write_vulnerability(coordinator, square, title="The quay is dark")
    with pytest.raises(Refused, match="another weakness"):
        actions.write_requirement(coordinator, other, text="Light", replaces=need)


def test_the_matrix_shows_needs_what_answers_them_and_what_is_empty(draft, need, coordinator, square, enter):
    actions.change_requirement(coordinator, need, version=1, phases=["preparation"], functions=["protect"])
    found = queries.matrix(coordinator, list(queries.requirements(coordinator, square.pk)), set())
    assert found.size == 50
    assert found.empty == 49
    line = next(row for row in found.lines if row.code == "protect")
    cell = next(one for one in line.cells if one.needs)
    assert cell.needs == (1,)
    assert "flexible-or-permanent-barriers" in [row.id for row in cell.proposed]
    chosen = {draft.options.get(name="Barriers").pk}
    decided = queries.matrix(coordinator, list(queries.requirements(coordinator, square.pk)), chosen)
    cell = next(one for row in decided.lines for one in row.cells if one.needs)
    assert "flexible-or-permanent-barriers" in [row.id for row in cell.decided]
    page = enter(coordinator).get(f"/solutions/place/{square.pk}/").content.decode()
    assert "49 of 50 cells are empty" in page


def test_first_words_come_from_the_weakness_and_are_kept_only_when_saved(weakness, coordinator, enter):
    browser = enter(coordinator)
    address = f"/solutions/weaknesses/{weakness.pk}/require/"
    offered = browser.get(address).context["drafts"]
    assert offered
    taken = browser.get(f"{address}?say={offered[0].function}").context["form"]
    assert taken["text"].value() == offered[0].text
    assert taken["phases"].value() == ["execution"]
    assert taken["functions"].value() == [offered[0].function]
    assert browser.get(f"{address}?say=nonsense").status_code == 200
    assert not Requirement.objects.exists()


def test_the_form_of_the_objective(weakness, coordinator, enter):
    browser = enter(coordinator)
    address = f"/solutions/weaknesses/{weakness.pk}/objective/"
    assert browser.post(address, {"text": "Apart", "version": 0}).status_code == 302
    assert browser.post(address, {"text": "Apart again", "version": 0}).status_code == 409
    assert "Apart" in browser.get(address).content.decode()
