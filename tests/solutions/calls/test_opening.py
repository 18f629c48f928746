"""Opening: after closing, under fixed weights, by two or by one with a reason. Then screening, comparison, decision."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.solutions.calls.conftest import at, begun, filled

from parvis.access.errors import NotAllowed, NotVisible, Refused
from parvis.journal.models import Entry
from parvis.journal.queries import check
from parvis.solutions import actions as choosing
from parvis.solutions.actions import calls as actions
from parvis.solutions.actions.calls.publishing import key_file
from parvis.solutions.models import Call, CallVersion, Comparison
from parvis.solutions.queries import calls as queries

REASON = "The second person is ill, and the council meets tomorrow."


def opened(call: Call, coordinator) -> Call:
    return actions.open_answers(coordinator, call, reason=REASON)


def test_two_people_open_together(at_the_end, coordinator, joining):
    second = joining("coordinator", 2)
    actions.offer_opening(coordinator, at_the_end)
    call = actions.open_answers(second, at_the_end)
    assert call.state == "opened"
    assert [row.content.solution for row in queries.opened_answers(coordinator, call)] == [
        "Garden of the evening",
        "Warmer lamps",
    ]
    entry = Entry.objects.get(action="solutions.answers_opened")
    assert entry.payload == {"answers": 2, "together": True, "reason": ""}
    assert check().whole


def test_one_alone_needs_a_whole_reason(at_the_end, coordinator):
    actions.offer_opening(coordinator, at_the_end)
    with pytest.raises(Refused, match="Two open together"):
        actions.open_answers(coordinator, at_the_end, reason="Hurry")
    assert not CallVersion.objects.exclude(content=None).exists()
    opened(at_the_end, coordinator)
    assert Entry.objects.get(action="solutions.answers_opened").payload["reason"] == REASON


def test_never_before_closing_never_without_weights_never_twice(public, coordinator, joining):
    with pytest.raises(Refused, match="after closing"):
        opened(public, coordinator)
    with at(public.closes):
        with pytest.raises(Refused, match="Fix the weights first"):
            opened(public, coordinator)
        actions.prepare_evaluation(coordinator, public)
        with pytest.raises(Refused, match="Fix the weights first"):
            opened(public, coordinator)
        actions.fix_weights(coordinator, public)
        with pytest.raises(NotAllowed):
            opened(public, joining("expert"))
        opened(public, coordinator)
        with pytest.raises(Refused, match="once"):
            opened(public, coordinator)


def test_fixed_weights_stay(at_the_end, coordinator):
    comparison = Comparison.objects.get()
    assert len(comparison.weights_sha256) == 64
    with pytest.raises(Refused, match="They stay"):
        choosing.set_weights(coordinator, comparison, comparison.weights, version=comparison.version)
    with pytest.raises(Refused, match="They stay"):
        actions.fix_weights(coordinator, at_the_end)
    assert Entry.objects.get(action="solutions.weights_fixed").payload["weights_sha256"] == comparison.weights_sha256


def test_what_was_withdrawn_stays_shut(public, coordinator):
    actions.prepare_evaluation(coordinator, public)
    actions.fix_weights(coordinator, public)
    link = begun(public)
    actions.save_draft(link, filled(), version=1)
    actions.send(link, version=2)
    actions.withdraw(link)
    with at(public.closes):
        opened(public, coordinator)
    assert queries.opened_answers(coordinator, public) == []
    assert CallVersion.objects.get().content is None


def test_without_the_key_nothing_is_half_opened(at_the_end, coordinator):
    whole = key_file(at_the_end).read_bytes()
    key_file(at_the_end).unlink()
    with pytest.raises(Refused, match="key of this call is missing"):
        opened(at_the_end, coordinator)
    key_file(at_the_end).write_bytes(bytes(reversed(whole)))
    with pytest.raises(Refused, match="does not open"):
        opened(at_the_end, coordinator)
    at_the_end.refresh_from_db()
    assert at_the_end.state == "published"
    key_file(at_the_end).write_bytes(whole)
    assert opened(at_the_end, coordinator).state == "opened"


def test_breaking_the_seal_is_told_to_everybody(public, coordinator, joining, enter):
    link = begun(public)
    actions.save_draft(link, filled(), version=1)
    actions.send(link, version=2)
    with pytest.raises(NotAllowed):
        actions.break_seal(joining("planner"), public, reason=REASON)
    with pytest.raises(Refused, match="whole sentence"):
        actions.break_seal(coordinator, public, reason="Curious")
    why = "A court has asked for it by letter of today."
    actions.break_seal(coordinator, public, reason=why)
    assert why in Client().get(f"/calls/{public.pk}/").content.decode()
    assert why in enter(coordinator).get(f"/solutions/calls/{public.pk}/").content.decode()
    assert Entry.objects.get(action="solutions.seal_broken").payload == {"answers": 1, "reason": why}
    assert [row.content.solution for row in queries.opened_answers(coordinator, public)] == ["Garden of the evening"]
    public.refresh_from_db()
    assert public.state == "published", "the call goes on, and what is sent from now on is sealed"


def test_an_administrator_and_a_stranger_get_nowhere(at_the_end, administrator, stranger):
    for verb in (actions.offer_opening, lambda who, call: actions.break_seal(who, call, reason=REASON)):
        for who in (administrator, stranger):
            with pytest.raises(NotVisible):
                verb(who, at_the_end)


def test_screening_names_what_is_missing_and_leaves_out_with_a_reason(at_the_end, coordinator, enter):
    call = opened(at_the_end, coordinator)
    garden, lamps = queries.opened_answers(coordinator, call)
    with pytest.raises(Refused, match="not screened yet"):
        actions.compare_answers(coordinator, call)
    with pytest.raises(Refused, match="left out"):
        actions.screen_answer(coordinator, lamps.answer, admitted=False, reason=" ")
    address = f"/solutions/calls/answers/{garden.answer.pk}/"
    assert b"at least partly" in enter(coordinator).get(address).content
    assert enter(coordinator).post(address, {"admitted": "yes", "reason": ""}).status_code == 302
    actions.screen_answer(coordinator, lamps.answer, admitted=False, reason="Does not meet the first must.")
    comparison = actions.compare_answers(coordinator, call)
    option = comparison.options.get()
    assert option.name == "Garden of the evening (Garden of the evening Ltd)"
    assert (option.cost_once, option.answers.get().how) == (2000, "Every evening")


def test_confidential_parts_do_not_reach_the_option(public, coordinator):
    actions.prepare_evaluation(coordinator, public)
    actions.fix_weights(coordinator, public)
    link = begun(public)
    closed = filled(summary="Secret recipe", once_high=7777, confidential=["solution", "prices", "r1"])
    actions.save_draft(link, closed, version=1)
    actions.send(link, version=2)
    with at(public.closes):
        call = opened(public, coordinator)
        (row,) = queries.opened_answers(coordinator, call)
        actions.screen_answer(coordinator, row.answer, admitted=True, reason="")
        option = actions.compare_answers(coordinator, call).options.get()
    assert "Secret" not in option.description
    assert option.cost_once is None
    assert option.answers.get().how == "see the answer"
    assert "confidential" in option.description


def test_to_the_decision(at_the_end, coordinator, score: Callable[..., None], decide, enter):
    call = opened(at_the_end, coordinator)
    rows = queries.opened_answers(coordinator, call)
    for row in rows:
        actions.screen_answer(coordinator, row.answer, admitted=True, reason="")
    comparison = actions.compare_answers(coordinator, call)
    fixed = Comparison.objects.get().weights_fixed
    with pytest.raises(Refused, match="ends with the scoring"):
        actions.move_call(coordinator, call, to="evaluated", reason="Read")
    choosing.start_scoring(coordinator, comparison)
    assert Comparison.objects.get().weights_fixed == fixed, "fixed before the opening, not now"
    first, second = (option.name for option in comparison.options.order_by("created", "pk"))
    score(coordinator, comparison, {first: 3, second: 2})
    choosing.end_scoring(coordinator, comparison)
    actions.move_call(coordinator, call, to="evaluated", reason="Scored by those who know the place.")
    with pytest.raises(Refused, match="Choose at least one"):
        actions.move_call(coordinator, call, to="shortlisted", reason="x")
    actions.move_call(coordinator, call, to="shortlisted", reason="The two best", chosen=[rows[0].answer.pk])
    actions.move_call(coordinator, call, to="demonstrated", reason="One evening on site")
    with pytest.raises(Refused, match="Decide in the comparison"):
        actions.move_call(coordinator, call, to="decided", reason="Yes")
    decide(Comparison.objects.get(), first)
    with pytest.raises(Refused, match="“Warmer lamps Ltd” has answered"):
        actions.move_call(
            coordinator, call, to="decided", reason="Yes", learned="The offer of WARMER LAMPS LTD was dear."
        )
    with pytest.raises(Refused, match="repeats what is closed"):
        actions.move_call(coordinator, call, to="decided", reason="Yes", learned="Write to a.person@example.org.")
    with pytest.raises(Refused, match="2000 characters"):
        actions.move_call(coordinator, call, to="decided", reason="Yes", learned="x" * 2001)
    said = {"to": "decided", "reason": "A garden, looked after by people.", "learned": "People count more than lamps."}
    page = enter(coordinator).post(f"/solutions/calls/{call.pk}/move/", said)
    assert page.status_code == 302
    shown = Client().get(f"/calls/{call.pk}/").content.decode()
    assert "A garden, looked after by people." in shown
    assert "People count more than lamps." in shown
    assert "A garden, looked after by people." in Client().get("/calls/").content.decode()
    assert "Warmer lamps" not in shown, "who answered and what stays inside"


def test_the_export_has_the_ids_of_the_form_and_says_what_it_is_not(public, coordinator, enter, stranger):
    browser = enter(coordinator)
    told = json.loads(browser.get(f"/solutions/calls/{public.pk}/export/").content)
    fields = {row["id"]: row["value"] for row in told["fields"] if row["id"]}
    assert (fields["OPP-070-notice"], fields["BT-02-notice"]) == ("E1", "pmc")
    assert fields["BT-21-Procedure"] == public.title
    closes = timezone.localtime(public.closes)
    assert fields["BT-800(d)-Lot"] == closes.date().isoformat()
    assert fields["BT-800(t)-Lot"].startswith(closes.strftime("%H:%M"))
    assert "not validated" in told["note"]
    assert any("CPV" in name for name in told["left_out"])
    table = browser.get(f"/solutions/calls/{public.pk}/export/?format=csv").content.decode()
    assert "BT-24-Procedure" in table
    assert enter(stranger).get(f"/solutions/calls/{public.pk}/export/").status_code == 404


def test_a_title_like_a_formula_does_no_harm_in_the_table(prepared, coordinator, enter):
    call = actions.publish_call(coordinator, prepared(title="=1+1", questions_until=timezone.now() + timedelta(days=1)))
    assert "'=1+1" in enter(coordinator).get(f"/solutions/calls/{call.pk}/export/?format=csv").content.decode()


def test_the_api_tells_where_a_call_stands_and_nothing_of_the_answers(at_the_end, coordinator, stranger, enter, client):
    address = f"/api/v1/solutions/calls?place={at_the_end.place_id}"
    told = enter(coordinator).get(address)
    (row,) = told.json()
    assert (row["phase"], row["sent"], row["late"]) == ("closed", 2, 0)
    opened(at_the_end, coordinator)
    assert enter(coordinator).get(address).json()[0]["phase"] == "opened"
    assert "Garden of the evening" not in enter(coordinator).get(address).content.decode()
    assert enter(stranger).get(address).status_code == 404
    assert enter(coordinator).get("/api/v1/solutions/calls?place=x").status_code == 422
    assert client.get(address).status_code == 401
