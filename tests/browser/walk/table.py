"""Three people around one assessment of the market square: the coordinator, the police, and the market manager with a phone."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from docx import Document
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from parvis.cli.demo import PASSWORD
from tests.browser.conftest import Server, sign_in
from tests.browser.walk import judging, onsite
from tests.browser.walk.city import Walk
from tests.browser.walk.documents import TLP
from tests.browser.walk.person import Person

SQUARE, TITLE = "Place des Halles", "Spring market"
VAN = "A van turns in at the quay corner while the last shoppers are between the stalls."
THEFT = "In the queue of the fish row somebody presses against people who look for their purse."
REASONS = {
    "lead": "The bend at the bridge slows whoever comes.",
    "police": "I drove it in the morning: nothing stands in the way.",
    "manager": "On market days my people see who comes.",
}
SEEN = "Nobody could say who stands in for me."
CHANGED = "The market manager showed us the new seats at the corner."
WEAKNESS = "The quay corner stands open after half past twelve."
HELPS = "Somebody who closes it, and a deputy."


@dataclass
class Table:
    """The people, each in a browser of their own, and what they have in front of them."""

    walk: Walk
    lead: Person
    police: Person
    phone: Page
    manager: Person | None = None
    assessment: str = ""
    troubles: list[str] = field(default_factory=list)

    @property
    def page(self) -> str:
        return f"/assessments/{self.assessment}/"

    @property
    def experts(self) -> dict[str, Person]:
        assert self.manager
        return {"lead": self.lead, "police": self.police, "manager": self.manager}


def sit_down(town: Server, opening: Callable[..., Page]) -> Table:
    troubles: list[str] = []
    pages = {who: opening(town, "desktop") for who in ("coordinator", "police")} | {"operator": opening(town, "phone")}
    for who, page in pages.items():
        sign_in(page, f"{who}@valombre.example", PASSWORD)
    lead, police = (Person(pages[who], "market", troubles) for who in ("coordinator", "police"))
    return Table(
        Walk(town, town, "desktop", "en", opening, troubles), lead, police, pages["operator"], troubles=troubles
    )


def open_assessment(table: Table) -> None:
    lead = table.lead
    lead.visit("/places/")
    with lead.page.expect_navigation():
        lead.page.get_by_role("link", name=SQUARE, exact=True).first.click()
    with lead.page.expect_navigation():
        lead.page.get_by_role("link", name="Assessments of this place").click()
    lead.follow(f"/assessments/place/{lead.id_in_address()}/new/")
    lead.send({"title": TITLE, "condition": "market", "method": "urn:parvis:method:reference"})
    table.assessment = lead.id_in_address()
    lead.follow("/change/")
    lead.send({"mandate_why": "The market grows by a row.", "mandate_for": "The market commission"})
    assert "The market commission" in lead.text()


def seat_the_team(table: Table) -> None:
    lead = table.lead
    lead.visit(table.page)
    lead.follow("/team/")
    lead.send({"account": "Prevention officer", "organisation": "Police nationale", "is_police": True})
    lead.send({"account": "Market manager", "circle": "involved"})
    assert "Market manager" in lead.text()


def tell_two_stories(table: Table) -> None:
    lead = table.lead
    lead.visit(table.page)
    lead.follow("/scenarios/")
    lead.send({"threat": ["VEHICLE", "PICKPOCKETING"]})
    lead.send({"narrative": VAN})
    lead.send({"narrative": THEFT})
    assert "Ready to be judged." in lead.text()


def walk_the_square_without_network(table: Table, folder: Path) -> None:
    """The network is cut on the way, the page closed and opened again; what was said is sent once there is network."""
    page, context = table.phone, table.phone.context
    page.goto(table.page)
    onsite.take_along(page)
    onsite.go_on(page, "yes")
    onsite.status(page, "all sent at")
    context.set_offline(True)
    page.locator("input[type=file]").set_input_files(onsite.photo(folder, "blue"))
    expect(page.locator("figure figcaption")).to_contain_text("not yet sent")
    page.locator("#note-box > summary").click()
    page.locator("#note").fill(SEEN)
    page.locator("#note").blur()
    onsite.status(page, "2 not yet sent")
    onsite.go_on(page, "no")
    page = onsite.reopen_without_network(context, page)
    onsite.go_on(page, "yes")
    onsite.status(page, "4 not yet sent")
    context.set_offline(False)
    onsite.status(page, "all sent at")
    page.locator(".bar .status").click()
    page.get_by_role("button", name="Finish and bring the visit back").click()
    page.get_by_role("link", name="See what is missing").click()
    expect(page.locator("section.reading")).to_be_visible()
    table.manager = Person(page, "market-phone", table.troubles)


def look_at_what_was_said(table: Table) -> None:
    lead = table.lead
    lead.visit(table.page)
    assert "brought back" in lead.page.locator("#visits").inner_text()
    lead.follow("/answers/")
    row = lead.page.get_by_role("row").filter(has_text=SEEN)
    assert "Market manager" in row.inner_text()
    shown = row.locator("img").evaluate("async (image) => { await image.decode(); return image.naturalWidth; }")
    assert shown == 1600, "the photo has arrived whole, made small on the phone"


def judge_alone(table: Table) -> None:
    """Three people judge; nobody finds another's reason on any page before the round ends."""
    table.lead.visit(table.page)
    table.lead.press("/move/", "judging")
    for who, person in table.experts.items():
        judging.judge_both(table.walk, person, table.assessment, high=who == "police", reason=REASONS[who])
    for who, person in table.experts.items():
        for path in ("", "result/", "judge/", "answers/"):
            person.visit(table.page + path)
            there = [other for other, reason in REASONS.items() if other != who and reason in person.page.content()]
            assert not there, f"{who} reads {there} on {path or 'the page of the assessment'}"


def show_the_spread(table: Table) -> None:
    table.lead.visit(table.page)
    table.lead.press("/move/", "discussing")
    assert "The experts disagree" in table.lead.text()
    for person in table.experts.values():
        person.visit(f"{table.page}result/")
        assert all(reason in person.page.content() for reason in REASONS.values())
    table.lead.visit(f"{table.page}wall/")
    assert REASONS["police"] in table.lead.text()
    assert "Prevention officer" not in table.lead.text(), "the wall shows no names"
    table.lead.show("wall")


def revise_for_a_reason(table: Table) -> None:
    """The police come down by two levels; without a line that says why, nothing changes."""
    police = table.police
    police.visit(f"{table.page}result/")
    police.follow("/judge/")
    form = police.page.locator("main form.asks")
    police.fill(form, "factor_vulnerability", "3")
    with police.page.expect_navigation():
        form.locator("button[type=submit]").first.click()
    assert "Not saved yet" in police.text()
    police.send({"factor_vulnerability": "3", "revision": CHANGED})
    assert "revised in round 2" in police.text()
    assert police.page.locator("main s").all_text_contents() == ["5"], "the first value stays beside the second"
    table.lead.visit(f"{table.page}result/")
    assert CHANGED in table.lead.page.content()


def close_it(table: Table) -> None:
    lead = table.lead
    lead.press("/move/", "closed")
    lead.follow("/weaknesses/new/?scenario=")
    lead.send({"title": WEAKNESS, "description": HELPS})
    for person in (table.lead, table.police):
        person.visit(f"{table.page}result/")
        person.show("result")
        assert WEAKNESS in person.text()
        assert "What is missing, by the questionnaire" in person.text()
        assert person.page.get_by_role("button", name="Close the assessment").count() == 0


def read_the_report(table: Table, folder: Path) -> None:
    """Both formats say the same: what was judged, why somebody changed a value, what is weak; and no expert's name."""
    for kind, reading in {"pdf": portable, "docx": office}.items():
        table.lead.visit(f"/reports{table.page}")
        with table.lead.page.expect_download() as coming:
            table.lead.page.locator(f"main a[href$='/report.{kind}']").click()
        file = folder / coming.value.suggested_filename
        coming.value.save_as(file)
        text = reading(file)
        for words in (SQUARE, TITLE, VAN, THEFT, CHANGED, WEAKNESS, *REASONS.values()):
            assert words in text, f"{words} is not in the {kind}"
        assert "Prevention officer" not in text, "experts are called by number and organisation"


def portable(file: Path) -> str:
    pages = [page.extract_text() for page in PdfReader(file).pages]
    assert all(TLP in page for page in pages), "the marking stands on every page"
    return re.sub(r"\s+", " ", " ".join(pages))


def office(file: Path) -> str:
    found = Document(str(file))
    assert TLP in "".join(
        part.text for part in (*found.sections[0].header.paragraphs, *found.sections[0].footer.paragraphs)
    )
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return re.sub(r"\s+", " ", " ".join([*(paragraph.text for paragraph in found.paragraphs), *cells]))
