"""The visit on a phone: taken along, without network, closed and reopened, the server killed while it receives. Nothing is lost."""

import io
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import PICTURES, Server, faults, picture, sign_in
from tests.browser.machine import Machine
from tests.browser.walk import onsite
from tests.browser.walk.onsite import answer, heading, photo, reopen_without_network, status
from tests.browser.wire import Wire

pytestmark = pytest.mark.browser
PASSWORD = "a-long-password-for-tests"
BUILD = """
from parvis.cli.serve import prepare
prepare(None)
from datetime import timedelta
from shapely.geometry import box
from parvis.assessment import actions
from parvis.people.actions import found_organisation, give_role, open_account
from parvis.places.actions import draw_zone, register_place
from tests.assessment.visiting import opened
city = found_organisation(None, name="Valombre")
people = {}
for name, role in (("lead", "coordinator"), ("anna", "expert"), ("bernd", "expert")):
    people[name] = open_account(None, email=f"{name}@city.test", name=name.title(), password=PASSWORD)
    give_role(None, people[name], city, role)
place = register_place(people["lead"], city, name="Halles Square", category="square", geometry=box(5, 48, 5.002, 48.001))
draw_zone(people["lead"], place, kind="access_point", name="North gate", geometry=box(5, 48, 5.0005, 48.0005))
of = opened(people["lead"], place, people["anna"], people["bernd"])
print(of.pk)
"""
ASK = """
import json
from parvis.cli.console import set_up
set_up()
from parvis.assessment import queries
from parvis.assessment.models import Assessment, VisitEntry
from parvis.files import queries as files
from parvis.people.models import Account
lead = Account.objects.get(email="lead@city.test")
of = Assessment.objects.get()
said = {
    question: sorted([row.assessor.name, list(row.values), [n.note for n in row.notes], len(row.photos)] for row in rows)
    for question, rows in queries.answers(lead, of).items()
}
print(json.dumps({"said": said, "entries": VisitEntry.objects.count(), "whole": files.check().whole}))
"""


class Visited(Machine):
    def __init__(self, data: Path) -> None:
        super().__init__(data, BUILD.replace("PASSWORD", repr(PASSWORD)))
        self.assessment = self.made

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.run(ASK).strip().splitlines()[-1])
        return found

    def shell(self, line: str) -> None:
        head = "from parvis.cli.console import set_up; set_up()\nfrom parvis.assessment.models import *\n"
        head += "from parvis.assessment import actions\nfrom parvis.people.models import Account\n"
        self.run(head + "from django.utils import timezone\n" + line)


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Visited]:
    made = Visited(tmp_path)
    made.start()
    yield made
    made.kill()


Opening = Callable[..., Page]


def take_along(machine: Visited, page: Page, name: str = "anna") -> None:
    sign_in(page, f"{name}@city.test", PASSWORD)
    page.goto(f"/assessments/{machine.assessment}/")
    onsite.take_along(page)
    heading(page, "Is it lit at night?")


def test_a_visit_without_network(machine: Visited, opening: Opening, tmp_path: Path):
    page = opening(machine.server, "phone")
    take_along(machine, page)
    context = page.context
    context.set_offline(True)
    answer(page, "no")
    heading(page, "Is a fault reported?")
    status(page, "1 not yet sent")
    page.get_by_role("button", name="Back").click()
    page.locator("input[type=file]").set_input_files(photo(tmp_path))
    expect(page.locator("figure figcaption")).to_contain_text("not yet sent")
    page.locator("#note-box > summary").click()
    page.locator("#note").fill("Lamp 12 is out")
    page.get_by_text("Pin on the map", exact=True).click()
    page.locator("button.board").click(position={"x": 120, "y": 60})
    page.get_by_role("button", name="Keep the note").click()  # the words were kept when the field was left, the pin now
    status(page, "4 not yet sent")
    assert not faults(page)
    picture(page, "visit-question-phone")

    page = reopen_without_network(context, page)
    heading(page, "Is a fault reported?")
    status(page, "4 not yet sent")
    answer(page, "yes")
    heading(page, "How wide are the ways out?")
    answer(page, "2")
    page.locator("#where").select_option(label="North gate")
    answer(page, "not_observed")
    heading(page, "You have seen every question.")
    status(page, "7 not yet sent")
    assert not faults(page)
    picture(page, "visit-list-phone")
    page.locator(".bar .status").click()
    expect(page.get_by_role("button", name="Send now")).to_be_visible()
    assert not faults(page)
    picture(page, "visit-send-offline-phone")

    context.set_offline(False)
    status(page, "all sent at")
    found = machine.state()
    assert found["said"]["lit"] == [["Anna", ["no"], ["Lamp 12 is out"], 1]]
    assert found["said"]["exits"] == [["Anna", ["2"], [], 0]]
    assert found["said"]["gates"] == [["Anna", ["not_observed"], [], 0]]
    assert (found["entries"], found["whole"]) == (7, True)
    kept = next((tmp_path / "files").rglob("*/*")).read_bytes()
    assert b"CANARY" not in kept
    assert max(Image.open(io.BytesIO(kept)).size) == 1600

    page.get_by_role("button", name="Finish and bring the visit back").click()
    expect(page.locator(".notice")).to_have_text("The visit is brought back. Thank you.")
    page.get_by_role("link", name="See what is missing").click()
    page.get_by_role("link", name="The assessment", exact=True).click()
    expect(page.locator("#visits")).to_contain_text("brought back")


def test_the_server_is_killed_while_a_photo_is_sent(machine: Visited, opening: Opening, tmp_path: Path):
    """Once when half of the request has arrived, once when the photo is written and its confirmation is not heard."""
    wire = Wire(machine.port, b"/photos/", machine.kill)
    page = opening(Server(f"http://127.0.0.1:{wire.port}", tmp_path), "phone")
    take_along(machine, page)
    page.context.set_offline(True)
    answer(page, "yes")
    heading(page, "How wide are the ways out?")
    for n, colour in enumerate(("red", "green", "blue")):
        page.goto(page.url.split("#")[0] + "#q=lit")
        heading(page, "Is it lit at night?")
        page.locator("input[type=file]").set_input_files(photo(tmp_path, colour))
        expect(page.locator("figure").nth(n)).to_be_visible()
    status(page, "4 not yet sent")

    wire.deaths = ["during"]
    page.context.set_offline(False)
    died(wire, page)
    status(page, "3 not yet sent")
    wire.deaths = ["after"]
    machine.start()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    died(wire, page)
    status(page, "3 not yet sent")
    assert machine.state()["entries"] == 2, (
        "one answer and one photo are written, and the phone was not told of the photo"
    )
    machine.start()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    status(page, "all sent at")
    wire.close()
    found = machine.state()
    assert found["said"] == {"lit": [["Anna", ["yes"], [], 3]]}
    assert (found["entries"], found["whole"]) == (4, True)


def test_a_network_that_drops_a_request_is_tried_again_soon(machine: Visited, opening: Opening, tmp_path: Path):
    """A phone hears that it is online before its network carries anything. Nobody has to press, and nothing has to happen."""
    wire = Wire(machine.port, b"/entries/", lambda: None)
    page = opening(Server(f"http://127.0.0.1:{wire.port}", tmp_path), "phone")
    take_along(machine, page)
    wire.deaths = ["during", "after"]
    answer(page, "yes")
    died(wire, page)
    died(wire, page)
    status(page, "all sent at")
    wire.close()
    assert machine.state()["said"] == {"lit": [["Anna", ["yes"], [], 0]]}


def died(wire: Wire, page: Page) -> None:
    wait_for(lambda: wire.died.acquire(blocking=False), page)


def wait_for(holds: Callable[[], bool], page: Page | None = None) -> None:
    until = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < until, "it did not happen"
        if page:
            page.evaluate("1")  # lets the browser's events in


def test_two_assessors_with_a_phone_each(machine: Visited, opening: Opening):
    phones = {name: opening(machine.server, "phone") for name in ("anna", "bernd")}
    for name, page in phones.items():
        take_along(machine, page, name)
        page.context.set_offline(True)
    answer(phones["anna"], "yes")
    answer(phones["bernd"], "no")
    for page in phones.values():
        status(page, "1 not yet sent")
        page.context.set_offline(False)
        status(page, "all sent at")
    assert machine.state()["said"]["lit"] == [["Anna", ["yes"], [], 0], ["Bernd", ["no"], [], 0]]
    page = phones["anna"]
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"/assessments/{machine.assessment}/answers/")
    expect(page.get_by_role("row", name="Bernd")).to_contain_text("No")
    assert not faults(page)
    picture(page, "visit-answers-desktop")


def test_two_phones_of_one_assessor_choose(machine: Visited, opening: Opening):
    one, other = opening(machine.server, "phone"), opening(machine.server, "phone")
    for page, value in ((one, "yes"), (other, "no")):
        take_along(machine, page) if page is one else again(machine, page)
        page.context.set_offline(True)
        answer(page, value)
        status(page, "1 not yet sent")
    for page in (one, other):
        page.context.set_offline(False)
        status(page, "all sent at")
    other.goto(other.url.split("#")[0] + "#q=lit")
    expect(other.locator(".notice")).to_contain_text("answered differently")
    answer(other, "no")
    status(other, "all sent at")
    wait_for(lambda: machine.state()["said"]["lit"] == [["Anna", ["no"], [], 0]])


def again(machine: Visited, page: Page) -> None:
    """The same person on a second phone."""
    take_along(machine, page)


NOTE = "“Café”, 8 m\n\t\\ ☂ \u2028 é"


def test_a_visit_that_is_over_hands_over_a_file_that_is_brought_in_once(machine: Visited, opening: Opening):
    page = opening(machine.server, "phone")
    take_along(machine, page)
    page.context.set_offline(True)
    answer(page, "yes")
    heading(page, "How wide are the ways out?")
    page.locator("#note-box > summary").click()
    page.locator("#note").fill(NOTE)
    page.locator("#note").blur()
    status(page, "2 not yet sent")
    machine.shell("Visit.objects.update(expires=timezone.now())")
    page.context.set_offline(False)
    expect(page.locator(".notice").first).to_contain_text("ask the lead of the assessment to extend it")
    expect(page.locator(".answer")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("button", name="Keep what is not sent as a file").click()
    file = Path(download.value.path())
    assert [entry["value"] or entry["note"] for entry in json.loads(file.read_text())["entries"]] == ["yes", NOTE]
    assert not faults(page)
    picture(page, "visit-over-phone")
    bring_in(page, file)
    expect(page.locator(".errors, .errorlist").first).to_contain_text("ask the lead of the assessment to extend it")
    machine.shell("actions.extend_visit(Account.objects.get(email='lead@city.test'), Visit.objects.get())")
    for words in ("2 entries are kept.", "0 entries are kept. 2 were here already."):
        bring_in(page, file)
        expect(page.locator(".messages")).to_contain_text(words)
    assert not faults(page)
    page.goto("/visit/")
    page.get_by_role("link", name="Halles Square").click()
    status(page, "all sent at")
    found = machine.state()
    assert found["said"] == {"lit": [["Anna", ["yes"], [], 0]], "exits": [["Anna", [], [NOTE], 0]]}
    assert found["entries"] == 2


def bring_in(page: Page, file: Path) -> None:
    page.goto("/assessments/visits/file/")
    page.locator("input[name=handed]").set_input_files(file)
    page.get_by_role("button", name="Bring it in").click()


def test_a_pack_is_over_without_network_too_whatever_the_phones_clock_says(machine: Visited, opening: Opening):
    page = opening(machine.server, "phone")
    page.clock.install(time="2024-03-01T10:00:00Z")  # more than two years slow
    take_along(machine, page)
    page.locator(".bar .status").click()
    expect(page.locator(".notice")).to_contain_text("The clock of this phone is wrong")
    page.context.set_offline(True)
    page.clock.fast_forward("25:00:00")
    page = offline_clock(page)
    expect(page.locator(".notice").first).to_contain_text("It takes no new answers")
    expect(page.locator(".answer")).to_have_count(0)


def offline_clock(page: Page) -> Page:
    page.reload()
    page.wait_for_selector("#visit[data-started]")
    return page


def test_a_visit_taken_back_is_known_at_the_next_contact(machine: Visited, opening: Opening):
    page = opening(machine.server, "phone")
    take_along(machine, page)
    page.context.set_offline(True)
    answer(page, "no")
    machine.shell(
        "actions.revoke_visit(Account.objects.get(email='lead@city.test'), Visit.objects.get(), why='Phone lost')"
    )
    page.context.set_offline(False)
    expect(page.locator(".notice").first).to_contain_text("taken back (Phone lost)")
    status(page, "1 not yet sent")
    assert machine.state()["entries"] == 0


def test_who_is_signed_out_keeps_everything_and_is_told(machine: Visited, opening: Opening):
    page = opening(machine.server, "phone")
    take_along(machine, page)
    page.context.clear_cookies()
    answer(page, "yes")
    status(page, "Sign in again to send: 1 not yet sent.")
    page.locator(".bar .status").click()
    heading(page, "Sign in again to send: 1 not yet sent.")
    page.get_by_role("link", name="Sign in").click()
    page.fill("input[name=login]", "anna@city.test")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/visit/**")
    status(page, "all sent at")
    assert machine.state()["said"]["lit"] == [["Anna", ["yes"], [], 0]]


def test_a_file_that_the_phone_cannot_read_is_said_and_not_dropped_silently(
    machine: Visited, opening: Opening, tmp_path: Path
):
    page = opening(machine.server, "phone")
    take_along(machine, page)
    heic = tmp_path / "photo.jpg"
    heic.write_bytes(b"\0\0\0\x18ftypheic" + b"\0" * 500)
    page.locator("input[type=file]").set_input_files(heic)
    expect(page.get_by_role("alert")).to_contain_text("most compatible")
    status(page, "nothing said yet")


def test_in_french_in_the_dark_by_keyboard(machine: Visited, opening: Opening):
    page = opening(machine.server, "phone", "fr", color_scheme="dark")
    sign_in(page, "anna@city.test", PASSWORD)
    page.goto(f"/assessments/{machine.assessment}/")
    page.get_by_role("button", name="Emporter").click()
    page.wait_for_selector("#visit[data-ready][data-started]")
    heading(page, "Is it lit at night? (fr)")
    assert page.evaluate("document.documentElement.lang") == "fr"
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.locator(".answer[data-value='no']").focus()
    page.keyboard.press("Enter")
    heading(page, "Is a fault reported? (fr)")
    page.locator("#note-box > summary").click()
    page.get_by_text("Repère sur le plan", exact=True).click()
    page.locator("button.board").focus()
    page.keyboard.press("ArrowRight")
    assert not faults(page)
    picture(page, "visit-dark-phone-fr")
    assert PICTURES.exists()


def test_the_questionnaire_as_pages_without_javascript(machine: Visited, opening: Opening):
    page = opening(machine.server, "phone", java_script_enabled=False)
    sign_in(page, "anna@city.test", PASSWORD)
    page.goto(f"/assessments/{machine.assessment}/")
    page.get_by_role("link", name="Answer here").click()
    page.get_by_role("link", name="Answer", exact=True).click()
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Keep and go on").click()
    expect(page.locator("fieldset")).to_have_count(2)
    picture(page, "visit-section-phone")
    page.get_by_role("button", name="Keep and go on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ways out")
    assert machine.state()["said"]["lit"] == [["Anna", ["no"], [], 0]]
