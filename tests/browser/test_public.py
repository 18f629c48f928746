"""For those without an account, without a large screen, or without JavaScript."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from parvis.cli.demo import PASSWORD
from tests.browser.conftest import Server, sign_in
from tests.browser.walk.asking import answer
from tests.browser.walk.person import Person

pytestmark = pytest.mark.browser

COORDINATOR = "coordinator@valombre.example"


@pytest.fixture
def stranger(demo: Server, opening: Callable[..., Page]) -> Person:
    """Somebody with a phone who reads French and has no account."""
    return Person(opening(demo, "phone", "fr"), "phone-fr-public", [])


@pytest.fixture
def survey(demo: Server, opening: Callable[..., Page]) -> str:
    """The link of a survey of the demonstration that is open."""
    page = opening(demo)
    sign_in(page, COORDINATOR, PASSWORD)
    page.goto("/residents/")
    page.locator("main tr:has(.is-done) a[href^='/residents/']").first.click()
    return page.locator("#link").input_value()


def test_the_front_door(stranger: Person):
    stranger.visit("/")
    assert "Bienvenue" in stranger.page.title()
    assert COORDINATOR in stranger.text(), "a demonstration says how to sign in"
    stranger.show("welcome")
    stranger.follow("/accounts/login/")
    assert "Mot de passe" in stranger.text()
    stranger.show("sign-in")
    assert stranger.troubles == []


def test_a_page_behind_the_door_asks_to_sign_in_and_then_opens(stranger: Person):
    stranger.visit("/places/")
    assert "/accounts/login/" in stranger.page.url
    stranger.page.fill("input[name=login]", COORDINATOR)
    stranger.page.fill("input[name=password]", PASSWORD)
    with stranger.page.expect_navigation():
        stranger.page.locator("main button[type=submit]").first.click()
    assert stranger.page.url.endswith("/places/")
    assert stranger.page.locator("h1").inner_text() == "Lieux"


def test_a_resident_answers_in_french_and_leaves_no_trace(stranger: Person, survey: str):
    stranger.visit(survey)
    assert stranger.page.locator("html").get_attribute("lang") == "fr"
    stranger.look("survey")
    answer(stranger)
    assert "Merci" in stranger.page.locator("h1").inner_text()
    stranger.show("thanks")
    stranger.follow("/residents/r/")
    stranger.show("results")
    assert stranger.page.context.cookies() == []
    assert stranger.page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert stranger.troubles == []


def test_a_survey_works_without_javascript(demo: Server, opening: Callable[..., Page], survey: str):
    page = opening(demo, "phone", "fr", java_script_enabled=False)
    page.goto(survey)
    page.locator("form.questions button[type=submit]").click()
    assert page.locator("fieldset.wrong").count() == 1, "the first question is asked for, and nothing is lost"
    for question in page.locator("fieldset.question:has(.required)").all():
        question.locator("label").first.click()
    page.locator("form.questions button[type=submit]").click()
    page.wait_for_url("**/thanks/**")


def test_the_register_works_without_javascript(demo: Server, opening: Callable[..., Page]):
    """The list stands in a table; the sheet is changed with a shape that was typed; a refusal keeps what was typed."""
    page = opening(demo, java_script_enabled=False)
    sign_in(page, COORDINATOR, PASSWORD)
    page.goto("/places/?q=Filature")
    page.locator("main #register td a[href^='/places/']").first.click()
    page.locator("main a[href$='/sheet/']").first.click()
    page.locator("main a[href$='/change/']").click()
    shape = json.loads(page.locator("[name=geometry]").input_value())
    page.fill("[name=geometry]", "somewhere near the mill")
    page.fill("[name=custodian]", "Parks department")
    page.locator("main form button[type=submit]").click()
    assert page.locator("main .errorlist").count() == 1
    assert page.locator("[name=custodian]").input_value() == "Parks department"
    page.fill("[name=geometry]", json.dumps({"type": "Feature", "properties": {}, "geometry": shape}))
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/sheet/")
    assert "Parks department" in page.locator("main").inner_text()
