"""The pages and the API of a study under a budget."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.solutions import portfolio
from tests.solutions.portfolio import Town, asked

from parvis.access.actions import grant
from parvis.access.models import Effect
from parvis.people.models import Account
from parvis.solutions import actions
from parvis.solutions.models import PortfolioStudy
from parvis.web.tasks import combine_options

ADDRESS = "/solutions/portfolios/"


@pytest.fixture
def town(city, coordinator, joining: Callable[..., Account], square) -> Town:
    return portfolio.build(city, coordinator, joining, square)


def test_a_new_study_offers_the_years_over_which_most_costs_are_stated(town, enter):
    for name in ("Seats", "Greening", "Windows"):
        actions.state_costs(town.planner, town.options[name], portfolio.COSTS | {"years": 7})
    shown = enter(town.planner).get(f"{ADDRESS}new/").content.decode()
    field = re.search(r"<input[^>]*name=\"years\"[^>]*>", shown)
    assert field is not None
    assert 'value="7"' in field[0]


def test_from_the_question_to_what_is_to_be_decided(town, enter):
    browser = enter(town.planner)
    assert "no study yet" in browser.get(ADDRESS).content.decode()
    body = {"id": uuid4(), "owner": town.city.pk, "title": "Next year", "budget": 100_000, "years": 10, "marking": 3,
            "options": [one.pk for one in town.options.values()]}  # fmt: skip
    made = browser.post(f"{ADDRESS}new/", body)
    assert browser.post(f"{ADDRESS}new/", body)["Location"] == made["Location"]
    study = PortfolioStudy.objects.get()
    page = f"{ADDRESS}{study.pk}/"
    assert made["Location"] == page
    assert "Calculate the combinations" in browser.get(page).content.decode()
    rules = {"version": 1, "one_0": town.ids("Seats")[0], "other_0": town.ids("Second way out")[0]}
    assert browser.post(f"{page}rules/", rules)["Location"] == page
    assert "“Seats” only together with “Second way out”" in browser.get(page).content.decode()
    actions.ask_combinations(town.planner, study)
    assert "Waiting to begin" in browser.get(page).content.decode()
    assert "Waiting to begin" in browser.get(page, headers={"HX-Request": "true"}).content.decode()
    browser.post(f"{page}cancel/")
    combine_options.call(str(study.pk))
    assert browser.get(page, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "You stopped the calculation" in browser.get(page).content.decode()
    browser.post(f"{page}calculate/")
    shown = browser.get(page).content.decode()
    assert "The list is complete" in shown
    assert "more open than today" in shown
    front = browser.get(f"/api/v1/solutions/portfolios/{study.pk}").json()
    last = front["combinations"][-1]
    one = browser.get(f"{page}combination/?n={len(front['combinations'])}").content.decode()
    assert "Choose this combination" in one
    assert " → " in one
    browser.post(f"{page}choose/", {"option": last["options"]})
    shown = browser.get(page).content.decode()
    assert "To be decided next" in shown
    assert shown.count("Go to its decision") == len(last["options"])
    assert browser.get("/api/v1/solutions/portfolios").json()[0]["chosen"] == sorted(last["options"])
    assert browser.get(f"{page}combination/?n=999").status_code == 404


def test_bad_input_comes_back_with_a_sentence(town, enter):
    browser, study = enter(town.planner), asked(town)
    page = f"{ADDRESS}{study.pk}/"
    body = {"version": 1, "title": "x", "budget": 0, "years": 10, "marking": 3, "options": town.ids("Seats")}
    assert "greater than or equal to 1" in browser.post(f"{page}change/", body).content.decode()
    assert browser.post(f"{page}change/", body | {"budget": 5, "version": 9}).status_code == 409
    half = browser.post(f"{page}rules/", {"version": 1, "one_0": town.ids("Seats")[0]}).content.decode()
    assert "A rule needs both options" in half
    both = {"version": 1, "one_0": town.ids("Seats")[0], "other_0": town.ids("Stewards")[0]}
    assert "could never be taken" in browser.post(f"{page}rules/", both).content.decode()
    letters = {"version": 1, **{f"group_{pk}": "B" for pk in town.ids("Seats", "Greening")},
               f"counts_{town.risks['quay'][0].pk}": "0"}  # fmt: skip
    browser.post(f"{page}rules/", letters)
    study.refresh_from_db()
    assert [set(group) for group in study.groups] == [set(town.ids("Seats", "Greening"))]
    assert study.counts == {str(town.risks["quay"][0].pk): 0}
    assert 'value="A" selected' in browser.get(f"{page}rules/").content.decode()
    assert "at most one" in browser.get(page).content.decode().lower()
    PortfolioStudy.objects.update(budget=100)
    shown = browser.post(f"{page}calculate/", follow=True).content.decode()
    assert "The cheapest option costs" in shown
    assert "not calculated" in browser.get(ADDRESS).content.decode()


def test_missing_numbers_stand_with_a_door(town, enter):
    choice = town.options["Stewards"].comparison
    bare = actions.add_option(town.planner, choice, name="Bare", measures=["stewards"])
    study = actions.open_portfolio(
        town.planner, town.city, title="Gaps", budget=99_000, years=10, options=[bare, *town.of("Greening")]
    )
    shown = enter(town.planner).get(f"{ADDRESS}{study.pk}/").content.decode()
    assert "Left out, because numbers are missing" in shown
    assert f"/solutions/options/{bare.pk}/costs/" in shown


def test_an_option_that_one_may_not_read_is_not_told_by_a_sum(town, enter, joining, stranger, coordinator):
    study = asked(town)
    kept_out = joining("planner", 9)
    grant(coordinator, town.places["quay"], account=kept_out, effect=Effect.DENY, purpose="interest",
          until=timezone.now() + timedelta(days=9))  # fmt: skip
    for account in (kept_out, stranger):
        browser = enter(account)
        for path in ("", "change/", "rules/", "combination/?n=1"):
            assert browser.get(f"{ADDRESS}{study.pk}/{path}").status_code == 404
        assert browser.post(f"{ADDRESS}{study.pk}/calculate/").status_code == 404
        assert browser.get(f"/api/v1/solutions/portfolios/{study.pk}").status_code == 404
        assert browser.get("/api/v1/solutions/portfolios").json() == []
        for path in (ADDRESS, f"{ADDRESS}new/"):
            shown = browser.get(path).content.decode()
            assert study.title not in shown
            assert "Greening" not in shown
    reader = enter(joining("reader"))
    shown = reader.get(f"{ADDRESS}{study.pk}/").content.decode()
    assert study.title in shown
    assert "Calculate the combinations" not in shown
    assert reader.post(f"{ADDRESS}{study.pk}/calculate/").status_code == 403


def test_the_way_there(town, enter, square):
    browser = enter(town.planner)
    assert ADDRESS in browser.get("/solutions/").content.decode()
    link = f"{ADDRESS}new/?place={square.pk}"
    assert link in browser.get(f"/solutions/place/{square.pk}/").content.decode()
    assert link in browser.get(f"/solutions/comparisons/{town.options['Seats'].comparison_id}/").content.decode()
    assert browser.get(link).content.decode().count(" checked>") == 3


def test_a_study_reads_no_more_for_more_options(town, enter):
    browser, counts = enter(town.planner), []
    for names in (("Seats", "Greening"), tuple(town.options)):
        study = asked(town, *names)
        actions.ask_combinations(town.planner, study)
        combine_options.call(str(study.pk))
        browser.get(f"{ADDRESS}{study.pk}/")
        with CaptureQueriesContext(connection) as seen:
            browser.get(f"{ADDRESS}{study.pk}/")
        counts.append(len(seen))
    assert counts[0] == counts[1] < 40
