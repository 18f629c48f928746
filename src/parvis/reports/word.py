"""A document as Word: real headings, table headers and alternative texts, so that it can be edited and read aloud."""

import io

import docx
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from parvis.reports.document import Document, Table
from parvis.reports.pdf import map_png

SOFT = RGBColor(0x56, 0x64, 0x6C)


def render(document: Document) -> bytes:
    """The .docx, marked with its TLP label in header and footer."""
    word = docx.Document()
    word.core_properties.title = f"{document.title} · {document.city}"
    word.core_properties.author = document.city
    word.core_properties.language = document.language
    _frame(word, document)
    word.add_paragraph(document.subtitle).runs[0].font.color.rgb = SOFT
    word.add_heading(document.title, level=0)
    word.add_paragraph(document.made_words).runs[0].font.color.rgb = SOFT
    _table(word, Table([label for label, _, _ in document.ribbon], [[words for _, _, words in document.ribbon]]), 7)
    if document.map_svg:
        picture = word.add_picture(io.BytesIO(map_png(document.map_svg)), width=Mm(165))
        picture._inline.docPr.set("descr", document.map_words)  # noqa: SLF001  # python-docx has no call for it
        word.add_paragraph(document.map_words, style="Caption")
    for section in document.sections:
        title = f"{section.title} ({section.state_words})" if section.state_words else section.title
        word.add_heading(title, level=1)
        for words in section.words:
            word.add_paragraph(words)
        if section.table:
            _table(word, section.table, 9)
    word.add_heading(document.sources_title, level=1)
    for source in document.sources:
        word.add_paragraph(source, style="List Bullet")
    for line in document.signature_lines:
        word.add_paragraph("\n\n______________________________\n" + line)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _frame(word: Word, document: Document) -> None:
    """A4 with the city, the label and the page number on every page."""
    part = word.sections[0]
    part.page_width, part.page_height = Mm(210), Mm(297)
    part.left_margin = part.right_margin = Mm(22)
    head = part.header.paragraphs[0]
    head.text = f"{document.city} · {document.title}\t\t"
    head.add_run(document.tlp).bold = True
    foot = part.footer.paragraphs[0]
    foot.text = f"{document.notice}\t"
    before, _one, rest = document.page_words.partition("%1")
    between, _two, after = rest.partition("%2")
    foot.add_run(before)
    _field(foot, "PAGE")
    foot.add_run(between)
    _field(foot, "NUMPAGES")
    foot.add_run(f"{after}\t")
    foot.add_run(document.tlp).bold = True
    foot.alignment = WD_ALIGN_PARAGRAPH.LEFT
    for run in foot.runs:
        run.font.size = Pt(8)


def _field(paragraph: Paragraph, code: str) -> None:
    """A field that Word computes, such as the page number."""
    run = paragraph.add_run()._r  # noqa: SLF001  # python-docx has no call for fields
    for kind in ("begin", "separate", "end"):
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        run.append(mark)
        if kind == "begin":
            text = OxmlElement("w:instrText")
            text.text = code
            run.append(text)


def _table(word: Word, table: Table, points: int) -> None:
    made = word.add_table(rows=1, cols=len(table.head), style="Table Grid")
    header = OxmlElement("w:tblHeader")
    made.rows[0]._tr.get_or_add_trPr().append(header)  # noqa: SLF001  # marks the row that is read as a heading
    for cell, text in zip(made.rows[0].cells, table.head, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for row in table.rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text
    for row in made.rows:
        for cell in row.cells:
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(points)
