"""The page of the place with its ribbon, and the thread as PDF and Word."""

from pathlib import Path

from docx import Document
from pypdf import PdfReader

from tests.browser.walk.city import Walk
from tests.browser.walk.person import Person
from tests.browser.walk.register import QUAY
from tests.browser.walk.words import WORDS

TLP = "TLP:AMBER+STRICT"


def look_at_the_place(walk: Walk, lead: Person) -> None:
    """Eleven links, each a door; all but the first answer have something behind them now."""
    lead.visit(f"/places/{walk.place}/")
    links = lead.page.locator("main .ribbon > li")
    assert links.count() == 11
    lead.show("22-place")
    lead.visit("/")
    lead.show("23-home")


def fetch(lead: Person, walk: Walk, kind: str, folder: Path) -> Path:
    lead.visit(f"/places/{walk.place}/")
    with lead.page.expect_download() as coming:
        lead.page.locator(f"main a[href$='.{kind}']").click()
    file = folder / coming.value.suggested_filename
    coming.value.save_as(file)
    return file


def read_documents(walk: Walk, lead: Person, folder: Path) -> None:
    words = WORDS[walk.language]
    portable = fetch(lead, walk, "pdf", folder)
    assert portable.read_bytes().startswith(b"%PDF")
    pages = [page.extract_text() for page in PdfReader(portable).pages]
    assert all(TLP in page for page in pages)
    office = Document(str(fetch(lead, walk, "docx", folder)))
    assert TLP in office.sections[0].header.paragraphs[0].text + office.sections[0].footer.paragraphs[0].text
    written = "\n".join(paragraph.text for paragraph in office.paragraphs)
    for text in (" ".join(pages), written):
        assert QUAY in text
        assert words.planned in text
