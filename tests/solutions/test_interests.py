"""Interests: declared before anybody scores, and what follows is decided with a reason that all can read."""

import json

import pytest
from tests.solutions.conftest import declare, named

from parvis.access.errors import NotAllowed, NotVisible, Refused
from parvis.journal.models import Entry
from parvis.solutions import actions, queries
from parvis.solutions.actions import Opinion
from parvis.solutions.models import Interest, Score


@pytest.fixture
def scoring(draft, coordinator):
    return actions.start_scoring(coordinator, draft)


@pytest.fixture
def seller(scoring, joining):
    """An expert who declared an interest in the barriers."""
    expert = joining("expert", 5)
    barriers = named(scoring, "Barriers")
    actions.declare_interest(expert, scoring, concerns=True, what="My office sells them", options=[barriers])
    return expert


def test_nobody_scores_before_a_declaration(scoring, joining):
    expert = joining("expert")
    with pytest.raises(Refused, match="Say first whether"):
        actions.score_option(expert, named(scoring, "Wardens"), {"effect": Opinion(3)})
    declare(expert, scoring)
    assert actions.score_option(expert, named(scoring, "Wardens"), {"effect": Opinion(3)})


def test_an_expert_with_an_interest_scores_the_other_options_alone(scoring, seller):
    with pytest.raises(Refused, match="an interest in this option"):
        actions.score_option(seller, named(scoring, "Barriers"), {"effect": Opinion(4)})
    assert actions.score_option(seller, named(scoring, "Wardens"), {"effect": Opinion(1)})
    assert Score.objects.filter(account=seller).count() == 1
    payload = Entry.objects.get(action="solutions.interest_declared").payload
    assert payload["concerns"] is True
    assert "sells" not in str(payload)


def test_who_is_left_out_reads_why_and_what_they_gave_is_kept_but_does_not_count(scoring, seller, coordinator, score):
    score(seller, scoring, {"Wardens": 1})
    interest = Interest.objects.get(account=seller)
    with pytest.raises(Refused, match="Say why"):
        actions.rule_interest(coordinator, interest, ruling="out", reason=" ")
    with pytest.raises(Refused, match="Choose what follows"):
        actions.rule_interest(coordinator, interest, ruling="scores all", reason="x")
    actions.rule_interest(coordinator, interest, ruling="out", reason="The sale is running.")
    with pytest.raises(Refused, match="The sale is running"):
        actions.score_option(seller, named(scoring, "Wardens"), {"effect": Opinion(1)})
    assert Score.objects.filter(account=seller).exists()
    assert not queries.scores(seller, scoring).exists()
    score(coordinator, scoring, {"As it is": 1, "Wardens": 3, "Barriers": 2})
    ended = actions.end_scoring(coordinator, scoring)
    ranked = queries.ranking(coordinator, ended)
    assert ranked.experts == 1
    assert {given.expert for row in ranked.placed for cell in row.cells for given in cell.given} == {str(coordinator)}


def test_an_interest_found_later_sets_the_scores_aside(scoring, joining, coordinator, score):
    late = joining("expert", 6)
    score(late, scoring, {"Barriers": 4, "Wardens": 0})
    score(coordinator, scoring, {"As it is": 1, "Wardens": 3, "Barriers": 2})
    ended = actions.end_scoring(coordinator, scoring)
    barriers = named(ended, "Barriers")
    actions.declare_interest(late, ended, concerns=True, what="A cousin builds them", options=[barriers])
    counted = queries.scores(coordinator, ended)
    assert not counted.filter(account=late, option=barriers).exists()
    assert counted.filter(account=late, option=named(ended, "Wardens")).exists()


def test_after_the_ruling_an_interest_only_grows(scoring, seller, coordinator):
    actions.rule_interest(
        coordinator, Interest.objects.get(account=seller), ruling="others", reason="One option alone."
    )
    with pytest.raises(Refused, match="no longer take it back"):
        actions.declare_interest(seller, scoring, concerns=False)
    both = [named(scoring, "Barriers"), named(scoring, "Wardens")]
    assert actions.declare_interest(seller, scoring, concerns=True, what="More", options=both).options.count() == 2


@pytest.mark.parametrize(("what", "options"), [("", ["Barriers"]), ("I sell", [])])
def test_an_interest_says_what_and_in_what(scoring, joining, what, options):
    touched = [named(scoring, name) for name in options]
    with pytest.raises(Refused, match="Say what the interest is"):
        actions.declare_interest(joining("expert"), scoring, concerns=True, what=what, options=touched)
    assert not Interest.objects.exists()


def test_strangers_declare_nothing_and_experts_rule_on_nothing(scoring, seller, stranger, joining):
    with pytest.raises(NotVisible):
        actions.declare_interest(stranger, scoring, concerns=False)
    with pytest.raises(NotAllowed):
        actions.declare_interest(joining("reader"), scoring, concerns=False)
    with pytest.raises(NotAllowed):
        actions.rule_interest(seller, Interest.objects.get(account=seller), ruling="others", reason="x")


def test_a_draft_and_a_decided_comparison_take_no_declaration(
    draft, scored, decide, joining, coordinator, square, need
):
    decide(scored, "Wardens")
    with pytest.raises(Refused, match="decided"):
        actions.declare_interest(joining("expert", 7), scored, concerns=False)
    other = actions.open_comparison(coordinator, square, title="Other", requirements=[need])
    with pytest.raises(Refused, match="being prepared"):
        actions.declare_interest(coordinator, other, concerns=False)


@pytest.mark.parametrize(
    ("opinion", "words"),
    [
        (Opinion(9), "from 0 to 4"),
        (Opinion(3, confidence="utter"), "low, medium or high"),
        (Opinion(3, link="javascript:alert(1)"), "no address of a page"),
    ],
)
def test_what_is_no_opinion_is_refused_whole(scoring, coordinator, opinion, words):
    declare(coordinator, scoring)
    with pytest.raises(Refused, match=words):
        actions.score_option(coordinator, named(scoring, "Wardens"), {"time": Opinion(3), "effect": opinion})
    assert not Score.objects.exists()


def test_evidence_and_confidence_are_kept_by_the_form(scoring, joining, coordinator, enter):
    browser = enter(joining("expert"))
    wardens = named(scoring, "Wardens")
    address = f"/solutions/comparisons/{scoring.pk}/score/{wardens.pk}/"
    assert browser.get(address).headers["Location"].endswith("/interest/")
    interest = f"/solutions/comparisons/{scoring.pk}/interest/"
    assert "Say what the interest is" in browser.post(interest, {"concerns": "yes"}).content.decode()
    assert browser.post(interest, {"concerns": "no"}).status_code == 302
    sent = {
        "value_effect": "3",
        "reason_effect": "seen",
        "confidence_effect": "high",
        "evidence_effect": "Report 12/2025",
    }
    page = browser.post(address, sent | {"value_time": "three"}).content.decode()
    assert "three" in page or "valid choice" in page
    assert "Report 12/2025" in page, "what was typed is still there"
    assert not Score.objects.exists()
    assert browser.post(address, sent | {"link_effect": "example.org/report"}).status_code == 302
    kept = Score.objects.get()
    assert (kept.value, kept.confidence, kept.evidence) == (3, "high", "Report 12/2025")
    assert kept.link == "https://example.org/report"


def test_the_pages_show_the_interest_to_all_and_the_choice_to_who_leads(scoring, seller, coordinator, joining, enter):
    address = f"/solutions/comparisons/{scoring.pk}/"
    reader = enter(joining("reader")).get(address).content.decode()
    assert "My office sells them" in reader
    assert "Decide what follows" not in reader
    lead = enter(coordinator)
    assert "Decide what follows" in lead.get(address).content.decode()
    ruling = f"/solutions/interests/{Interest.objects.get(account=seller).pk}/rule/"
    assert "required" in lead.post(ruling, {"ruling": "out"}).content.decode()
    assert lead.post(ruling, {"ruling": "out", "reason": "The sale is running."}).status_code == 302
    assert "The sale is running." in lead.get(address).content.decode()
    theirs = enter(seller)
    barred = f"{address}score/{named(scoring, 'Barriers').pk}/"
    assert theirs.get(barred).headers["Location"] == address
    assert theirs.get(address + "score/").headers["Location"] == address
    assert "Is left out" in theirs.get(address + "interest/").content.decode()


def test_the_scores_with_their_ground_are_read_once_the_scoring_has_ended(
    scoring, seller, coordinator, score, joining, stranger, enter
):
    address = f"/solutions/comparisons/{scoring.pk}/scores/"
    browser = enter(joining("reader"))
    assert browser.get(address).status_code == 422
    score(coordinator, scoring, {"As it is": 1, "Wardens": 3, "Barriers": 2})
    wardens = named(scoring, "Wardens")
    opinion = Opinion(2, "half of it", "Report 7", "https://example.org/7", "low")
    actions.score_option(seller, wardens, {"effect": opinion})
    actions.end_scoring(coordinator, scoring)
    page = browser.get(address)
    text = page.content.decode()
    assert 'href="https://example.org/7"' in text
    assert "half of it" in text
    assert "does not score: interest" in text
    by_option = {one.option.name: one.missing for one in page.context["pages"]}
    codes = len(queries.criteria_of(scoring).criteria)
    assert by_option == {"As it is": codes, "Wardens": codes - 1, "Barriers": 0}
    assert enter(stranger).get(address).status_code == 404


def test_over_the_api_the_same_declaration_and_the_same_refusals(scoring, joining, coordinator, enter):
    expert = joining("expert")
    browser = enter(expert)
    wardens = named(scoring, "Wardens")
    scores = f"/api/v1/solutions/options/{wardens.pk}/scores"
    interests = f"/api/v1/solutions/comparisons/{scoring.pk}/interests"

    def send(address, data):
        return browser.post(address, json.dumps(data), content_type="application/json")

    assert "Say first whether" in send(scores, {"scores": {"effect": {"value": 3}}}).content.decode()
    assert send(interests, {"concerns": "no"}).status_code == 422
    assert send(interests, {"concerns": False}).status_code == 200
    assert send(scores, {"scores": {"effect": {"value": "three"}}}).status_code == 422
    assert send(scores, {"scores": {}}).status_code == 422
    assert not Score.objects.exists()
    given = send(scores, {"scores": {"effect": {"value": 3, "confidence": "high", "evidence": "A visit"}}})
    assert given.status_code == 200
    theirs = f"/api/v1/solutions/comparisons/{scoring.pk}/scores"
    assert browser.get(theirs).json() == given.json()
    assert enter(coordinator).get(theirs).json() == []
    assert [one["concerns"] for one in browser.get(interests).json()] == [False]
