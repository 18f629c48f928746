"""A newcomer's first look at a place: from signing in to what is missing and what comes next, in forty taps at most."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from parvis.cli.demo import PASSWORD
from parvis.content.load import content_folder, load_pack
from parvis.content.schemas import MethodPack
from tests.browser.conftest import Server, faults, picture
from tests.browser.walk.hand import Hand
from tests.browser.walk.onsite import READY, status

pytestmark = pytest.mark.browser

MOST_TAPS = 40
NEWCOMER = "station@valombre.example"


def sign_in(hand: Hand) -> None:
    hand.page.goto("/accounts/login/")
    hand.write(hand.page.locator("input[name=login]"), NEWCOMER)
    hand.write(hand.page.locator("input[name=password]"), PASSWORD)
    with hand.page.expect_navigation():
        hand.tap(hand.page.get_by_role("button", name="Sign in", exact=True))


def answer_everything(hand: Hand, value: str) -> int:
    """Tap the same level on every question until none is left; how many there were."""
    asked, page = 0, hand.page
    while page.locator("main[data-screen^='q=']").count():
        before = page.locator("main").get_attribute("data-screen")
        hand.tap(page.locator(f".answer[data-value='{value}'], .answer[data-value='1']").first)
        expect(page.locator("main")).not_to_have_attribute("data-screen", before or "")
        asked += 1
    return asked


@pytest.mark.parametrize("value", ["yes", "no"])
def test_a_newcomers_first_look_takes_at_most_forty_taps(demo: Server, opening: Callable[..., Page], value: str):
    hand = Hand(opening(demo, "phone"))
    page = hand.page
    sign_in(hand)
    hand.follow("Parvis de la Gare")
    hand.follow("Assessments of this place")
    with page.expect_navigation():
        hand.tap(page.get_by_role("button", name="Take a first look"))
    page.wait_for_selector(READY)
    asked = answer_everything(hand, value)
    questions = load_pack(content_folder() / "methods" / "first-look.yaml")
    assert isinstance(questions, MethodPack)
    assert questions.questionnaire
    assert 12 < asked <= len(questions.questionnaire.questions)
    status(page, "all sent at")
    hand.tap(page.locator(".bar .status"))
    hand.tap(page.get_by_role("button", name="Finish and bring the visit back"))
    with page.expect_navigation():
        hand.tap(page.get_by_role("link", name="See what is missing"))
    result = page.locator("section.reading")
    expect(result).to_be_visible()
    weighing = result.locator("ol.most > li")
    expect(weighing).to_have_count(5)
    assert not faults(page)
    picture(page, f"first-look-{value}")
    assert hand.taps <= MOST_TAPS, f"{hand.taps} taps, {asked} of them answers"
