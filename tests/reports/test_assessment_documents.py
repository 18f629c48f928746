"""Documents of an assessment: tagged and marked, blind while each judges alone, without names, noted in the journal."""

import io
import json
import zipfile
from datetime import date
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from shapely.geometry import Point
from tests.assessment.conftest import give, market
from tests.conftest import member

from parvis.access.errors import NotAllowed, NotVisible, Refused
from parvis.access.models import Marking
from parvis.assessment import actions
from parvis.journal.models import Entry
from parvis.people.models import Role
from parvis.places.actions import set_occupancy
from parvis.reports.actions import write_assessment
from parvis.reports.assessment.shelf import SHELF

__all__ = ["give", "market"]
EVENT = "reports.assessment_document_written"


@pytest.fixture
def officer(police):
    return member(police, Role.EXPERT, "zinovia@police.test")


@pytest.fixture
def joining(city):
    return lambda role, n=1: member(city, role, f"{role}-called-{n}@valombre.test")


@pytest.fixture
def judged(market, give):
    market.to("judging")
    for expert, level in zip(market.experts, (2, 3, 4), strict=True):
        give(expert, market.scenarios[0], level, 3)
    market.to("discussing")
    give(market.experts[0], market.scenarios[0], 4, 3, revision="The barrier is taken away at noon")
    actions.note_measure(
        market.lead, market.of.place, name="=1+1", origin="natural", state="good", geometry=Point(5, 48)
    )
    return market


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.mark.parametrize("what", [code for code, kind in SHELF.items() if "pdf" in kind.writers])
@pytest.mark.parametrize(("language", "page"), [("en", "Page 1 of"), ("fr", "Page 1 sur")])
def test_every_document_is_tagged_marked_and_in_the_readers_language(judged, enter, what, language, page):
    client = enter(judged.lead)
    address = f"/reports/assessments/{judged.of.pk}/{what}"
    pdf = PdfReader(io.BytesIO(client.get(f"{address}.pdf", headers={"accept-language": language}).content))
    text = "\n".join(sheet.extract_text() for sheet in pdf.pages)
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == language
    assert pdf.metadata.title
    assert text.count("TLP:AMBER+STRICT") == 2 * len(pdf.pages)
    assert page in text
    word = Document(io.BytesIO(client.get(f"{address}.docx", headers={"accept-language": language}).content))
    assert "TLP:AMBER+STRICT" in word.sections[0].header.paragraphs[0].text
    assert "TLP:AMBER+STRICT" in word.sections[0].footer.paragraphs[0].text
    assert [entry.payload["format"] for entry in Entry.objects.filter(action=EVENT).order_by("seq")] == ["pdf", "docx"]


def test_pictures_of_the_report_have_words_for_those_who_do_not_see_them(judged):
    word = Document(io.BytesIO(write_assessment(judged.lead, judged.of, "report", "docx")))
    pictures = list(word.inline_shapes)
    assert len(pictures) == 3  # the map, the spread, the grid of the one scenario that was judged
    assert all(shape._inline.docPr.get("descr") for shape in pictures)


def test_the_report_shows_both_rounds_and_names_nobody_unless_the_lead_asks(judged):
    text = text_of(write_assessment(judged.lead, judged.of, "report", "pdf"))
    assert "2 → 4" in text
    assert "The barrier is taken away at noon" in text
    assert "Expert 1" in text
    assert not [expert.name for expert in judged.experts if expert.name in text]
    sheets = str(_cells(write_assessment(judged.lead, judged.of, "tables", "xlsx")))
    assert not [expert.name for expert in judged.experts if expert.name in sheets]
    named = text_of(write_assessment(judged.lead, judged.of, "report", "pdf", named=True))
    assert all(expert.name in named for expert in judged.experts)
    assert [entry.payload["named"] for entry in Entry.objects.filter(action=EVENT).order_by("seq")] == [
        False,
        False,
        True,
    ]


def test_who_may_read_but_not_lead_gets_no_names(judged, joining):
    reader = joining("reader")
    assert write_assessment(reader, judged.of, "report", "pdf")
    with pytest.raises(NotAllowed):
        write_assessment(reader, judged.of, "report", "pdf", named=True)


@pytest.mark.parametrize("what", SHELF)
def test_while_each_judges_alone_no_document_gives_a_value_away(market, give, what):
    market.to("judging")
    given = give(market.experts[0], market.scenarios[0], 4, 3)
    given.reason = "unmistakable reason"
    given.save()
    for kind in {"pdf", "xlsx"} & set(SHELF[what].writers):
        body = write_assessment(market.lead, market.of, what, kind)
        told = text_of(body) if kind == "pdf" else str(_cells(body))
        assert "unmistakable reason" not in told


def test_documents_of_an_assessment_that_holds_nothing_say_so(market):
    empty = actions.open_assessment(market.lead, market.of.place, title="Supercalifragilistic" * 8, condition="market")
    for what, kind in SHELF.items():
        for kind_of_file in kind.writers:
            assert write_assessment(market.lead, empty, what, kind_of_file)
    assert "No scenario is written yet" in text_of(write_assessment(market.lead, empty, "scenarios", "pdf"))


def test_strangers_and_experts_get_nothing_and_a_wrong_format_is_refused(judged, stranger, joining):
    with pytest.raises(NotVisible):
        write_assessment(stranger, judged.of, "report", "pdf")
    with pytest.raises(NotAllowed):
        write_assessment(joining("operator"), judged.of, "report", "pdf")
    with pytest.raises(Refused, match="Nothing was written"):
        write_assessment(judged.lead, judged.of, "report", "xlsx")
    assert not Entry.objects.filter(action=EVENT).exists()


def test_a_document_is_marked_with_the_strictest_of_what_its_reader_sees(judged):
    actions.note_measure(
        judged.lead, judged.of.place, name="Held back", origin="natural", state="good", marking=Marking.RED
    )
    assert "TLP:RED" in text_of(write_assessment(judged.lead, judged.of, "measures", "pdf"))


def _cells(body: bytes) -> dict[str, Any]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_tables_hold_real_numbers_and_days_and_no_formula(judged):
    sheets = _cells(write_assessment(judged.lead, judged.of, "tables", "xlsx"))
    assert list(sheets) == [
        "Judgements", "Risk list", "How sure the order is", "Measures", "Findings", "Scores", "Answers",
    ]  # fmt: skip
    head, *rows = sheets["Judgements"]
    assert len(rows) == 4
    assert {row[head.index("Round")] for row in rows} == {1.0, 2.0}
    assert all(isinstance(row[head.index("Given on")], date) for row in rows)
    assert sheets["Measures"][1][1] == "=1+1"
    pack = zipfile.ZipFile(io.BytesIO(write_assessment(judged.lead, judged.of, "tables", "zip")))
    measures = next(name for name in pack.namelist() if "measures" in name)
    assert ",'=1+1," in pack.read(measures).decode("utf-8-sig")


def test_measures_that_are_on_the_map_go_out_as_geojson(judged):
    found = json.loads(write_assessment(judged.lead, judged.of, "measures", "geojson"))
    assert [(row["properties"]["name"], row["geometry"]["type"]) for row in found["features"]] == [("=1+1", "Point")]


def test_each_scenario_begins_a_page_of_the_book(judged):
    pages = PdfReader(io.BytesIO(write_assessment(judged.lead, judged.of, "scenarios", "pdf"))).pages
    for number, story in enumerate(judged.scenarios, 1):
        assert sum(f"{number}. {story.title}" in page.extract_text()[:400] for page in pages) == 1
    assert "2 → 4" not in "".join(page.extract_text() for page in pages)


def test_the_page_offers_each_document_and_names_to_the_lead_only(judged, enter, joining):
    page = enter(judged.lead).get(f"/reports/assessments/{judged.of.pk}/").content.decode()
    assert page.count("/report.pdf") == 2
    assert all(f"/{what}.{kind}" in page for what, found in SHELF.items() for kind in found.writers)
    other = enter(joining("reader")).get(f"/reports/assessments/{judged.of.pk}/").content.decode()
    assert "names=yes" not in other


def test_the_report_says_the_tier_why_and_what_was_said_of_each_expectation(judged):
    set_occupancy(judged.lead, judged.of.place, condition="market", people=900, estimated_by="counted")
    actions.say_expectation(judged.lead, judged.of, number=3, state="unmet", known_by="The plan has no deputies")
    word = Document(io.BytesIO(write_assessment(judged.lead, judged.of, "report", "docx")))
    said = " ".join(paragraph.text for paragraph in word.paragraphs)
    assert "Tier 3: Much-used or symbolic place" in said
    assert "It follows from 900 people" in said
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert {"The plan has no deputies", "partly or not met", "not said"} <= set(cells)
    assert str(judged.lead) not in cells  # documents name nobody
