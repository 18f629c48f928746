"""A document as PDF by Typst: tagged, PDF/UA-1, byte-identical for the same document."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import typst

from parvis.reports.document import Document

TEMPLATE = Path(__file__).parent / "typst" / "document.typ"


def render(document: Document) -> bytes:
    """The PDF. Texts go in as data, so that nothing a user wrote is run as markup."""
    data = asdict(document)
    data["date"] = [document.made.year, document.made.month, document.made.day]
    del data["made"]
    for section, told in zip(document.sections, data["sections"], strict=True):
        if section.table:
            told["table"]["shares"] = section.table.shares
        for shown in told["pictures"]:
            del shown["jpeg"]  # it stands in the drawing
    stamp = datetime(document.made.year, document.made.month, document.made.day, tzinfo=UTC)
    made: bytes = typst.compile(
        TEMPLATE,
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"document": json.dumps(data)},
        ignore_system_fonts=True,
        timestamp=int(stamp.timestamp()),
    )
    return made


def png(svg: str, ppi: float = 150) -> bytes:
    """A drawing as a picture for Word, by the same engine."""
    source = '#set page(width: 170mm, height: auto, margin: 0mm)\n#image(bytes(sys.inputs.drawing), width: 100%, format: "svg")'
    made: bytes = typst.compile(
        source.encode(), format="png", ppi=ppi, sys_inputs={"drawing": svg}, ignore_system_fonts=True
    )
    return made
