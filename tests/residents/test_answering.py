"""Answering by link: without an account, without a cookie, once."""

import time
from contextlib import contextmanager
from datetime import timedelta
from unittest import mock

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from parvis.access.errors import Refused
from parvis.content.load import shipped_packs
from parvis.content.schemas import IndicatorsPack
from parvis.journal.models import Entry
from parvis.journal.queries import check
from parvis.residents import actions
from parvis.residents.models import Response, SpentForm
from parvis.residents.rules.answers import AnswerError, accept
from tests.residents.conftest import SAFE, UNSAFE

(SURVEY,) = [pack for pack in shipped_packs() if isinstance(pack, IndicatorsPack)]


@contextmanager
def later(delta: timedelta):
    """The same moment of a later day, for signatures and for the database's times alike."""
    now, stamp = timezone.now() + delta, time.time() + delta.total_seconds()
    with (
        mock.patch("django.utils.timezone.now", return_value=now),
        mock.patch("django.core.signing.time.time", return_value=stamp),
    ):
        yield


def test_a_stranger_answers_and_nothing_leads_back(survey):
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(f"/residents/s/{survey.token}/")
    assert page.status_code == 200
    sent = browser.post(f"/residents/s/{survey.token}/", {"form": page.context["token"], **SAFE})
    assert sent.status_code == 302
    thanks = browser.get(sent["Location"])
    assert b"What happens with them" in thanks.content
    assert not browser.cookies
    kept = Response.objects.get()
    assert kept.answers == {"safe_day": "very_safe", "safe_dark": "fairly_safe", "neighbours_help": 6, "welcome": 7}
    assert {f.name for f in Response._meta.fields} == {"id", "survey", "answers", "day", "language"}
    entry = Entry.objects.get(action="residents.answer_given")
    assert (entry.actor, entry.object_id, entry.payload) == (None, survey.pk, {})
    assert check().whole


def test_the_page_speaks_the_readers_language(survey):
    assert "Tout à fait" in Client().get(f"/residents/s/{survey.token}/?lang=fr").content.decode()
    assert (
        "Tout à fait"
        in Client().get(f"/residents/s/{survey.token}/", headers={"accept-language": "fr"}).content.decode()
    )
    assert "Very safe" in Client().get(f"/residents/s/{survey.token}/?lang=xx").content.decode()


def test_sent_twice_it_is_written_once(survey):
    token = actions.form_token(survey)
    assert [actions.hand_in(survey, token, SAFE, "en") for _ in range(3)] == ["kept", "again", "again"]
    assert Response.objects.count() == SpentForm.objects.count() == 1


def test_the_number_of_a_page_is_for_one_survey_and_one_day(survey, square, coordinator):
    other = actions.open_survey(
        coordinator,
        actions.prepare_survey(coordinator, square, title="Other", opens=survey.opens, closes=survey.closes),
    )
    old = actions.form_token(survey)
    for wrong in ("", "made up", actions.form_token(other), actions.form_token(survey) + "x"):
        with pytest.raises(Refused, match="send them once more"):
            actions.hand_in(survey, wrong, SAFE, "en")
    with later(timedelta(hours=25)), pytest.raises(Refused, match="older than a day"):
        actions.hand_in(survey, old, SAFE, "en")
    assert not Response.objects.exists()


def test_an_outdated_page_comes_back_with_the_answers(survey):
    page = Client().post(f"/residents/s/{survey.token}/", {"form": "old", **UNSAFE})
    assert page.status_code == 422
    assert "Dark by the steps" in page.content.decode()
    assert 'value="very_unsafe" checked' in page.content.decode()
    sent = Client().post(f"/residents/s/{survey.token}/", {"form": page.context["token"], **UNSAFE})
    assert sent.status_code == 302


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"safe_day": ["very_safe"]}, "choose an answer"),
        (SAFE | {"safe_day": ["made_up"]}, "one of the answers"),
        (SAFE | {"what_helps": ["light", "people", "care", "seats"]}, "fewer answers"),
        (SAFE | {"welcome": ["8"]}, "number of the scale"),
        (SAFE | {"welcome": ["-1"]}, "number of the scale"),
        (SAFE | {"welcome": ["٣"]}, "number of the scale"),
        (SAFE | {"words": ["x" * 1001]}, "1000 characters"),
    ],
)
def test_answers_that_do_not_fit_come_back_with_a_sentence(survey, wrong, words):
    page = Client().post(f"/residents/s/{survey.token}/", {"form": actions.form_token(survey), **wrong})
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not Response.objects.exists()


def test_a_full_minute_takes_no_more(survey, monkeypatch):
    monkeypatch.setattr("parvis.residents.actions.answering.MOST_PER_MINUTE", 3)
    for _ in range(3):
        actions.hand_in(survey, actions.form_token(survey), SAFE, "en")
    with pytest.raises(Refused, match="in a minute"):
        actions.hand_in(survey, actions.form_token(survey), SAFE, "en")
    with later(timedelta(minutes=2)):
        assert actions.hand_in(survey, actions.form_token(survey), SAFE, "en") == "kept"
    with later(timedelta(days=4)):
        actions.hand_in(survey, actions.form_token(survey), SAFE, "en")
    assert SpentForm.objects.count() == 1


def test_a_draft_is_nobodys_and_a_closed_survey_takes_nothing(survey, square, coordinator):
    draft = actions.prepare_survey(coordinator, square, title="Draft", opens=survey.opens, closes=survey.closes)
    for page in ("s", "r"):
        assert Client().get(f"/residents/{page}/{draft.token}/").status_code == 404
        assert Client().get(f"/residents/{page}/nothing/").status_code == 404
    token = actions.form_token(survey)
    actions.close_survey(coordinator, survey)
    assert b"This survey is over" in Client().get(f"/residents/s/{survey.token}/").content
    with pytest.raises(Refused, match="no answers today"):
        actions.hand_in(survey, token, SAFE, "en")


def test_before_its_first_day_a_survey_says_when(square, coordinator):
    soon = timezone.localdate() + timedelta(days=3)
    early = actions.prepare_survey(coordinator, square, title="Soon", opens=soon, closes=soon)
    actions.open_survey(coordinator, early)
    assert b"This survey opens on" in Client().get(f"/residents/s/{early.token}/").content


@hypothesis_given(
    st.dictionaries(
        st.sampled_from(["safe_day", "safe_dark", "avoid", "what_helps", "welcome", "words", "where", "x"]),
        st.lists(st.text(max_size=12), max_size=4),
    )
)
def test_whatever_is_sent_becomes_fitting_answers_or_one_error(given):
    pack = SURVEY
    try:
        kept = accept(pack, given)
    except AnswerError:
        return
    codes = {item.code: item for item in pack.items}
    assert set(kept) <= set(codes) - {"where"}
    assert accept(pack, {k: v if isinstance(v, list) else [str(v)] for k, v in kept.items()}) == kept
