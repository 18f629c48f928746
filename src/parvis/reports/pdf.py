"""A document as PDF by Typst: tagged, PDF/UA-1, byte-identical for the same document."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import typst

from parvis.reports.document import Document

TEMPLATE = Path(__file__).parent / "typst" / "place.typ"


def render(document: Document) -> bytes:
    """The PDF. Texts go in as data, so that nothing a user wrote is run as markup."""
    data = asdict(document)
    data["date"] = [document.made.year, document.made.month, document.made.day]
    data["map"] = data.pop("map_svg")
    del data["made"]
    for section, told in zip(document.sections, data["sections"], strict=True):
        if section.table:
            told["table"]["shares"] = section.table.shares
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


def map_png(svg: str, ppi: float = 150) -> bytes:
    """The map as a picture for Word, drawn by the same engine."""
    source = (
        '#set page(width: 170mm, height: auto, margin: 0mm)\n#image(bytes(sys.inputs.map), width: 100%, format: "svg")'
    )
    made: bytes = typst.compile(
        source.encode(), format="png", ppi=ppi, sys_inputs={"map": svg}, ignore_system_fonts=True
    )
    return made
