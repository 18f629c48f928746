"""What leaves the installation: documents of a place and the register, marked, in the reader's language, noted in the journal."""

import csv
import io
import json
import zipfile

import pytest
from docx import Document
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from shapely.geometry import Point, box

from parvis.access.models import Marking
from parvis.assessment import actions as assessments
from parvis.journal.models import Entry
from parvis.places import actions
from parvis.places.actions.table import read_register


@pytest.fixture
def furnished(square, coordinator):
    actions.draw_zone(coordinator, square, kind="inner_area", name="Inside", geometry=box(5, 48, 5.001, 48.0005))
    actions.draw_entrance(coordinator, square, name="E1", geometry=Point(5, 48.0005))
    return actions.change_place(coordinator, square, version=1, rationale="#strong[not markup] Ελληνικά ąčę șț")


@pytest.mark.parametrize(("language", "page"), [("en", "Page 1 of"), ("fr", "Page 1 sur")])
def test_the_pdf_is_tagged_marked_and_in_the_readers_language(furnished, coordinator, enter, language, page):
    answer = enter(coordinator).get(f"/reports/places/{furnished.pk}.pdf", headers={"accept-language": language})
    pdf = PdfReader(io.BytesIO(answer.content))
    text = "\n".join(sheet.extract_text() for sheet in pdf.pages)
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == language
    assert "Halles Square" in pdf.metadata.title
    assert text.count("TLP:AMBER+STRICT") == 2 * len(pdf.pages)
    assert "#strong[not markup]" in text
    assert "Ελληνικά" in text
    assert page in text
    assert Entry.objects.filter(action="reports.document_written", place_id=furnished.pk).count() == 1


def test_the_word_file_has_headings_and_the_label_in_header_and_footer(furnished, coordinator, enter):
    answer = enter(coordinator).get(f"/reports/places/{furnished.pk}.docx")
    word = Document(io.BytesIO(answer.content))
    assert any(p.style.name == "Title" and p.text == "Halles Square" for p in word.paragraphs)
    assert any(p.style.name == "Heading 1" for p in word.paragraphs)
    section = word.sections[0]
    assert "TLP:AMBER+STRICT" in section.header.paragraphs[0].text
    assert "TLP:AMBER+STRICT" in section.footer.paragraphs[0].text
    assert any(name.endswith(".png") for name in zipfile.ZipFile(io.BytesIO(answer.content)).namelist())


def test_a_document_is_marked_with_the_strictest_that_its_reader_sees_in_it(furnished, coordinator, joining, enter):
    """An assessment of named persons on a place that more people may know."""
    reader = joining("reader")
    assessments.open_assessment(coordinator, furnished, title="Named only", condition="event", marking=Marking.RED)
    for account, label in ((coordinator, "TLP:RED"), (reader, "TLP:AMBER+STRICT")):
        client = enter(account)
        word = Document(io.BytesIO(client.get(f"/reports/places/{furnished.pk}.docx").content))
        assert word.sections[0].header.paragraphs[0].text.endswith(f"\u00a0{label}\u00a0")
        assert f">{label}<" in client.get(f"/places/{furnished.pk}/").content.decode()
    markings = Entry.objects.filter(action="reports.document_written").order_by("seq")
    assert list(markings.values_list("marking", flat=True)) == [Marking.RED, Marking.AMBER_STRICT]


def test_tables_of_the_word_file_repeat_their_heading_and_tear_no_row(furnished, coordinator, enter):
    word = Document(io.BytesIO(enter(coordinator).get(f"/reports/places/{furnished.pk}.docx").content))
    zones = word.tables[1]
    assert [cell.text for cell in zones.rows[1].cells[:2]] == ["Inside", "Inner area"]
    assert [cell.text for cell in zones.rows[2].cells[:2]] == ["1. E1", "entrance"]
    assert zones.rows[0]._tr.xpath("./w:trPr/w:tblHeader")
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in zones.rows)
    assert sum(column.width for column in zones.columns) <= word.sections[0].page_width


def test_the_register_goes_out_in_three_forms_and_comes_back_from_csv(furnished, coordinator, city, enter):
    client = enter(coordinator)
    rows = list(csv.reader(io.StringIO(client.get("/reports/register.csv").content.decode("utf-8-sig"))))
    assert rows[1][1] == "Halles Square"
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/reports/register.xlsx").content)).get_sheet_by_index(
        0
    )
    assert sheet.to_python()[1][1] == "Halles Square"
    feature = json.loads(client.get("/reports/register.geojson").content)["features"][0]
    assert feature["id"] == furnished.urn
    table = f'name,category,geometry\r\nHalles Square,Square,"{rows[1][7]}"\r\nNew,square,"POLYGON ((7 48, 7.001 48, 7.001 48.001, 7 48))"\r\nBad,square,nonsense\r\n'
    report = read_register(coordinator, city, table.encode())
    assert (report.added, report.known, len(report.refused)) == (1, 1, 1)


def test_a_cell_that_looks_like_a_formula_is_made_harmless(furnished, coordinator, enter):
    actions.change_place(coordinator, furnished, version=2, custodian="=1+1")
    text = enter(coordinator).get("/reports/register.csv").content.decode("utf-8-sig")
    assert "'=1+1" in text


def test_a_stranger_gets_nothing(furnished, stranger, enter):
    client = enter(stranger)
    assert client.get(f"/reports/places/{furnished.pk}.pdf").status_code == 404
    assert "Halles" not in client.get("/reports/register.csv").content.decode("utf-8-sig")
