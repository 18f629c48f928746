"""A call for information as people live it: published, asked about, answered on a phone without an account, opened, scored, decided."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page

from parvis.cli.demo import PASSWORD
from tests.browser.conftest import Server, environment, serve
from tests.browser.walk.person import Person

pytestmark = pytest.mark.browser

NAMES = (
    "Garden of the evening",
    "Two people in one coat",
    "Seats that face each other",
    "Warm light",
    "A column that answers",
)
SCORES = "() => [...document.querySelectorAll(\"input[type=radio][name^='value_']\")].map((input) => input.name)"


@pytest.fixture
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Valombre of its own: its clock is moved."""
    data = tmp_path_factory.mktemp("town")
    build = "from parvis.cli.serve import prepare; prepare(None); from parvis.cli.demo import build; print(build(None))"
    subprocess.run([sys.executable, "-c", build], env=environment(data), check=True, timeout=600)
    yield from serve(data, PARVIS_CITY="Valombre", PARVIS_DEMO="1")


def close_now(server: Server, call: str) -> None:
    """Put the dates of the call into the past, as if the weeks had gone by."""
    past = (datetime.now(UTC) - timedelta(minutes=1)).strftime("%Y-%m-%d %H:%M:%S")
    with closing(sqlite3.connect(server.data / "parvis.sqlite3", timeout=30)) as database, database:
        changed = database.execute(
            "UPDATE solutions_call SET closes = ?, questions_until = ? WHERE id = ?", (past, past, UUID(call).hex)
        )
        assert changed.rowcount == 1


def member(server: Server, opening: Callable[..., Page], who: str, troubles: list[str]) -> Person:
    person = Person(opening(server), f"call-{who}", troubles)
    person.enter(f"{who}@valombre.example", PASSWORD)
    return person


def publish(lead: Person) -> str:
    """The coordinator words the needs of the forecourt for the public; what is closed is refused first."""
    lead.visit("/places/?q=Parvis+de+la+Gare")
    lead.page.locator("main #register td a[href^='/places/']").first.click()
    place = lead.id_in_address()
    lead.visit(f"/solutions/calls/place/{place}/new/")
    wordings = lead.page.locator("[name^='need-']").evaluate_all("fields => fields.map(field => field.name)")
    lead.send({
        "title": "Waiting without fear in the evening", "description": "People on the forecourt hear within a minute what is announced on the platforms.",
        wordings[0]: "Light to see faces by", wordings[1]: "Somebody to turn to",
    })  # fmt: skip
    call = lead.id_in_address()
    assert "cannot be published yet" in lead.text()
    assert "a need" in lead.page.locator(".hits").inner_text()
    lead.follow("/change/")
    lead.send(
        {
            "title": "Waiting without fear in the evening",
            "description": "Who waits after dark should be seen and know whom to turn to.",
        }
    )
    lead.press("/publish/")
    lead.press("/evaluation/")
    lead.visit(f"/solutions/calls/{call}/")
    lead.press("/weights/")
    lead.show("published")
    return call


def answer(phone: Person, call: str, name: str, technology: str, *, look: bool = False) -> None:
    """Half an answer is saved, the browser goes away, the rest is written later by the same address."""
    phone.visit(f"/calls/{call}/")
    phone.follow("/answer/")
    phone.send({"organisation": f"{name} (association)"})
    own = phone.page.locator("#own-link").input_value()
    if look:
        phone.show("answer")
        phone.page.fill("[name=summary]", "Half of it")
        phone.page.locator("main form .send button.ghost").click()
        phone.page.wait_for_url("**saved=1**")
        phone.visit("/calls/")
    phone.visit(own)
    if look:
        assert phone.page.locator("[name=summary]").input_value() == "Half of it"
    phone.send({
        "solution": name, "summary": "People who wait are seen, and somebody is there.", "technology": technology,
        "meets-1": "yes", "how-1": "Every evening", "once_low": "1000", "once_high": "2000",
    })  # fmt: skip
    if look:
        phone.show("look-once-more")
    phone.press("/send/")
    assert phone.page.locator(".receipt code").inner_text().strip().isalnum()
    if look:
        phone.show("receipt")
        assert phone.page.context.cookies() == []


def score(expert: Person, comparison: str, first: str, other: str) -> None:
    expert.visit(f"/solutions/comparisons/{comparison}/")
    expert.follow("/score/")
    expert.send({"concerns": "no"})
    while names := list(dict.fromkeys(expert.page.evaluate(SCORES))):
        best = NAMES[0] in expert.text()
        expert.send(dict.fromkeys(names, first if best else other))
        if "/ranking" in expert.page.url or not expert.page.locator("input[name^='value_']").count():
            break


def test_from_a_weakness_of_the_forecourt_to_a_decision(town: Server, opening: Callable[..., Page]):
    troubles: list[str] = []
    lead = member(town, opening, "coordinator", troubles)
    call = publish(lead)
    phone = Person(opening(town, "phone", "en"), "call-provider", troubles)
    phone.visit(f"/calls/{call}/")
    phone.show("public")
    phone.follow("/ask/")
    phone.send({"text": "May it be people alone, without a device?"})
    lead.visit(f"/solutions/calls/{call}/")
    lead.follow("/questions/")
    lead.send({"answer": "Yes, by the same criteria as all others."})
    phone.visit(f"/calls/{call}/")
    assert "by the same criteria" in phone.text()
    for number, name in enumerate(NAMES):
        answer(phone, call, name, "no" if number < 3 else "yes", look=number == 0)
    lead.visit(f"/solutions/calls/{call}/")
    assert NAMES[0] not in lead.text(), "sealed"
    close_now(town, call)
    phone.visit(f"/calls/{call}/")
    assert "This call is closed." in phone.text()
    lead.visit(f"/solutions/calls/{call}/")
    lead.page.locator("summary", has_text="Open alone").click()
    lead.page.fill("#open-reason", "The second person is ill, and the council meets tomorrow.")
    lead.press("/open/")
    lead.show("opened")
    for address in lead.page.locator("a[href*='/calls/answers/']").evaluate_all(
        "links => links.map(link => link.pathname)"
    ):
        lead.visit(address)
        lead.send({"admitted": "yes"})
    lead.press("/compare/")
    comparison = lead.id_in_address()
    lead.press("/start/")
    for who in ("planner", "police", "station"):
        score(member(town, opening, who, troubles), comparison, "4", "2")
    lead.visit(f"/solutions/comparisons/{comparison}/")
    lead.press("/end/")
    lead.visit(f"/solutions/comparisons/{comparison}/ranking/")
    assert f"{NAMES[0]} ({NAMES[0]} (association))" in lead.page.locator("main").inner_text()
    lead.show("ranking")
    lead.follow("/decide/")
    chosen = lead.page.locator("label", has_text=NAMES[0]).locator("input").first.get_attribute("value")
    lead.send(
        {
            "option": chosen,
            "reasons": "People are there on every evening, and the square stays open.",
            "decided_by": "Municipal council",
        }
    )
    assert NAMES[0] in lead.text()
    assert not troubles, "\n" + "\n".join(troubles)
