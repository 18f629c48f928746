"""Looks at a workbook before anything opens it: what it is, how far it unfolds, and what it must not hold."""

import io
import re
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError, fromstring

from parvis.content.errors import PackError

MAX_WORKBOOK = 5_000_000
MAX_UNFOLDED = 60_000_000
MOST_PARTS = 500
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FORMULA = re.compile(rb'<(?:\w{1,9}:)?c\s[^>]{0,200}?r="([A-Z]{1,3})(\d{1,7})"[^>]{0,200}>\s{0,9}<(?:\w{1,9}:)?f[\s/>]')
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
LISTED, RELATED = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def is_workbook(data: bytes) -> bool:
    """Whether the bytes begin as a workbook does, whatever the file is called."""
    return data.startswith((ZIP, OLE))


def checked(data: bytes, file: str) -> dict[str, bytes]:
    """The worksheets of the workbook by their names, unfolded within the limit. Raises PackError."""
    if len(data) > MAX_WORKBOOK:
        raise PackError("too_large", detail=f"{MAX_WORKBOOK // 1_000_000} MB", file=file)
    if data.startswith(OLE):
        raise PackError("old_workbook", file=file)
    try:
        return _by_name(_unfolded(data, file))
    except PackError:
        raise
    except (zipfile.BadZipFile, zlib.error, ParseError, RuntimeError, EOFError, OSError, ValueError, KeyError) as error:
        raise PackError("workbook", file=file) from error


def _unfolded(data: bytes, file: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        names = parts.namelist()
        if any(name.lower().endswith("vbaproject.bin") for name in names):
            raise PackError("macros", file=file)
        if not {LISTED, RELATED} <= set(names) or len(names) > MOST_PARTS:
            raise PackError("workbook", file=file)
        sheets, size = {}, 0
        for name in names:
            with parts.open(name) as part:
                body = part.read(MAX_UNFOLDED + 1 - size)
            size += len(body)
            if size > MAX_UNFOLDED:
                raise PackError("unfolds", detail=f"{MAX_UNFOLDED // 1_000_000} MB", file=file)
            if b"<!DOCTYPE" in body[:4000].replace(b"\0", b""):  # no workbook has one: entities could unfold
                raise PackError("workbook", file=file)
            if SHEET.fullmatch(name) or name in (LISTED, RELATED):
                sheets[name] = body
        return sheets


def _tree(part: bytes) -> Element:
    return fromstring(part)  # noqa: S314  # a part with a document type was refused above


def _by_name(parts: dict[str, bytes]) -> dict[str, bytes]:
    targets = {row.get("Id"): row.get("Target", "") for row in _tree(parts[RELATED])}
    sheets = [row for row in _tree(parts[LISTED]).iter() if row.tag.endswith("}sheet")]
    named = {row.get("name", ""): targets.get(row.get(ID), "").removeprefix("/xl/") for row in sheets}
    return {name: parts["xl/" + target] for name, target in named.items()}


def formulas(sheet: bytes) -> list[tuple[str, int]]:
    """Column and row of every cell that holds a formula."""
    return [(match[1].decode(), int(match[2])) for match in FORMULA.finditer(sheet)]
