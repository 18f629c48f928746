"""A provider answers by link: saved and resumed, sent and revised, sealed all the while, late by the server's clock."""

import json
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.solutions.calls.conftest import at, begun, filled

from parvis.access.errors import Conflict, NotVisible, Refused
from parvis.journal.models import Entry
from parvis.journal.queries import check
from parvis.solutions.actions import calls as actions
from parvis.solutions.models import CallAnswer, CallVersion
from parvis.solutions.queries import calls as queries
from parvis.solutions.rules import responses
from parvis.solutions.rules.responses import Content

WORDS = "A gardener who knows everybody by name"


def test_a_link_is_given_once_and_its_secret_is_not_kept(public):
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(f"/calls/{public.pk}/answer/")
    data = {"form": page.context["token"], "organisation": "Green Hands"}
    first = browser.post(f"/calls/{public.pk}/answer/", data)["Location"]
    assert browser.post(f"/calls/{public.pk}/answer/", data)["Location"] == first, "sent twice, it is one answer"
    secret = first.split("/a/")[1].split("/")[0]
    assert len(secret) >= 43
    shown = browser.get(first).content.decode()
    assert "Keep this address" in shown
    assert "Green Hands" in shown
    assert not browser.cookies
    assert CallAnswer.objects.get().digest == sha256(secret.encode()).hexdigest()
    assert secret not in everything()
    assert "Green Hands" not in everything(), "who answers is sealed, too"


def everything() -> str:
    """Every byte of every table, as whoever copies the database sees it."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [repr(bytes(cell) if isinstance(cell, memoryview) else cell) for row in cursor for cell in row]
    return "\n".join(found)


@pytest.mark.parametrize("secret", ["", "x", "A" * 43])
def test_without_the_link_there_is_nothing(public, secret):
    begun(public)
    with pytest.raises(NotVisible):
        queries.by_link(secret)
    assert Client().get(f"/calls/a/{secret or 'y'}/").status_code == 404


def test_saved_resumed_sent_with_a_receipt(public):
    link = begun(public)
    actions.save_draft(link, filled(summary=WORDS), version=1)
    assert queries.drafted(queries.by_link(link), link).summary == WORDS
    sent = actions.send(link, version=2)
    page = Client().get(f"/calls/a/{link}/receipt/").content.decode()
    assert sent.receipt in page
    assert sent.sha256 in page
    told = Client().get(f"/calls/a/{link}/sent/")
    assert sha256(told.content).hexdigest() == sent.sha256
    assert json.loads(told.content)["summary"] == WORDS
    assert told["X-Content-Type-Options"] == "nosniff"
    entry = Entry.objects.get(action="solutions.answer_sent")
    assert (entry.actor, entry.payload["sha256"]) == (None, sent.sha256)
    assert check().whole


def test_nobody_reads_it_before_the_opening(public, coordinator, enter):
    link = begun(public)
    actions.save_draft(link, filled(summary=WORDS, solution="Night garden"), version=1)
    actions.send(link, version=2)
    found = queries.by_link(link)
    assert queries.opened_answers(coordinator, public) == []
    with pytest.raises(NotVisible):
        queries.opened_answer(coordinator, found.pk)
    browser = enter(coordinator)
    assert browser.get(f"/solutions/calls/answers/{found.pk}/").status_code == 404
    for address in (f"/solutions/calls/{public.pk}/", f"/calls/{public.pk}/", f"/solutions/calls/{public.pk}/export/"):
        assert "Night garden" not in browser.get(address).content.decode()
    stored = everything()
    assert WORDS not in stored
    assert "Night garden" not in stored
    assert queries.arrived(public) == queries.answers.Arrived(begun=1, sent=1, withdrawn=0, late=0)


def test_two_windows_overwrite_nothing(public):
    link = begun(public)
    actions.save_draft(link, filled(summary="First"), version=1)
    with pytest.raises(Conflict):
        actions.save_draft(link, filled(summary="Second"), version=1)
    with pytest.raises(Conflict):
        actions.send(link, version=1)
    page = Client().post(f"/calls/a/{link}/", {"version": "1", "organisation": "Green Hands", "summary": "Second"})
    assert page.status_code == 409
    assert "Second" in page.content.decode(), "what was typed still stands there"
    assert queries.drafted(queries.by_link(link), link).summary == "First"


def test_what_is_missing_is_named_and_a_part_is_enough(public):
    link = begun(public)
    page = Client().get(f"/calls/a/{link}/send/").content.decode()
    assert "at least one requirement" in page
    with pytest.raises(Refused, match="still missing"):
        actions.send(link, version=1)
    actions.save_draft(link, filled(met={"1": {"meets": "partly"}}), version=1)
    assert actions.send(link, version=2)


def test_revised_before_closing_and_the_earlier_version_is_kept(public):
    link = begun(public)
    actions.save_draft(link, filled(summary="First"), version=1)
    first = actions.send(link, version=2)
    actions.save_draft(link, filled(summary="Second"), version=2)
    second = actions.send(link, version=3)
    assert [v.receipt for v in CallVersion.objects.order_by("pk")] == [first.receipt, second.receipt]
    assert queries.own_copy(first, link).summary == "First"
    assert queries.sent(queries.by_link(link)) == second


def test_withdrawn_is_not_counted_and_can_be_sent_again(public):
    link = begun(public)
    with pytest.raises(Refused, match="Nothing of this answer is sent"):
        actions.withdraw(link)
    actions.save_draft(link, filled(), version=1)
    actions.send(link, version=2)
    version = actions.withdraw(link).version
    assert (queries.arrived(public).sent, queries.arrived(public).withdrawn) == (0, 1)
    actions.send(link, version=version)
    assert queries.arrived(public).sent == 1


def test_late_is_refused_in_words_and_nothing_written_is_lost(public):
    link = begun(public)
    actions.save_draft(link, filled(), version=1)
    with at(public.closes):
        actions.save_draft(link, filled(summary=WORDS), version=2)
        page = Client().post(f"/calls/a/{link}/send/", {"version": "3"})
        assert page.status_code == 422
        assert "closed before your answer arrived" in page.content.decode()
        assert WORDS in Client().get(f"/calls/a/{link}/").content.decode()
        with pytest.raises(Refused):
            actions.withdraw(link)
        with pytest.raises(Refused, match="takes no answers"):
            begun(public)
    assert not CallVersion.objects.exists()
    assert queries.arrived(public).late == 1
    assert Entry.objects.filter(action="solutions.answer_late").count() == 1


def test_the_last_moment_counts_and_more_time_for_all_opens_again(public, coordinator):
    link = begun(public)
    actions.save_draft(link, filled(), version=1)
    with at(public.closes - timedelta(microseconds=1)):
        assert actions.send(link, version=2)
    with at(public.closes + timedelta(hours=1)):
        with pytest.raises(Refused):
            actions.send(link, version=2)
        later = timezone.now() + timedelta(days=1)
        actions.amend_call(coordinator, public, version=public.version, why="The server was away.", closes=later)
        assert actions.send(link, version=2)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"once_low": "20", "once_high": "10"}, "A range ends after it begins"),
        ({"yearly_low": "-1"}, "greater than or equal to 0"),
        ({"once_low": "many"}, "whole number"),
        ({"readiness": "12"}, "valid choice"),
        ({"partners": "x\n" * 9}, "At most eight partners"),
        ({"meets-1": "perhaps"}, "valid choice"),
        ({"summary": "x" * 4001}, "4000"),
        ({"version": "nonsense"}, "needs your attention"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(public, typed, words):
    link = begun(public)
    page = Client().post(
        f"/calls/a/{link}/", {"version": "1", "organisation": "Green Hands", "solution": "Keep me"} | typed
    )
    assert page.status_code == 422
    assert words in page.content.decode()
    assert "Keep me" in page.content.decode()
    assert queries.by_link(link).version == 1


def test_the_form_gives_back_what_it_was_given(public):
    link = begun(public)
    typed = {
        "version": "1", "organisation": "Green Hands", "kind": "association", "solution": "Garden", "summary": WORDS,
        "technology": "no", "partners": "Night School: looks after the lamps\nTown", "once_low": "100", "once_high": "200",
        "meets-1": "yes", "how-1": "Every evening", "confidential": ["prices", "r1"], "review": "1",
    }  # fmt: skip
    answer = Client().post(f"/calls/a/{link}/", typed)
    assert "/send/" in answer["Location"]
    kept = queries.drafted(queries.by_link(link), link)
    assert [(one.name, one.part) for one in kept.partners] == [("Night School", "looks after the lamps"), ("Town", "")]
    assert kept.confidential == ["prices", "r1"]
    form = Client().get(f"/calls/a/{link}/").context["form"]
    again = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert Client().post(f"/calls/a/{link}/", again).status_code == 302
    assert queries.drafted(queries.by_link(link), link) == kept


def test_confidential_parts_are_left_out_of_what_is_told_on():
    whole = filled(summary=WORDS, once_high=10, contact="me@x.example", confidential=["solution", "prices", "r1"])
    told = responses.without_confidential(whole).model_dump_json()
    for closed in (WORDS, "Every evening", "me@x.example", '"once_high":10'):
        assert closed not in told
    assert responses.digest(whole) == responses.digest(Content.model_validate_json(whole.model_dump_json()))
