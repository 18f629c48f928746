"""Preparing a choice: technology answers a need, weights are fixed before anybody scores."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.solutions.conftest import named

from parvis.access.errors import Conflict, NotAllowed, NotVisible, Refused
from parvis.journal.models import Entry
from parvis.solutions import actions, queries, rules
from parvis.solutions.models import Comparison, Option


def test_technology_must_answer_a_need(draft, coordinator, need):
    with pytest.raises(Refused, match="Technology must answer a need"):
        actions.add_option(coordinator, draft, name="Cameras", measures=["video-analytics"])
    assert not draft.options.filter(name="Cameras").exists()
    made = actions.add_option(
        coordinator, draft, name="Cameras", measures=["video-analytics"], answers={need.pk: "sees it"}
    )
    assert made.answers.get().how == "sees it"
    assert actions.add_option(coordinator, draft, name="More wardens", measures=["stewards"]).pk


def test_technology_cannot_come_in_by_changing_an_option(draft, coordinator):
    wardens = named(draft, "Wardens")
    with pytest.raises(Refused, match="Technology must answer"):
        actions.change_option(coordinator, wardens, version=1, answers={}, measures=["video-analytics"])
    wardens.refresh_from_db()
    assert wardens.measures == ["stewards"]
    assert wardens.answers.count() == 1


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"name": " "}, "a name"),
        ({"name": "Wardens"}, "this name already"),
        ({"name": "Nothing", "as_it_is": True}, "already leaves"),
        ({"name": "New", "measures": ["no-such-measure"]}, "not in the catalogue"),
        ({"name": "New", "as_it_is": True, "measures": ["stewards"]}, "has no measures"),
    ],
)
def test_an_option_that_cannot_be_kept_is_refused(draft, coordinator, facts, words):
    with pytest.raises(Refused, match=words):
        actions.add_option(coordinator, draft, **facts)
    assert draft.options.count() == 3


def test_a_need_of_another_comparison_cannot_be_answered(draft, square, coordinator, weakness):
    other = actions.write_requirement(coordinator, weakness, text="Something else")
    with pytest.raises(Refused, match="not about one of these needs"):
        actions.add_option(coordinator, draft, name="New", answers={other.pk: ""})


def test_weights_add_up_to_100_and_are_fixed_when_scoring_begins(draft, coordinator):
    weights = dict(draft.weights)
    with pytest.raises(Refused, match="add up to 101"):
        actions.set_weights(coordinator, draft, weights | {"effect": weights["effect"] + 1}, version=1)
    with pytest.raises(Refused, match="Every criterion"):
        actions.set_weights(coordinator, draft, {"effect": 100}, version=1)
    moved = weights | {"effect": weights["effect"] - 5, "openness": weights["openness"] + 5}
    actions.set_weights(coordinator, draft, moved, version=1)
    with pytest.raises(Conflict):
        actions.set_weights(coordinator, draft, weights, version=1)
    started = actions.start_scoring(coordinator, draft)
    with pytest.raises(Refused, match="being scored"):
        actions.set_weights(coordinator, draft, weights, version=started.version)
    with pytest.raises(Refused, match="being scored"):
        actions.add_option(coordinator, draft, name="Late")
    with pytest.raises(Refused, match="being scored"):
        actions.remove_option(coordinator, named(draft, "Wardens"))
    body = {"criteria": draft.criteria_urn, "version": draft.criteria_version, "weights": moved}
    expected = hashlib.sha256(json.dumps(body, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
    assert Entry.objects.get(action="solutions.scoring_started").payload["weights_sha256"] == expected
    assert started.weights_sha256 == expected


@given(st.dictionaries(st.sampled_from("abc"), st.integers(-5, 110), min_size=3, max_size=3))
def test_weights_are_usable_only_when_whole_and_100(weights):
    fault = rules.weights_fault(weights, "abc")
    assert (fault == "") == (min(weights.values()) >= 0 and sum(weights.values()) == 100)


def test_one_option_is_no_choice(square, coordinator, need):
    made = actions.open_comparison(coordinator, square, title="Alone", requirements=[need])
    actions.add_option(coordinator, made, name="As it is", as_it_is=True)
    with pytest.raises(Refused, match="at least two options"):
        actions.start_scoring(coordinator, made)
    made.refresh_from_db()
    assert made.state == "draft"
    assert made.weights_fixed is None


def test_strangers_and_readers_prepare_nothing(draft, square, stranger, joining):
    with pytest.raises(NotVisible):
        actions.add_option(stranger, draft, name="x")
    with pytest.raises(NotVisible):
        actions.open_comparison(stranger, square, title="x", requirements=[])
    with pytest.raises(NotAllowed):
        actions.start_scoring(joining("expert"), draft)
    assert joining("planner", 7)
    assert actions.start_scoring(joining("planner", 8), draft).state == "scoring"


def test_what_might_help_fits_the_scenario_and_nothing_is_picked(draft, coordinator):
    found = queries.might_help(coordinator, draft)
    assert found
    assert all("VEHICLE" in one.measure.threats for one in found)
    assert found[0].phase


def test_the_forms_of_options_write_once_and_change(draft, coordinator, need, stranger, enter):
    browser = enter(coordinator)
    address = f"/solutions/comparisons/{draft.pk}/options/new/"
    page = browser.get(address + "?measure=stewards&measure=unknown")
    assert "Might help" in page.content.decode()
    sent = {"id": str(page.context["form"]["id"].value()), "name": "Cameras", "measures": ["video-analytics"]}
    assert "Technology must answer" in browser.post(address, sent).content.decode()
    sent |= {f"meets_{need.pk}": "on", f"how_{need.pk}": "sees it", "cost_once": "5000"}
    assert browser.post(address, sent).status_code == browser.post(address, sent).status_code == 302
    made = Option.objects.get(name="Cameras")
    assert (made.cost_once, made.cost_yearly, made.answers.get().how) == (5000, None, "sees it")
    change = f"/solutions/options/{made.pk}/change/"
    assert "sees it" in browser.get(change).content.decode()
    sent |= {"version": 1, "name": "Two cameras"}
    assert browser.post(change, sent).status_code == 302
    assert browser.post(change, sent).status_code == 409
    assert browser.post(f"/solutions/options/{made.pk}/remove/").status_code == 302
    assert not Option.objects.filter(pk=made.pk).exists()
    assert enter(stranger).get(address).status_code == 404


def test_a_comparison_is_opened_once_by_form(square, coordinator, need, enter):
    browser = enter(coordinator)
    address = f"/solutions/place/{square.pk}/compare/"
    form = browser.get(address).context["form"]
    sent = {"id": str(form["id"].value()), "title": "The lane", "requirements": [need.pk], "marking": 3,
            "criteria_urn": form["criteria_urn"].value()}  # fmt: skip
    assert browser.post(address, sent).status_code == browser.post(address, sent).status_code == 302
    made = Comparison.objects.get()
    assert list(made.requirements.all()) == [need]
    assert sum(made.weights.values()) == 100


def test_the_weights_by_form_show_their_sum(draft, coordinator, enter):
    browser = enter(coordinator)
    address = f"/solutions/comparisons/{draft.pk}/weights/"
    assert "100</output>" in browser.get(address).content.decode()
    sent = {**draft.weights, "version": 1, "effect": 0}
    page = browser.post(address, sent).content.decode()
    assert "not 100" in page
    assert "82</output>" in page
    sent |= {"effect": 18 - 8, "openness": draft.weights["openness"] + 8}
    assert browser.post(address, sent).status_code == 302
    draft.refresh_from_db()
    assert draft.weights["effect"] == 10
    assert browser.post(f"/solutions/comparisons/{draft.pk}/start/").status_code == 302
    assert "fixed and can only be read" in browser.get(address).content.decode()
