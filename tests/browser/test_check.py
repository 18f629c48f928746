"""The check of a plan on a phone: a task changes, the check goes stale, waits, is stopped, asked for again, and done."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from parvis.cli.demo import PASSWORD
from tests.browser.conftest import Server, faults, picture, sign_in

pytestmark = pytest.mark.browser
PATIENCE = 60_000  # milliseconds: a check of the demo plan takes some seconds, on a busy machine more


@contextmanager
def resting_worker(server: Server) -> Iterator[None]:
    """The background worker of this server stands still for a while, so that a check waits."""
    (worker,) = (pid for pid in children(server.pid) if not children(pid))  # the server has children of its own
    os.kill(worker, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(worker, signal.SIGCONT)


def children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_changed_task_is_checked_again_and_a_check_can_be_stopped(demo: Server, opening: Callable[..., Page]):
    page = opening(demo, "phone", reduced_motion="reduce")
    sign_in(page, "coordinator@valombre.example", PASSWORD)
    page.goto("/plans/")
    page.get_by_role("link", name="Market days at the Place des Halles: something is wrong").first.click()
    plan = page.url
    page.goto(plan + "check/")
    verdict = page.locator("#verdict")
    expect(verdict).to_contain_text("misses 1 of its", timeout=PATIENCE)
    expect(page.locator("#what-if")).to_contain_text("With the measure: A new market plan, with stewards")

    with resting_worker(demo):
        page.goto(plan)
        page.locator("#tasks tbody th a").first.click()
        page.get_by_label("Target time").fill("0:45")
        page.get_by_role("button", name="Save", exact=True).click()
        page.goto(plan + "check/")
        expect(page.locator("#check")).to_contain_text("older than the plan")
        expect(page.locator("#check")).to_contain_text("Waiting to begin")
        assert fits(page)
        assert not faults(page)
        page.get_by_role("button", name="Cancel").click()
        expect(page.get_by_role("status")).to_contain_text("The check was stopped.")
        expect(verdict).to_contain_text("misses 1 of its", use_inner_text=True)
        page.get_by_role("button", name="Check the plan now").click()
        expect(page.locator("#check")).to_contain_text("Waiting to begin")
    expect(verdict).to_contain_text("misses 2 of its", timeout=PATIENCE)  # the page finds out by itself
    expect(page.locator("#check")).to_have_count(0)
    assert fits(page)
    assert not faults(page)
    picture(page, "check-phone")


def test_a_finding_is_accepted_the_network_read_and_two_editions_compared_on_a_phone(
    demo: Server, opening: Callable[..., Page]
):
    page = opening(demo, "phone", reduced_motion="reduce")
    sign_in(page, "coordinator@valombre.example", PASSWORD)
    page.goto("/plans/")
    page.get_by_role("link", name="Market days at the Place des Halles: something is wrong").first.click()
    plan = page.url
    page.goto(plan + "check/")
    row = page.locator("#R02 .judged li", has=page.get_by_text("Accept this risk")).first
    expect(row).to_contain_text("has no deputy", timeout=PATIENCE)
    row.get_by_text("Accept this risk").click()
    row.get_by_label("Why").fill("Nobody sells before dawn; the market office opens at six.")
    row.get_by_role("button", name="Accept with this reason").click()
    expect(page.locator("#R02")).to_contain_text("accepted risk")
    expect(page.locator("#R02")).to_contain_text("Nobody sells before dawn")
    assert fits(page)
    assert not faults(page)

    page.goto(plan + "network/")
    expect(page.locator("svg.network .box")).to_have_count(11)
    page.get_by_text("The same as a table").click()
    expect(page.locator("table th", has_text="T05").first).to_be_visible()
    assert fits(page), "the picture scrolls in its own box"
    assert not faults(page)

    page.goto(plan + "editions/")
    choices = page.get_by_label("From edition").locator("option").all_inner_texts()
    page.get_by_label("From edition").select_option(choices[-1])
    page.locator("#changes button[type=submit]").click()
    expect(page.locator("#changes")).to_contain_text("12:00")
    expect(page.locator("#changes")).to_contain_text("Second on the duty list, who makes the calls")
    assert fits(page)
    assert not faults(page)
    picture(page, "editions-phone")
