"""Preparing, opening and closing a survey; who may; and what the thread proposes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.access.errors import Conflict, NotAllowed, NotVisible, Refused
from parvis.journal.models import Entry
from parvis.residents import actions, checks
from parvis.residents.models import Survey
from parvis.thread.queries import threads
from tests.residents.conftest import SAFE


def steps(account, place):
    return checks.steps(account, place, threads(account, [place])[place.pk])


def test_from_nothing_to_an_open_survey_in_two_presses(square, coordinator, enter):
    browser = enter(coordinator)
    assert square.name in browser.get("/residents/place/?q=halles").content.decode()
    form = browser.get(f"/residents/place/{square.pk}/new/").context["form"]
    filled = {name: form[name].value() for name in form.fields}
    first, second = (browser.post(f"/residents/place/{square.pk}/new/", filled) for _ in range(2))
    assert first["Location"] == second["Location"]
    survey = Survey.objects.get()
    assert "The questions" in browser.get(first["Location"]).content.decode()
    assert browser.post(f"/residents/{survey.pk}/open/").status_code == 302
    shown = browser.get(f"/residents/{survey.pk}/").content.decode()
    assert f"/residents/s/{survey.token}/" in shown
    assert "11 more until anything is public" in shown
    assert browser.post(f"/residents/{survey.pk}/close/").status_code == 302
    assert browser.post(f"/residents/{survey.pk}/open/").status_code == 422
    assert set(Entry.objects.filter(action__startswith="residents.").values_list("action", flat=True)) == {
        "residents.survey_prepared", "residents.survey_opened", "residents.survey_closed",
    }  # fmt: skip


def test_the_days_can_be_mended_and_a_stale_form_overwrites_nothing(survey, coordinator, enter):
    longer = survey.closes + timedelta(days=10)
    changed = actions.change_survey(coordinator, survey, version=survey.version, closes=longer)
    assert changed.closes == longer
    with pytest.raises(Conflict):
        actions.change_survey(coordinator, survey, version=survey.version, title="Late")
    form = enter(coordinator).get(f"/residents/{survey.pk}/change/").context["form"]
    data = {name: form[name].value() for name in form.fields} | {"title": "Mended"}
    assert enter(coordinator).post(f"/residents/{survey.pk}/change/", data).status_code == 302
    assert enter(coordinator).post(f"/residents/{survey.pk}/change/", data).status_code == 409
    assert Survey.objects.get().title == "Mended"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": " "}, "title"),
        ({"public_name": " "}, "public_name"),
        ({"days": -1}, "closes"),
        ({"days": 400}, "closes"),
        ({"pack": "urn:x:y"}, "pack"),
    ],
)
def test_what_cannot_be_asked_is_refused(square, coordinator, facts, field):
    today = timezone.localdate()
    usual = {"title": "How is it?", "opens": today, "closes": today + timedelta(days=facts.get("days", 5))}
    with pytest.raises(Refused) as refused:
        actions.prepare_survey(coordinator, square, **usual | {k: v for k, v in facts.items() if k != "days"})
    assert refused.value.field == field
    assert not Survey.objects.exists()


def test_a_closed_survey_stays_closed(survey, coordinator):
    closed = actions.close_survey(coordinator, survey)
    for verb, facts in (
        (actions.open_survey, {}),
        (actions.close_survey, {}),
        (actions.change_survey, {"version": closed.version, "title": "x"}),
    ):
        with pytest.raises(Refused):
            verb(coordinator, closed, **facts)


def test_who_may_not_ask(survey, square, joining, stranger, enter):
    days = {"title": "x", "opens": survey.opens, "closes": survey.closes}
    with pytest.raises(NotAllowed):
        actions.prepare_survey(joining("reader"), square, **days)
    with pytest.raises(NotVisible):
        actions.prepare_survey(stranger, square, **days)
    assert enter(stranger).get(f"/residents/{survey.pk}/").status_code == 404
    assert survey.title not in enter(stranger).get("/residents/").content.decode()
    assert enter(joining("expert")).get(f"/residents/{survey.pk}/").status_code == 200
    assert square.name not in enter(stranger).get("/residents/place/").content.decode()


def test_the_thread_proposes_to_ask_to_open_and_to_close(square, coordinator, joining):
    assert "Ask people" in steps(coordinator, square)[0].text
    assert steps(joining("reader"), square) == []
    day = timezone.localdate() - timedelta(days=30)
    survey = actions.prepare_survey(coordinator, square, title="How is it?", opens=day, closes=day + timedelta(days=9))
    assert "Open the survey" in steps(coordinator, square)[0].text
    actions.open_survey(coordinator, survey)
    assert "its last day is over" in steps(coordinator, square)[0].text
    actions.close_survey(coordinator, survey)
    assert steps(coordinator, square) == []


def test_the_list_asks_as_often_for_many_as_for_few(
    survey, people, square, coordinator, enter, django_assert_max_num_queries
):
    people(11, SAFE)
    browser = enter(coordinator)
    browser.get("/residents/")
    counts = []
    for wanted in (3, 30):
        while Survey.objects.count() < wanted:
            actions.prepare_survey(coordinator, square, title="More", opens=survey.opens, closes=survey.closes)
        with django_assert_max_num_queries(40) as seen:
            page = browser.get("/residents/")
        counts.append(len(seen))
    assert counts[0] == counts[1]
    row = next(row for row in page.context["rows"] if row["survey"].pk == survey.pk)
    assert (row["survey"].answers, row["survey"].published) == (11, 11)


def test_the_api_lists_shows_public_figures_and_prepares(survey, people, square, coordinator, enter):
    people(13, SAFE)
    browser = enter(coordinator)
    assert [row["id"] for row in browser.get("/api/v1/residents").json()] == [str(survey.pk)]
    one = browser.get(f"/api/v1/residents/{survey.pk}").json()
    assert one["published"] == 11
    assert {row["n"] for row in one["indicators"]} == {11}
    assert "responses" not in one
    body = {"place": str(square.pk), "title": "New", "opens": "2026-05-01", "closes": "2026-05-20"}
    made = browser.post("/api/v1/residents", body, content_type="application/json")
    assert made.status_code == 201
    assert made.json()["state"] == "draft"
    assert browser.post("/api/v1/residents", body | {"more": 1}, content_type="application/json").status_code == 422
