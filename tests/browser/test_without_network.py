"""An observer and a player whose phones lose the network: the page opens anew, taps are kept, sent once, and taken back."""

import json
import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Error, Page, expect

from tests.browser.conftest import faults, picture, sign_in
from tests.browser.machine import Machine

pytestmark = pytest.mark.browser
PASSWORD = "a-long-password-for-tests"
SLOW = 3600  # the phone's clock is an hour behind
PHONE = f"const real = Date.now; Date.now = () => real() - {SLOW * 1000};"
BUILD = f"""
from parvis.cli.serve import prepare
prepare(None)
from shapely.geometry import box
from parvis.exercises import actions, queries
from parvis.people.actions import found_organisation, give_role, open_account
from parvis.places.actions import register_place
from parvis.plans import actions as writing, queries as plans
city = found_organisation(None, name="Valombre")
people = {{}}
for name, role in (("lead", "coordinator"), ("anna", "observer"), ("bernd", "expert")):
    people[name] = open_account(None, email=f"{{name}}@city.test", name=name.title(), password={PASSWORD!r})
    give_role(None, people[name], city, role)
lead = people["lead"]
place = register_place(lead, city, name="Halles Square", category="square", geometry=box(5, 48, 5.002, 48.001))
pack = plans.starters()[0]
plan = writing.write_plan(lead, place, title="Plan of Halles Square", pack=pack, channels=["telephone", "radio"])
plan = writing.set_plan_state(lead, plan, "in_force")
exercise = actions.prepare(lead, plan, title="Market morning", pack=pack)
actions.invite(lead, exercise, people["anna"])
actions.invite(lead, exercise, people["bernd"], "player")
exercise = actions.set_state(lead, actions.set_state(lead, exercise, "ready"), "running")
actions.deliver(lead, actions.set_inject(lead, exercise, offset_s=0, sender="Control", message="A van stands across the market."))
print(exercise.pk)
"""
ASK = """
import json
from parvis.cli.console import set_up
set_up()
from parvis.exercises.models import Exercise, LogEntry, Stamp
from parvis.exercises.rules import effective
from parvis.journal.models import Entry
from parvis.journal.queries import check
exercise = Exercise.objects.get()
rows = list(Stamp.objects.select_related("task").order_by("at_s", "id"))
stamps = [[r.task.code, r.kind, exercise.t0.timestamp() + r.at_s, r.device_at.timestamp()] for r in effective(rows)]
log = [[r.kind, r.text, exercise.t0.timestamp() + r.at_s] for r in LogEntry.objects.order_by("at_s", "id")]
told = [Entry.objects.filter(action=f"exercises.{name}").count() for name in ("stamped", "log_written")]
print(json.dumps({"stamps": stamps, "log": log, "rows": len(rows), "told": told, "whole": check().whole}))
"""
KEPT = "caches.open('parvis-run').then(c => c.match(location.pathname))"
Opening = Callable[..., Page]


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    made = Machine(tmp_path_factory.mktemp("run"), BUILD)
    made.start()
    yield made
    made.kill()


def until(page: Page, condition: str) -> None:
    """Wait for what the browser only tells by a promise."""
    wait = "await new Promise(done => setTimeout(done, 100))"
    page.evaluate(
        f"async () => {{ for (let n = 0; n < 150; n++) {{ if (await ({condition})) return; {wait}; }} throw new Error('not in time'); }}"
    )


def at_work(machine: Machine, opening: Opening, name: str, page_of: str) -> Page:
    """A phone whose clock is wrong, with the page open and kept."""
    page = opening(machine.server, "phone")
    page.add_init_script(PHONE)
    sign_in(page, f"{name}@city.test", PASSWORD)
    page.goto(f"/exercises/{machine.made}/{page_of}/")
    until(page, KEPT)
    until(page, "navigator.serviceWorker.controller && navigator.serviceWorker.ready")
    return page


def tap(page: Page, code: str, kind: str) -> tuple[str, str, float]:
    card = page.locator(f"#{code}")
    button = card.locator(f"button[name=kind][value={kind}]").first
    if not button.is_visible():
        card.locator("summary").click()
    button.click()
    return code, kind, time.time()


def kept(page: Page, count: int) -> None:
    """So many taps wait, and the page says since when there is no network."""
    expect(page.locator("#unsent li")).to_have_count(count)
    said = page.locator("#unsent-count")
    expect(said).to_have_text(re.compile(rf"No network since \d\d:\d\d.*: {count}\."))


def state(machine: Machine) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(machine.run(ASK).strip().splitlines()[-1])
    return found


def test_an_observer_without_network(machine: Machine, opening: Opening):
    page = at_work(machine, opening, "anna", "observe")
    tap(page, "T01", "start")
    undo = page.locator("#T01 form.noted button")
    expect(undo).to_be_visible()
    expect(page.locator("#unsent-card")).to_be_hidden()
    page.context.set_offline(True)
    undo.click()  # of a stamp that the server has
    tapped = [tap(page, "T01", "detect")]
    kept(page, 2)
    page.reload()
    kept(page, 2)
    assert page.locator("#T01 form.noted button").is_disabled(), "taken back, though the page was drawn before"
    tapped.append(tap(page, "T02", "start"))
    tap(page, "T03", "done")
    kept(page, 4)
    picture(page, "without-network-observer")
    assert faults(page) == []
    page.locator("#unsent li", has_text="T03").get_by_role("button").click()  # never sent: simply gone
    kept(page, 3)
    page.goto(f"/exercises/{machine.made}/result/")  # a page that is not kept leads to the one that is
    kept(page, 3)
    machine.kill()
    page.context.set_offline(False)
    tapped.append(tap(page, "T02", "done"))
    kept(page, 4)
    machine.start()
    expect(page.locator("#unsent-card")).to_be_hidden()
    expect(page.locator("#unsent-count")).to_be_hidden()
    expect(page.locator("#T02")).to_have_class(re.compile("is-done"))
    found = state(machine)
    assert [row[:2] for row in found["stamps"]] == [list(row[:2]) for row in tapped]
    for (_, _, at, device), (_, _, when) in zip(found["stamps"], tapped, strict=True):
        assert at == pytest.approx(when, abs=60), "the time of the tap, by the server's clock"
        assert device == pytest.approx(when - SLOW, abs=60), "beside what the phone believed"
    assert (found["rows"], found["told"][0], found["whole"]) == (5, 5, True), (
        "the stamp, its undo, three taps; each told of once"
    )


def test_a_player_without_network(machine: Machine, opening: Opening):
    page = at_work(machine, opening, "bernd", "play")
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_text("A van stands across the market.")).to_be_visible()
    page.locator("form[data-inject] button").click()
    page.locator("#doing [name=text]").fill("We close the street.")
    page.locator("#doing button[type=submit]").click()
    kept(page, 2)
    page.reload()
    kept(page, 2)
    assert page.locator("form[data-inject] button").is_disabled()
    picture(page, "without-network-player")
    assert faults(page) == []
    page.context.set_offline(False)
    expect(page.locator("#unsent-card")).to_be_hidden()
    expect(page.locator("#play-log")).to_contain_text("We close the street.")
    expect(page.locator("#play-log")).to_contain_text("A van stands across the market.")
    found = state(machine)
    assert [row[:2] for row in found["log"]] == [["ack", ""], ["doing", "We close the street."]]
    assert all(at == pytest.approx(time.time(), abs=60) for _, _, at in found["log"])
    assert (found["told"][1], found["whole"]) == (2, True)


def test_after_signing_out_nothing_of_the_run_is_on_the_phone(machine: Machine, opening: Opening):
    page = at_work(machine, opening, "anna", "observe")
    page.locator("details.account summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/")
    until(page, "caches.has('parvis-run').then(found => !found)")
    page.context.set_offline(True)
    with pytest.raises(Error, match="ERR_"):
        page.goto(f"/exercises/{machine.made}/observe/")
    page.context.set_offline(False)
    sign_in(page, "bernd@city.test", PASSWORD)
    page.goto(f"/exercises/{machine.made}/play/")
    until(page, KEPT)
    assert page.evaluate("caches.open('parvis-run').then(c => c.keys()).then(k => k.length)") == 1
