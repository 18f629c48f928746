"""A decision is a record: reasons, dissent, and nothing that changes it afterwards."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.solutions.conftest import named

from parvis.access.errors import NotAllowed, NotVisible, Refused
from parvis.journal.models import Entry
from parvis.solutions import actions, queries
from parvis.solutions.models import Decision


def test_a_decision_closes_the_comparison(scored, decide, coordinator, square):
    made = decide(scored, "Wardens", dissent="The fire service would have preferred barriers.")
    scored.refresh_from_db()
    assert scored.state == "decided"
    assert made.follows_ranking
    assert queries.latest_decision(coordinator, square) == made
    assert [row.id for row in queries.measures_of(made)] == ["stewards"]
    payload = Entry.objects.get(action="solutions.decided").payload
    assert payload["dissent"] is True
    assert "fire service" not in str(payload)
    with pytest.raises(Refused, match="decided"):
        decide(scored, "Barriers")


def test_another_than_the_first_needs_reasons_that_say_why(scored, decide):
    with pytest.raises(Refused, match="puts “Wardens” first"):
        decide(scored, "Barriers", reasons="Better.")
    assert not Decision.objects.exists()
    made = decide(scored, "Barriers", reasons="No wardens can be hired before the summer; barriers are in store.")
    assert not made.follows_ranking
    assert made.first == named(scored, "Wardens")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"reasons": " "}, "needs its reasons"),
        ({"decided_by": ""}, "which body or function"),
        ({"decided": timezone.localdate() + timedelta(days=2)}, "lies ahead"),
        ({"review": timezone.localdate()}, "must come after"),
    ],
)
def test_what_makes_no_record_is_refused(scored, decide, facts, words):
    with pytest.raises(Refused, match=words):
        decide(scored, "Wardens", **facts)
    scored.refresh_from_db()
    assert scored.state == "scored"


def test_nobody_decides_before_the_scoring_has_ended(draft, decide, coordinator):
    with pytest.raises(Refused, match="being prepared"):
        decide(draft, "Wardens")


def test_only_who_may_decide_decides(scored, joining, stranger):
    today = timezone.localdate()
    facts = {
        "reasons": "Because it is the best for all.",
        "decided_by": "Council",
        "decided": today,
        "review": today + timedelta(1),
    }
    with pytest.raises(NotAllowed):
        actions.decide(joining("planner"), scored, named(scored, "Wardens"), **facts)
    with pytest.raises(NotVisible):
        actions.decide(stranger, scored, named(scored, "Wardens"), **facts)


def test_a_later_decision_takes_the_place_of_the_first(scored, decide, coordinator, square, need, joining, score):
    first = decide(scored, "Wardens")
    anew = actions.open_comparison(coordinator, square, title="Again", requirements=[need], supersedes=first)
    for name in ("Wardens", "Benches"):
        actions.add_option(coordinator, anew, name=name, answers={need.pk: ""})
    actions.start_scoring(coordinator, anew)
    assert queries.latest_decision(coordinator, square) == first  # until the new one is decided
    score(joining("expert", 3), anew, {"Wardens": 2, "Benches": 3})
    actions.end_scoring(coordinator, anew)
    second = decide(anew, "Benches")
    assert queries.latest_decision(coordinator, square) == second
    assert set(queries.decisions(coordinator, square.pk)) == {first, second}


def test_the_form_decides_once_and_the_record_opens(scored, coordinator, joining, stranger, enter):
    browser = enter(coordinator)
    address = f"/solutions/comparisons/{scored.pk}/decide/"
    form = browser.get(address).context["form"]
    today = timezone.localdate()
    sent = {"id": str(form["id"].value()), "option": named(scored, "Barriers").pk, "reasons": "Better.", "dissent": "",
            "decided_by": "Council", "decided": today.isoformat(), "review": (today + timedelta(days=90)).isoformat()}  # fmt: skip
    assert "Another choice is yours to make" in browser.post(address, sent).content.decode()
    sent |= {"reasons": "No wardens can be hired before the summer."}
    one, two = browser.post(address, sent), browser.post(address, sent)
    assert one.headers["Location"] == two.headers["Location"] == f"/solutions/decisions/{sent['id']}/"
    page = browser.get(one.headers["Location"]).content.decode()
    assert "the reasons say why another option was chosen" in page
    assert enter(joining("planner")).get(address).status_code == 403
    assert enter(stranger).get(one.headers["Location"]).status_code == 404
    assert browser.get(f"/solutions/comparisons/{scored.pk}/").status_code == 200


def test_nothing_is_chosen_beforehand(scored, coordinator, enter):
    form = enter(coordinator).get(f"/solutions/comparisons/{scored.pk}/decide/").context["form"]
    assert form["option"].value() is None
