"""What the report and the tables carry: answers by assessor, ranges, how sure order and bands are, photos that have words."""

import io
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from docx import Document
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject
from tests.assessment.conftest import anna, bernd, give, market, of, officer, walked
from tests.assessment.visiting import said
from tests.reports.test_assessment_documents import _cells, text_of

from parvis.access.models import Marking
from parvis.assessment import actions, queries
from parvis.assessment.rules.judging import Given, Range
from parvis.files.actions import take_in
from parvis.files.storage import name_of, store
from parvis.reports.actions import write_assessment

__all__ = ["anna", "bernd", "give", "market", "of", "officer", "walked"]


@pytest.fixture
def noted(walked):
    """Two people who answered apart, one of them with a note."""
    of, anna, _bernd = walked
    actions.answer_here(anna, of, [said(anna, "lit", kind="note", note="Two lamps are out")])
    return walked


def test_the_report_holds_every_assessors_own_score_and_answer_and_no_name(noted, coordinator):
    of, anna, bernd = noted
    text = text_of(write_assessment(coordinator, of, "report", "pdf"))
    assert "What is missing, by the questionnaire" in text
    assert "They answered these questions differently: " in text
    for words in ("Is it lit at night?", "Two lamps are out", "grade 3", "grade 1", "Expert 1", "Expert 2", "50 %"):
        assert words in text
    assert anna.name not in text
    assert bernd.name not in text
    assert "1 question was not answered." in text  # the gate


def test_the_tables_hold_the_same_scores_as_numbers(noted, coordinator):
    of, *_people = noted
    sheets = _cells(write_assessment(coordinator, of, "tables", "xlsx"))
    head, *rows = sheets["Scores"]
    found = queries.filled(coordinator, of)
    assert found is not None
    light = sorted(row[head.index("Missing")] for row in rows if row[0] == "Light")
    assert light == sorted(voice.score.value for voice in found.sections[0].voices)
    assert (
        sorted(row[1] for row in sheets["Answers"][1:] if row[4].startswith("grade"))
        == ["How wide are the ways out?"] * 2
    )


@pytest.fixture
def judged(market, give):
    """Two scenarios so close that nobody can order them, and one expert who gave a range."""
    market.to("judging")
    for expert, (first, second) in zip(market.experts, ((3, 3), (4, 2), (2, 4)), strict=True):
        give(expert, market.scenarios[0], first, 3)
        give(expert, market.scenarios[2], second, 3)
    ranged = Given(
        {"probability": 3, "vulnerability": 3}, {"people": 3}, 2, "seen", {"probability": Range(2, 5, 80)}, ""
    )
    actions.judge(market.experts[0], market.scenarios[1], ranged)
    market.to("discussing")
    return market


def test_ranges_and_how_sure_order_and_bands_are_stand_in_report_and_tables(judged):
    sheet = queries.sheet(judged.lead, judged.of)
    assert sheet is not None
    text = text_of(write_assessment(judged.lead, judged.of, "report", "pdf"))
    assert "(2 … 5, 80 %)" in text
    for words in (*sheet.statements, *sheet.colours):
        assert " ".join(words.split()) in text
    sheets = _cells(write_assessment(judged.lead, judged.of, "tables", "xlsx"))
    head, *rows = sheets["Risk list"]
    assert [row[head.index("Chance to stand above the next")] for row in rows] == [
        "" if row.above_next is None else pytest.approx(row.above_next) for row in sheet.rows
    ]
    assert [row[head.index("How often the band holds")] for row in rows] == [
        pytest.approx(row.colour_percent / 100) for row in sheet.rows
    ]
    assert [row[1] for row in sheets["How sure the order is"][1:]] == [*sheet.statements, *sheet.colours]
    head, *rows = sheets["Judgements"]
    ends = [head.index(f"Probability, {end}") for end in ("lowest", "highest", "how sure in percent")]
    assert [2.0, 5.0, 80.0] in [[row[end] for end in ends] for row in rows]


def photo(colour: str = "green") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (1600, 1200), colour).save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def pictured(noted, coordinator, square):
    of, anna, _bernd = noted
    trees = actions.note_measure(
        coordinator, square, name="Plane trees", origin="natural", state="good", zone_kind="perimeter"
    )
    take_in(coordinator, square, photo(), about=trees.pk, caption="Seen from the steps", taken_on=date(2026, 5, 4))
    grey = photo("grey")
    actions.photo_here(anna, of, said(anna, "exits", kind="photo", value=sha256(grey).hexdigest()), grey)
    return of


def figures(node: Any) -> list[Any]:
    """Every figure of the structure tree of a tagged PDF."""
    node = node.get_object()
    if isinstance(node, ArrayObject):
        return [found for kid in node for found in figures(kid)]
    if not isinstance(node, DictionaryObject):
        return []
    own = [node] if node.get("/S") == "/Figure" else []
    return own + (figures(node["/K"]) if "/K" in node else [])


def test_every_picture_of_the_pdf_has_words_for_those_who_do_not_see_it(pictured, coordinator):
    pdf = PdfReader(io.BytesIO(write_assessment(coordinator, pictured, "report", "pdf")))
    words = [found.get("/Alt", "") for found in figures(pdf.trailer["/Root"]["/StructTreeRoot"])]
    today = date_format(timezone.localdate(), "SHORT_DATE_FORMAT")
    assert words == [
        "Plane trees · Outer perimeter · 4 May 2026 · Seen from the steps", f"How wide are the ways out? · {today}",
    ]  # fmt: skip
    assert sum(len(page.images) for page in pdf.pages) >= 2


def test_photos_of_the_word_file_are_small_and_have_the_same_words(pictured, coordinator):
    body = write_assessment(coordinator, pictured, "report", "docx")
    word = Document(io.BytesIO(body))
    assert all(shape._inline.docPr.get("descr") for shape in word.inline_shapes)
    photos = [part.image for part in word.part.package.image_parts if part.content_type == "image/jpeg"]
    assert [max(image.px_width, image.px_height) for image in photos] == [900, 900]


def test_a_photo_marks_the_report_and_who_may_not_see_it_gets_neither(pictured, coordinator, joining, square):
    take_in(
        coordinator,
        square,
        photo("red"),
        about=square.existing_measures.get().pk,
        caption="Held back",
        marking=Marking.RED,
    )
    mine = text_of(write_assessment(coordinator, pictured, "report", "pdf"))
    assert "Held back" in mine
    assert "TLP:RED" in mine
    theirs = text_of(write_assessment(joining("reader"), pictured, "report", "pdf"))
    assert "Seen from the steps" in theirs
    assert "Held back" not in theirs
    assert "TLP:RED" not in theirs


def test_a_photo_whose_bytes_are_lost_costs_no_report(pictured, coordinator):
    row = queries.answers(coordinator, pictured)["exits"][0].photos[0]
    store().delete(name_of(row.sha256))
    text = text_of(write_assessment(coordinator, pictured, "report", "pdf"))
    assert "1 photo could not be read." in text
    assert "Seen from the steps" in text
