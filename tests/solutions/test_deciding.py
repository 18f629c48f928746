"""A decision is a record: reasons, dissent, and nothing that changes it afterwards."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.solutions.conftest import named

from parvis.access.errors import NotAllowed, NotVisible, Refused
from parvis.exchange.models import Practice
from parvis.journal.models import Entry
from parvis.plans.models import Action
from parvis.solutions import actions, checks, queries
from parvis.solutions.actions import Dissenting, Tied
from parvis.solutions.models import Decision
from parvis.thread.queries import threads


def test_a_decision_closes_the_comparison(scored, decide, coordinator, square):
    made = decide(scored, "Wardens", dissents=[Dissenting("Fire service", "We prefer barriers.")])
    scored.refresh_from_db()
    assert scored.state == "decided"
    assert made.follows_ranking
    assert queries.latest_decision(coordinator, square) == made
    assert [row.id for row in queries.measures_of(made)] == ["stewards"]
    payload = Entry.objects.get(action="solutions.decided").payload
    assert payload["dissent"] is True
    assert "barriers" not in str(payload)
    assert made.dissent == "Fire service: We prefer barriers."
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
    sent = {"id": str(form["id"].value()), "option": named(scored, "Barriers").pk, "reasons": "Better.",
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


def test_dissents_and_conditions_are_kept_whole_or_not_at_all(scored, decide):
    today = timezone.localdate()
    with pytest.raises(Refused, match="the organisation and its words"):
        decide(scored, "Wardens", dissents=[Dissenting("", "No.")])
    with pytest.raises(Refused, match="who sees to it"):
        decide(scored, "Wardens", conditions=[Tied("Train them", "", today)])
    with pytest.raises(Refused, match="after the decision"):
        decide(scored, "Wardens", conditions=[Tied("Train them", "Police", today - timedelta(days=1))])
    assert not Decision.objects.exists()
    made = decide(
        scored,
        "Wardens",
        dissents=[Dissenting("Fire service", "Too few."), Dissenting("Traders", "Too many.")],
        conditions=[Tied("Train them", "Police", today)],
    )
    assert [one.organisation for one in made.dissents.all()] == ["Fire service", "Traders"]


@pytest.fixture
def tied(scored, decide):
    return decide(scored, "Wardens", conditions=[Tied("Train them", "Police", timezone.localdate())])


def test_a_condition_is_fulfilled_once_with_what_one_can_see(tied, coordinator, joining, stranger):
    condition, today = tied.conditions.get(), timezone.localdate()
    with pytest.raises(Refused, match="how one can see"):
        actions.fulfil_condition(coordinator, condition, evidence=" ", on=today)
    with pytest.raises(Refused, match="lies ahead"):
        actions.fulfil_condition(coordinator, condition, evidence="List", on=today + timedelta(days=1))
    with pytest.raises(NotAllowed):
        actions.fulfil_condition(joining("planner"), condition, evidence="List", on=today)
    with pytest.raises(NotVisible):
        actions.fulfil_condition(stranger, condition, evidence="List", on=today)
    assert actions.fulfil_condition(coordinator, condition, evidence="Attendance list", on=today).fulfilled == today
    with pytest.raises(Refused, match="already"):
        actions.fulfil_condition(coordinator, condition, evidence="Again", on=today)


def test_the_thread_counts_open_conditions_and_says_which_is_overdue(tied, coordinator, square, joining):
    def link():
        return {one.key: one for one in checks.links(coordinator, [square])[square.pk]}["decision"]

    assert link().state == "done"
    assert "1 condition open" in link().detail
    tied.conditions.update(due=timezone.localdate() - timedelta(days=1))
    assert link().state == "stale"
    thread = threads(coordinator, [square])[square.pk]
    assert any("Train them" in step.text for step in checks.steps(coordinator, square, thread))
    assert not any("Train them" in step.text for step in checks.steps(joining("reader"), square, thread))
    actions.fulfil_condition(coordinator, tied.conditions.get(), evidence="List", on=timezone.localdate())
    assert link().state == "done"


def test_conditions_and_measures_become_actions_in_one_press(tied, coordinator, joining, enter):
    browser, address = enter(coordinator), f"/solutions/decisions/{tied.pk}/act/"
    assert "have no action yet" in browser.get(f"/solutions/decisions/{tied.pk}/").content.decode()
    assert browser.post(address).status_code == browser.post(address).status_code == 302
    made = Action.objects.filter(decision=tied)
    assert {(one.title, one.owner) for one in made if one.title == "Train them"} == {("Train them", "Police")}
    assert made.count() == 2, "one condition, one measure, also when pressed twice"
    assert enter(joining("planner")).post(address).status_code == 403


def test_a_case_study_is_drafted_in_one_step_and_names_nobody(tied, coordinator, square, enter):
    browser = enter(coordinator)
    page = browser.get(f"/solutions/decisions/{tied.pk}/")
    assert "Draft a case study" in page.content.decode()
    answer = browser.post(f"/exchange/place/{square.pk}/new/", {"id": str(page.context["once"])})
    draft = Practice.objects.get()
    assert answer.headers["Location"] == f"/exchange/{draft.pk}/change/"
    assert draft.state == "draft"
    told = str(draft.texts)
    assert "options were compared" in told
    for closed in (square.name, tied.reasons, "Train them", "The south lane", "Municipal council"):
        assert closed not in told


def test_the_form_takes_several_dissents_and_conditions(scored, coordinator, enter):
    browser, today = enter(coordinator), timezone.localdate()
    address = f"/solutions/comparisons/{scored.pk}/decide/"
    form = browser.get(address).context["form"]
    sent = {"id": str(form["id"].value()), "option": named(scored, "Wardens").pk, "reasons": "The best for all.",
            "decided_by": "Council", "decided": today.isoformat(), "review": (today + timedelta(days=90)).isoformat(),
            "dissent_by_0": "Traders", "dissent_0": "Too many.", "dissent_by_1": "Fire service",
            "condition_0": "Train them", "condition_by_0": "Police", "condition_due_0": today.isoformat()}  # fmt: skip
    page = browser.post(address, sent).content.decode()
    assert "the organisation and its words" in page
    assert "Too many." in page, "what was typed is still there"
    assert "Enter a valid date" in browser.post(address, sent | {"condition_due_0": "soon"}).content.decode()
    record = browser.post(address, sent | {"dissent_1": "Too few."}).headers["Location"]
    text = browser.get(record).content.decode()
    assert all(words in text for words in ("Traders", "Too many.", "Fire service", "Too few.", "Train them"))
    fulfil = f"/solutions/conditions/{Decision.objects.get().conditions.get().pk}/fulfil/"
    assert "required" in browser.post(fulfil, {}).content.decode()
    assert browser.post(fulfil, {"evidence": "List", "on": today.isoformat()}).headers["Location"] == record
