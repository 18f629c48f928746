"""Demonstrations and table-tops: the same criteria, beside one another, and what counts for the ranking."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.solutions.conftest import declare, named
from tests.solutions.test_thread import steps

from parvis.access.errors import NotAllowed, NotVisible, Refused
from parvis.exercises import actions as playing
from parvis.exercises import queries as played
from parvis.journal.models import Entry
from parvis.plans import actions as planning
from parvis.solutions import actions, checks, queries
from parvis.solutions.actions import Opinion, Watched
from parvis.solutions.models import Evaluation, Measured, Tally
from parvis.thread.queries import threads

TIME = Watched("Time until the edge is closed", "s", 60, more_is_better=False)


@pytest.fixture
def demonstration(scored, coordinator):
    return actions.prepare_trial(
        coordinator, scored, kind="demonstration", on=timezone.localdate(), where="Depot",
        options=[named(scored, "Barriers")], script=["A van comes", " ", "The edge is closed"], indicators=[TIME],
        questions=["I understood what I had to do."],
    )  # fmt: skip


def given(comparison, account, name, criterion="effect"):
    found = queries.scores(account, comparison).filter(option__name=name, criterion=criterion)
    return sorted(found.values_list("kind", "value"))


def test_a_later_evaluation_counts_where_it_looked_and_the_desk_where_it_did_not(
    scored, demonstration, coordinator, joining
):
    expert = joining("expert", 8)
    declare(expert, scored)
    before = queries.ranking(coordinator, scored)
    actions.score_option(expert, named(scored, "Barriers"), {"effect": Opinion(0)}, kind="demonstration")
    assert given(scored, coordinator, "Barriers") == [("desk", 4), ("desk", 4)], "open scores count for nobody"
    with pytest.raises(Refused, match="nothing to score here"):
        actions.score_option(expert, named(scored, "Wardens"), {"effect": Opinion(0)}, kind="demonstration")
    actions.end_evaluation(coordinator, demonstration)
    assert given(scored, coordinator, "Barriers") == [("demonstration", 0)]
    assert {kind for kind, _value in given(scored, coordinator, "Wardens")} == {"desk"}
    after = queries.ranking(coordinator, scored)
    value = {row.option.name: row.value for row in after.placed}
    assert value["Barriers"] < {row.option.name: row.value for row in before.placed}["Barriers"]
    option, rows = queries.beside(coordinator, scored)[0]
    assert (option.name, [row.means for row in rows]) == ("Barriers", [(4.0, 0.0)])


def test_what_counts_can_be_chosen_with_a_reason(scored, demonstration, coordinator, joining):
    expert = joining("expert", 8)
    declare(expert, scored)
    actions.score_option(expert, named(scored, "Barriers"), {"effect": Opinion(0)}, kind="demonstration")
    with pytest.raises(Refused, match="has not ended"):
        actions.choose_counting(coordinator, scored, kind="demonstration", reason="x")
    actions.end_evaluation(coordinator, demonstration)
    with pytest.raises(Refused, match="Say why"):
        actions.choose_counting(coordinator, scored, kind="desk", reason="")
    chosen = actions.choose_counting(coordinator, scored, kind="desk", reason="It rained all day.")
    assert {kind for kind, _value in given(chosen, coordinator, "Barriers")} == {"desk"}


def test_an_interest_bars_at_the_demonstration_too(scored, demonstration, coordinator, joining):
    seller, barriers = joining("expert", 8), named(scored, "Barriers")
    actions.declare_interest(seller, scored, concerns=True, what="Sells them", options=[barriers])
    with pytest.raises(Refused, match="an interest in this option"):
        actions.score_option(seller, barriers, {"effect": Opinion(4)}, kind="demonstration")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"kind": "desk"}, "a demonstration or a table-top"),
        ({"options": []}, "which options"),
        ({"indicators": [TIME, TIME]}, "the same name"),
    ],
)
def test_what_is_no_evaluation_is_refused(scored, coordinator, facts, words):
    usable = {"kind": "demonstration", "on": timezone.localdate(), "options": [named(scored, "Barriers")]}
    with pytest.raises(Refused, match=words):
        actions.prepare_trial(coordinator, scored, **(usable | facts))
    assert not Evaluation.objects.exists()


def test_one_of_each_kind_and_nothing_before_the_desk_has_ended(demonstration, scored, draft, coordinator, decide):
    usable = {"kind": "demonstration", "on": timezone.localdate(), "options": [named(scored, "Barriers")]}
    with pytest.raises(Refused, match="one of this kind already"):
        actions.prepare_trial(coordinator, scored, **usable)
    with pytest.raises(Refused, match="Nobody has scored"):
        actions.end_evaluation(coordinator, demonstration)
    decide(scored, "Wardens", before_the_end="The depot has no day free before it.")
    with pytest.raises(Refused, match="decided"):
        actions.prepare_trial(coordinator, scored, **(usable | {"kind": "tabletop"}))


def test_only_observers_write_and_a_run_written_again_replaces(scored, demonstration, coordinator, joining, stranger):
    barriers, indicator, question = (
        named(scored, "Barriers"),
        demonstration.indicators.get(),
        demonstration.questions.get(),
    )

    def write(actor, value, counts=(0, 0, 1, 2, 0), run="real"):
        return actions.write_run(
            actor, demonstration, barriers, run, values={indicator.pk: value}, tallies={question.pk: counts}
        )

    expert = joining("expert", 8)
    with pytest.raises(Refused, match="join as an observer"):
        write(expert, 50)
    with pytest.raises(NotVisible):
        actions.observe(stranger, demonstration)
    with pytest.raises(NotAllowed):
        actions.observe(joining("reader"), demonstration)
    actions.observe(expert, demonstration)
    actions.observe(coordinator, demonstration)
    with pytest.raises(Refused, match="whole numbers"):
        write(expert, 50, counts=(1, 2))
    assert not Measured.objects.exists()
    write(expert, 90, run="first")
    write(expert, 70)
    write(expert, 60)
    write(coordinator, 60, counts=(0, 0, 0, 0, 1))
    assert Tally.objects.count() == 2
    row = queries.measured(coordinator, demonstration)[0]
    assert [(cell.value, cell.met) for cell in row.cells] == [(90, False), (None, None), (60, True)]
    told = queries.answers(coordinator, demonstration)[0]
    assert (told.sheets, told.mean) == (4, pytest.approx((2 + 3 + 3 + 4) / 4))


def test_the_pages_of_a_demonstration(scored, coordinator, joining, enter):
    browser, today = enter(coordinator), timezone.localdate()
    address = f"/solutions/comparisons/{scored.pk}/try/"
    barriers = named(scored, "Barriers")
    sent = {"kind": "demonstration", "options": [str(barriers.pk)], "on": today.isoformat(), "where": "Depot",
            "script": "A van comes\nThe edge is closed", "questions": "Clear?", "indicators": "Time; s; <= sixty"}  # fmt: skip
    page = browser.post(address, sent).content.decode()
    assert "Line 1: write name; unit; target" in page
    assert "&lt;= sixty" in page, "what was typed is still there"
    made = browser.post(address, sent | {"indicators": "Time; s; <= 60"}).headers["Location"]
    assert browser.post(f"{made}observe/").status_code == 302
    run = f"{made}run/{barriers.pk}/real/"
    assert (
        "Enter a number"
        in browser.post(run, {f"value_{Evaluation.objects.get().indicators.get().pk}": "fast"}).content.decode()
    )
    form = browser.get(run).context["form"]
    assert (
        browser.post(
            run, {form.measured()[0].html_name: "55.5", form.asked()[0]["fields"][4].html_name: "3"}
        ).status_code
        == 302
    )
    text = browser.get(made).content.decode()
    assert "55.5" in text
    assert "not met" not in text
    declare(coordinator, scored)
    assert browser.post(f"{made}score/{barriers.pk}/", {"value_effect": "2"}).headers["Location"] == made
    assert browser.post(f"{made}end/").status_code == 302
    scores = f"/solutions/comparisons/{scored.pk}/scores/"
    assert "Evaluations beside one another" in browser.get(scores).content.decode()
    assert browser.post(f"{scores}count/", {"kind": "desk", "reason": "It rained."}).status_code == 302
    assert "It rained." in enter(joining("reader")).get(scores).content.decode()
    assert browser.get(made).status_code == 200


def test_a_table_top_shows_the_clocks_with_and_without(scored, coordinator, square, enter):
    table = actions.prepare_trial(
        coordinator, scored, kind="tabletop", on=timezone.localdate(), options=[named(scored, "Barriers")]
    )
    plan = planning.write_plan(coordinator, square, title="Edge")
    task = planning.set_task(coordinator, plan, phase="protect", text="Close the edge", target_s=60)
    plan.refresh_from_db()
    browser = enter(coordinator)
    sides = [playing.prepare(coordinator, plan, title=title) for title in ("As it is", "With barriers")]
    link = f"/solutions/evaluations/{table.pk}/exercise/"
    assert browser.post(link, {"exercise": "x"}).status_code == 404
    assert (
        browser.post(link, {"exercise": str(sides[0].pk), "option": str(named(scored, "Wardens").pk)}).status_code
        == 404
    )
    for side, option in zip(sides, ("", str(named(scored, "Barriers").pk)), strict=True):
        assert browser.post(link, {"exercise": str(side.pk), "option": option}).status_code == 302
    found = played.trial(coordinator, table)
    assert [one.with_option for one in found.exercises] == [None, named(scored, "Barriers")]
    now = timezone.now()
    for side, seconds in zip(sides, (90, 40), strict=True):
        inject = side.injects.get()
        times = {"began": now - timedelta(minutes=60), "ended": now - timedelta(minutes=50)}
        over = playing.enter_played(coordinator, side, **times, delivered={inject.pk: 10})
        playing.stamp(coordinator, over, task, "done", at_s=10 + seconds)
    assert [row.took_s for row in played.trial(coordinator, table).rows] == [(90.0, 40.0)]
    versus = played.trial(coordinator, table).versus()
    assert [(one.option.name, one.paired.middle, one.paired.runs) for one in versus] == [("Barriers", -50, (1, 1))]
    result = browser.get(f"/exercises/{sides[0].pk}/result/").content.decode()
    assert "played once each way" in result
    assert f"/solutions/evaluations/{table.pk}/" in result
    page = browser.get(f"/solutions/evaluations/{table.pk}/").content.decode()
    assert "played once each way" in page
    assert "with Barriers" in page
    assert "without" in page
    elsewhere = actions.prepare_trial(
        coordinator,
        scored,
        kind="demonstration",
        on=timezone.localdate() + timedelta(1),
        options=[named(scored, "Barriers")],
    )
    with pytest.raises(Refused, match="plays a table-top"):
        playing.try_option(coordinator, sides[0], elsewhere, None)


WHY = "The market opens on Saturday, and the depot has no day free before it."


def test_deciding_before_the_end_warns_and_the_reason_is_recorded(scored, demonstration, coordinator, decide, enter):
    with pytest.raises(Refused, match="has not ended: its scores would not count") as refused:
        decide(scored, "Wardens")
    assert refused.value.field == "before_the_end"
    page = enter(coordinator).get(f"/solutions/comparisons/{scored.pk}/decide/").content.decode()
    assert "what it shows does not count yet" in page
    assert f"/solutions/evaluations/{demonstration.pk}/" in page
    made = decide(scored, "Wardens", before_the_end=WHY)
    assert Entry.objects.get(action="solutions.decided").payload["before_the_end"] == WHY
    assert WHY in enter(coordinator).get(f"/solutions/decisions/{made.pk}/").content.decode()
    (told,) = enter(coordinator).get(f"/api/v1/solutions/decisions?place={scored.place_id}").json()
    assert told["before_the_end"] == WHY


def test_the_form_keeps_what_was_written_when_it_warns(scored, demonstration, coordinator, enter):
    form = {"option": str(named(scored, "Wardens").pk), "reasons": "It answers the need.", "decided_by": "Council",
            "decided": timezone.localdate().isoformat(), "review": (timezone.localdate() + timedelta(days=9)).isoformat(),
            "id": "0b6e0f5e-54c9-4a3c-9c5d-0c1f6a3f7a11"}  # fmt: skip
    address = f"/solutions/comparisons/{scored.pk}/decide/"
    answer = enter(coordinator).post(address, form)
    assert "It answers the need." in answer.content.decode()
    assert "its scores would not count" in answer.content.decode()
    assert enter(coordinator).post(address, form | {"before_the_end": WHY}).status_code == 302


def test_when_none_is_open_nothing_is_asked_and_nothing_kept(
    scored, demonstration, coordinator, joining, decide, enter
):
    expert = joining("expert", 8)
    declare(expert, scored)
    actions.score_option(expert, named(scored, "Barriers"), {"effect": Opinion(3)}, kind="demonstration")
    actions.end_evaluation(coordinator, demonstration)
    assert (
        "before_the_end" not in enter(coordinator).get(f"/solutions/comparisons/{scored.pk}/decide/").content.decode()
    )
    assert decide(scored, "Wardens", before_the_end=WHY).before_the_end == ""


def test_the_next_step_is_the_evaluation_that_is_open(scored, square, coordinator, joining):
    def told(account):
        return [(step.text, step.url) for step in steps(account, square) if scored.title in step.text]

    reader, expert = joining("reader"), joining("expert", 8)
    assert [text for text, _url in told(coordinator)] == ["Decide: The south lane"]
    thread = threads(coordinator, [square])[square.pk]
    with CaptureQueriesContext(connection) as before:
        checks.steps(coordinator, square, thread)
    made = actions.prepare_trial(
        coordinator, scored, kind="tabletop", on=timezone.localdate(), options=[named(scored, "Barriers")]
    )
    with CaptureQueriesContext(connection) as after:
        checks.steps(coordinator, square, thread)
    assert len(after) <= len(before)
    expected = [("A table-top is still open: The south lane", f"/solutions/evaluations/{made.pk}/")]
    assert told(coordinator) == told(expert) == expected
    assert told(reader) == []
