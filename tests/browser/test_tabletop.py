"""A table-top in the demo town: a director, two observers and four players find a flaw that was planted in the plan.

The report is there the same evening, the thread of the place shows the lesson open, and a second run that goes well closes it.
"""

import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import Server, environment, serve
from tests.browser.walk.person import Person

pytestmark = pytest.mark.browser

PASSWORD = "valombre-open-square"  # of the demo town
PLAYERS = {
    "operator": ("Market manager", "Market manager"),
    "municipal": ("Team leader, municipal police", "Municipal police, team leader"),
    "fire": ("Planner, fire and rescue", "Fire and rescue, control room"),
    "reader": ("Mayor's office", "Communications"),
}
OBSERVERS = {
    "observer": "Observer of times, neighbouring town", "observer2": "Observer of roles, fire and rescue"
}  # fmt: skip
FLAW = "T06"  # the call to fire and rescue
SEEN = "Nobody called fire and rescue: the plan gives the call to nobody."


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Valombre of its own: what happens here changes the plan of the market."""
    data = tmp_path_factory.mktemp("tabletop")
    build = "from parvis.cli.serve import prepare; prepare(None); from parvis.cli.demo import build; print(build(None))"
    subprocess.run([sys.executable, "-c", build], env=environment(data), check=True, timeout=300)
    yield from serve(data, PARVIS_CITY="Valombre", PARVIS_DEMO="1")


class Table:
    """Everybody at the table, each with a browser: the director at a desk, the others at a phone."""

    def __init__(self, town: Server, opening: Callable[..., Page]) -> None:
        self.troubles: list[str] = []
        self.people: dict[str, Person] = {}
        for name in ("coordinator", "director", *OBSERVERS, *PLAYERS):
            width = "desktop" if name in {"coordinator", "director"} else "phone"
            person = Person(opening(town, width), f"tabletop-{name}", self.troubles)
            person.enter(f"{name}@valombre.example", PASSWORD)
            self.people[name] = person

    def __getitem__(self, name: str) -> Person:
        return self.people[name]


def owner_of_the_call(table: Table, plan: str, owner: str) -> None:
    """Who has to call fire and rescue, as the coordinator writes it into the plan; nobody is the flaw."""
    lead = table["coordinator"]
    lead.visit(f"/plans/{plan}/")
    with lead.page.expect_navigation():
        lead.page.locator("main a[href*='/plans/tasks/']", has_text=FLAW).first.click()
    field = lead.page.locator("main [name='responsible']")
    field.select_option(label=owner) if owner else field.select_option("")
    lead.send({"phase": "alert"})


def prepare(table: Table, plan: str, title: str) -> str:
    director = table["director"]
    director.visit(f"/plans/{plan}/")
    director.follow("/prepare/")
    director.send({"title": title})
    exercise = director.id_in_address()
    for name in OBSERVERS.values():
        director.send({"account": name, "part": "observer"})
    for name, role in PLAYERS.values():
        director.send({"account": name, "part": "player", "role_played": role})
    director.press("/state/", "ready")
    for name in (*OBSERVERS, *PLAYERS):
        table[name].visit(f"/exercises/{exercise}/{'observe' if name in OBSERVERS else 'play'}/")
    director.visit(f"/exercises/{exercise}/")
    director.press("/state/", "running")
    return exercise


def tap(person: Person, task: str, kind: str) -> None:
    """A button for a thumb; the page stays, and the task has one moment more."""
    card = person.page.locator(f"#{task}")
    before = card.inner_text()
    button = card.locator(f"button[name=kind][value={kind}]").first
    if not button.is_visible():
        card.locator("summary").click()
    button.click()
    person.page.wait_for_function(
        "([id, was]) => document.getElementById(id) && document.getElementById(id).innerText !== was",
        arg=[task, before],
    )


def say(person: Person, text: str) -> None:
    """A line of a player's own log; the page stays, and the line stands on it once the server has it."""
    person.page.locator("#doing [name=text]").fill(text)
    person.page.locator("#doing button[type=submit]").click()
    expect(person.page.locator("#play-log")).to_contain_text(text)


def play(table: Table, exercise: str, done: dict[str, tuple[str, ...]]) -> None:
    """The first message comes in, players say what they do, observers note what they see; then the director ends it."""
    director = table["director"]
    director.visit(f"/exercises/{exercise}/run/")
    director.press("/deliver/")
    for name in PLAYERS:
        table[name].visit(f"/exercises/{exercise}/play/")
        say(table[name], "We have heard it.")
    table["operator"].show("plays")
    for name, tasks in done.items():
        table[name].visit(f"/exercises/{exercise}/observe/")
        for task in tasks:
            tap(table[name], task, "start")
            tap(table[name], task, "done")
    table["observer"].show("observes")
    director.visit(f"/exercises/{exercise}/run/")
    director.press("/state/", "finished")


def speak(table: Table, exercise: str) -> None:
    """Six answer without a name; the director closes the hot wash and reads it."""
    for name in (*PLAYERS, *OBSERVERS):
        person = table[name]
        person.visit(f"/exercises/{exercise}/hot-wash/")
        person.send({"one_change": f"One name beside the call ({name})"})
    director = table["director"]
    director.visit(f"/exercises/{exercise}/result/")
    assert "One name beside the call" not in director.text()
    director.press("/hot-wash/close/")
    assert director.text().count("One name beside the call") == len(PLAYERS) + len(OBSERVERS)


def note_the_flaw(table: Table, exercise: str) -> None:
    observer = table["observer2"]
    observer.visit(f"/exercises/{exercise}/observe/")
    with observer.page.expect_navigation():
        observer.page.locator(f"#{FLAW} summary").click()
        observer.page.locator(f"#{FLAW} a[href*='/observe/']").click()
    observer.send({"text": SEEN, "kind": "improvement", "rating": "U"})


def report(table: Table, exercise: str, kind: str) -> bytes:
    """The after-action report as the director downloads it."""
    page = table["director"].page
    page.goto(f"/exercises/{exercise}/result/")
    with page.expect_download() as waiting:
        page.locator(f"main a[href$='{exercise}.{kind}']").click()
    return waiting.value.path().read_bytes()


def lessons_in_the_thread(table: Table, place: str) -> Any:
    """The link "lessons" in the ribbon of the place."""
    lead = table["coordinator"]
    lead.visit(f"/places/{place}/")
    return lead.page.locator(".ribbon a[href*='#lessons']").first


def close(table: Table, lesson: str, note: str) -> None:
    director = table["director"]
    director.visit(lesson)
    director.send({"note": note})


def test_the_flaw_is_found_before_the_day(town: Server, opening: Callable[..., Page]):
    table = Table(town, opening)
    lead = table["coordinator"]
    lead.visit("/plans/")
    lead.page.locator("main a", has_text="Market days at the Place des Halles").first.click()
    lead.page.wait_for_url("**/plans/*-*/")
    plan = lead.id_in_address()
    owner_of_the_call(table, plan, "")

    first = prepare(table, plan, "Evening at the table")
    play(table, first, {"observer": ("T01", "T02", "T05"), "observer2": ("T01", "T04")})
    note_the_flaw(table, first)
    speak(table, first)
    director = table["director"]
    director.visit(f"/exercises/{first}/result/")
    assert director.page.locator(f"tr#{FLAW} .is-contradicted").count() == 1, "called for, and never done"
    director.show("result")
    director.press("/lesson/")
    director.send({"recommendation": "The duty officer calls, at once.", "owner": "Duty officers", "due": "2031-01-31"})
    lesson = director.page.url
    pdf = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(report(table, first, "pdf"))).pages)
    word = Document(io.BytesIO(report(table, first, "docx")))
    cells = [cell.text for sheet in word.tables for row in sheet.rows for cell in row.cells]
    text = "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])
    for said in (SEEN, "The duty officer calls, at once."):
        assert said in text
        assert said.split(":")[0] in " ".join(pdf.split())
    assert "never done" in text
    place = lead_place(table, lesson)
    shown = lessons_in_the_thread(table, place)
    assert "to re-test" in shown.inner_text()
    lead.show("thread-open")

    owner_of_the_call(table, plan, "Duty officer of the city")
    second = prepare(table, plan, "The call again")
    play(table, second, {"observer": ("T01", FLAW), "observer2": (FLAW,)})
    close(table, lesson, "The call was made within a minute, and confirmed.")
    waiting = [link for link in open_lessons(table, place) if link not in lesson]
    for link in waiting:
        close(table, link, "Tried again with the same run.")
    shown = lessons_in_the_thread(table, place)
    assert "re-tested" in shown.inner_text()
    assert shown.locator("xpath=ancestor-or-self::*[contains(@class, 'is-done')]").count() >= 1
    lead.show("thread-closed")
    assert not table.troubles, "\n" + "\n".join(table.troubles)


def lead_place(table: Table, lesson: str) -> str:
    """The id of the place that a lesson belongs to."""
    director = table["director"]
    director.visit(lesson)
    link = director.page.locator("main a[href*='/exercises/place/']").first.get_attribute("href") or ""
    return link.split("/place/")[1].split("/")[0]


def open_lessons(table: Table, place: str) -> list[str]:
    director = table["director"]
    director.visit(f"/exercises/place/{place}/")
    rows = director.page.locator("#lessons tr:not(:has(.is-done)) a[href*='/exercises/lessons/']")
    return [link.get_attribute("href") or "" for link in rows.all()]
