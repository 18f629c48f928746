"""A document as Word: real headings, table headers and alternative texts, so that it can be edited and read aloud."""

import io
from base64 import b64decode
from textwrap import shorten

import docx
from docx.document import Document as Word
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from parvis.reports.document import Document, Picture, Section, Table
from parvis.reports.pdf import png

FACE = "Arial"  # on every machine, or there under another name with the same widths
SOFT = RGBColor(0x56, 0x64, 0x6C)
TITLE = RGBColor(0x1F, 0x5F, 0x74)
TINTS = {"done": "2C7A57", "stale": "A86A10", "contradicted": "AD3442", "missing": "66737A"}
TLP = {"TLP:RED": "FF2B2B", "TLP:AMBER": "FFC000", "TLP:AMBER+STRICT": "FFC000", "TLP:GREEN": "33FF00"}
WIDTH, MARGIN = 210, 22  # of the page and its edges, in millimetres
LINKS_IN_A_ROW = 6
LINE_TO_WRITE_ON = 80  # underscores
LONGEST_TITLE = 70  # in the header, beside the label


def render(document: Document) -> bytes:
    """The .docx, marked with its TLP label in header and footer."""
    word = docx.Document()
    word.core_properties.title = f"{document.title} · {document.city}"
    word.core_properties.author = document.city
    word.core_properties.language = document.language
    _styles(word, document.language)
    _frame(word, document)
    _coloured(word.add_paragraph(document.subtitle))
    word.add_heading(document.title, level=0)
    _coloured(word.add_paragraph(document.made_words))
    if document.ribbon:
        _ribbon(word, document)
    if document.map:
        _picture(word, document.map)
    for section in document.sections:
        _section(word, section)
    word.add_heading(document.sources_title, level=1)
    for source in document.sources:
        word.add_paragraph(source, style="List Bullet")
    for line in document.signature_lines:
        word.add_paragraph("\n\n______________________________\n" + line).paragraph_format.keep_together = True
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _styles(word: Word, language: str) -> None:
    """One typeface, calm colours, and the language in which the text is to be read aloud."""
    for name, points, colour in (
        ("Normal", 10, None), ("Title", 20, TITLE), ("Heading 1", 13, TITLE), ("Heading 2", 11, TITLE),
        ("Caption", 8.5, SOFT),
    ):  # fmt: skip
        style = word.styles[name]
        properties = style.element.get_or_add_rPr()
        fonts = properties.get_or_add_rFonts()
        for kind in list(fonts.attrib):
            del fonts.attrib[kind]
        for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{kind}"), FACE)
        style.font.size = Pt(points)
        if colour:
            style.font.color.rgb = colour
    word.styles["Normal"].paragraph_format.space_after = Pt(5)
    word.styles["Heading 1"].paragraph_format.space_before = Pt(14)
    for spoken in word.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), {"fr": "fr-FR"}.get(language, "en-GB"))


def _frame(word: Word, document: Document) -> None:
    """A4 with the city, the label and the page number on every page."""
    part = word.sections[0]
    part.page_width, part.page_height = Mm(WIDTH), Mm(297)
    part.left_margin = part.right_margin = Mm(MARGIN)
    head, foot = part.header.paragraphs[0], part.footer.paragraphs[0]
    for line in (head, foot):
        line.style = word.styles["Normal"]  # the style of headers brings tab stops for American paper
        line.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH - 2 * MARGIN), WD_TAB_ALIGNMENT.RIGHT)
    head.add_run(f"{document.city} · {shorten(document.title, LONGEST_TITLE, placeholder=' …')}\t")
    foot.add_run(f"{document.notice}\t")
    before, _one, rest = document.page_words.partition("%1")
    between, _two, after = rest.partition("%2")
    foot.add_run(before)
    _field(foot, "PAGE")
    foot.add_run(between)
    _field(foot, "NUMPAGES")
    foot.add_run(f"{after}   ")
    for line in (head, foot):
        for run in line.runs:
            run.font.size = Pt(8)
            run.font.color.rgb = SOFT
        _label(line, document.tlp)


def _label(line: Paragraph, tlp: str) -> None:
    """The label as TLP 2.0 wants it: its colour on black."""
    run = line.add_run(f"\u00a0{tlp}\u00a0")
    run.bold, run.font.size = True, Pt(9)
    run.font.color.rgb = RGBColor.from_string(TLP.get(tlp, "FFFFFF"))
    run._r.get_or_add_rPr().append(_element("w:shd", val="clear", color="auto", fill="000000"))  # noqa: SLF001


def _field(paragraph: Paragraph, code: str) -> None:
    """A field that Word computes, such as the page number."""
    field = _element("w:fldSimple", instr=code)
    run = paragraph.add_run("1")
    run.font.size, run.font.color.rgb = Pt(8), SOFT
    paragraph._p.replace(run._r, field)  # noqa: SLF001  # python-docx has no call for fields
    field.append(run._r)  # noqa: SLF001


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    made: BaseOxmlElement = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _coloured(paragraph: Paragraph, colour: RGBColor = SOFT) -> None:
    for run in paragraph.runs:
        run.font.color.rgb = colour


def _ribbon(word: Word, document: Document) -> None:
    """The thread, six links in a row, each with its state in words."""
    rows = -(-len(document.ribbon) // LINKS_IN_A_ROW)
    made = word.add_table(rows=rows, cols=LINKS_IN_A_ROW, style="Table Grid")
    for at, (label, state, words) in enumerate(document.ribbon):
        line = made.cell(at // LINKS_IN_A_ROW, at % LINKS_IN_A_ROW).paragraphs[0]
        _small(line, line.add_run(label), 8).bold = True
        line.add_run().add_break()
        _small(line, line.add_run(words), 8).font.color.rgb = RGBColor.from_string(TINTS[state])


def _picture(word: Word, shown: Picture, columns: int = 1) -> None:
    """A photo as it is, a drawing by our own engine; pictures that stand side by side on paper stand beneath one another here."""
    body = b64decode(shown.jpeg) if shown.jpeg else png(shown.svg)
    drawn = word.add_picture(io.BytesIO(body), width=Mm((WIDTH - 2 * MARGIN) * shown.share / columns))
    drawn._inline.docPr.set("descr", shown.words)  # noqa: SLF001  # python-docx has no call for it
    word.paragraphs[-1].paragraph_format.space_before = Pt(10)
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    word.add_paragraph(shown.words, style="Caption")


def _section(word: Word, section: Section) -> None:
    heading = word.add_heading(section.title, level=section.level)
    heading.paragraph_format.page_break_before = section.own_page
    if section.state_words:
        run = heading.add_run(f"  ({section.state_words})")
        run.font.size, run.bold = Pt(9), False
        run.font.color.rgb = RGBColor.from_string(TINTS[section.state])
    for words in section.words:
        paragraph = word.add_paragraph(words)
        paragraph.paragraph_format.keep_with_next = section.table is not None and words is section.words[-1]
    for shown in section.pictures:
        _picture(word, shown, section.columns)
    if section.table:
        _table(word, section.table)
    for point in section.points:
        word.add_paragraph(point, style="List Bullet")
    for _line in range(section.lines):
        word.add_paragraph("_" * LINE_TO_WRITE_ON).paragraph_format.space_before = Pt(8)


def _table(word: Word, table: Table) -> None:
    """Columns as wide as their texts ask for; the heading row comes again on every page, and no row is torn apart."""
    made = word.add_table(rows=1, cols=len(table.head), style="Table Grid")
    made.autofit = False
    made.rows[0]._tr.get_or_add_trPr().append(_element("w:tblHeader"))  # noqa: SLF001  # read aloud as a heading
    for row in table.rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            _written(cell, text)
    for cell, text in zip(made.rows[0].cells, table.head, strict=True):
        _written(cell, text).bold = True
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    widths = [Mm((WIDTH - 2 * MARGIN) * share) for share in table.shares]
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for line in made.rows:
        _whole(line)
        for cell, width in zip(line.cells, widths, strict=True):
            cell.width = width


def _whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().append(_element("w:cantSplit"))  # noqa: SLF001  # python-docx has no call for it


def _written(cell: _Cell, text: str) -> Run:
    line = cell.paragraphs[0]
    return _small(line, line.add_run(text), 9)


def _small(line: Paragraph, run: Run, points: float) -> Run:
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(2)
    run.font.size = Pt(points)
    return run
