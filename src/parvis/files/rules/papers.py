"""What a document is that a stranger attached, by its content. What could act on its reader's machine is refused."""

import io
import re
import zipfile
from typing import NamedTuple

from parvis.files.rules.cleaning import Unusable, clean
from parvis.files.rules.sniffing import PHOTOS, kind_of

MOST_BYTES = 10 * 1024**2
MOST_UNPACKED = 100 * 1024**2
MOST_ENTRIES = 2000
MOST_RATIO = 200  # text in XML packs well; a bomb packs a thousand to one
SMALL = 1024**2  # below this a high ratio harms nobody
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office before 2007, and what may hide in newer files
#: The folder or the first entry by which a packed office document is known.
OFFICE = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
OPEN_OFFICE = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
MACROS = re.compile(
    r"vbaproject|vbadata|macros?heets?/|^basic/|^scripts/|activex/|/embeddings/|^object ?\d", re.IGNORECASE
)
#: What a PDF does by itself. Packed parts of a PDF are not looked into: it is always served as a download.
ACTIVE_PDF = re.compile(rb"/(?:JavaScript|JS\b|Launch|EmbeddedFiles?|RichMedia|XFA)")
GROUPS = {"pdf": "pdf", "jpeg": "picture", "txt": "text"}


class Paper(NamedTuple):
    """A document as it is kept: its bytes, its ending, and the kind by which a call admits it."""

    data: bytes
    ending: str
    group: str


def paper(data: bytes) -> Paper:
    """The document, if it is one that only wants to be read. Raises Unusable with the reason."""
    if len(data) > MOST_BYTES:
        raise Unusable("paper_too_large")
    if data.startswith(OLE):
        raise Unusable("ole")
    kind = kind_of(data)
    if kind in PHOTOS:
        return Paper(clean(data).data, "jpg", "picture")
    if kind == "zip":
        return Paper(data, _office(data), "office")
    if data.startswith(b"%PDF-"):
        if ACTIVE_PDF.search(data):
            raise Unusable("active_pdf")
        return Paper(data, "pdf", "pdf")
    if kind == "other" and _is_text(data):
        return Paper(data, "txt", "text")
    raise Unusable("no_paper" if kind == "other" else kind)


def _is_text(data: bytes) -> bool:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    return not any(ord(letter) < ord(" ") and letter not in "\t\r\n\f" for letter in text)


def _office(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            entries = packed.infolist()
            _harmless(entries)
            return _office_kind(packed, [entry.filename for entry in entries])
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
        raise Unusable("damaged_paper") from None


def _harmless(entries: list[zipfile.ZipInfo]) -> None:
    """From the table of contents alone: nothing is unpacked that could be a bomb."""
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked / packed > MOST_RATIO):
        raise Unusable("bomb")
    for entry in entries:
        name = entry.filename.replace("\\", "/")
        if name.startswith("/") or ".." in name.split("/") or entry.flag_bits & 1:
            raise Unusable("damaged_paper")
        if MACROS.search(name):
            raise Unusable("macro")


def _office_kind(packed: zipfile.ZipFile, names: list[str]) -> str:
    if "mimetype" in names and packed.getinfo("mimetype").file_size < SMALL:
        found = OPEN_OFFICE.get(packed.read("mimetype").strip())
        if found:
            return found
    if "[Content_Types].xml" in names and packed.getinfo("[Content_Types].xml").file_size < SMALL:
        types = packed.read("[Content_Types].xml").lower()
        if b"macroenabled" in types or b"vbaproject" in types:
            raise Unusable("macro")
        for folder, ending in OFFICE.items():
            if any(name.startswith(folder) for name in names):
                return ending
    raise Unusable("zip")
