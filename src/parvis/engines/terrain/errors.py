"""What can be wrong with an extract, said so that a person knows what to do next."""

from typing import Literal

from parvis.engines.statement import Translate, gettext_noop

Kind = Literal["empty", "truncated", "wrong_format", "no_candidates", "damaged", "unreadable", "too_large"]

SENTENCES: dict[str, str] = {
    "empty": gettext_noop(
        "The file %(file)s holds no map data. Nothing was imported. "
        "Download the extract again, or export a larger area."
    ),
    "truncated": gettext_noop(
        "The file %(file)s breaks off before its end. Nothing was imported. "
        "Download it again and compare the file size."
    ),
    "wrong_format": gettext_noop(
        "The file %(file)s is not an OpenStreetMap extract. Nothing was imported. "
        "Parvis reads .osm.pbf, .osm, .osm.gz and .osm.bz2."
    ),
    "no_candidates": gettext_noop(
        "The file %(file)s was read to its end, but holds no square, station, market or other public place. "
        "Nothing was imported. Check that the extract covers the town and keeps all tags."
    ),
    "damaged": gettext_noop(
        "The file %(file)s is damaged: it holds what no map can hold, such as a place outside the world. "
        "Nothing was imported. Download it again."
    ),
    "unreadable": gettext_noop(
        "The file %(file)s could not be read. Nothing was imported. Check that it exists and may be opened, "
        "or download it again."
    ),
    "too_large": gettext_noop(
        "The file %(file)s is too large to be read safely, or unpacks to far more than it should. "
        "Nothing was imported. Cut out the town and its surroundings first."
    ),
}


class ExtractError(Exception):
    """An extract that cannot be used. `kind` says why, `detail` is for a log, `sentence()` for a person."""

    def __init__(self, kind: Kind, file: str, detail: str = "") -> None:
        self.kind = kind
        self.file = file
        self.detail = detail
        super().__init__(SENTENCES[kind] % {"file": file})

    def sentence(self, translate: Translate = str) -> str:
        return translate(SENTENCES[self.kind]) % {"file": self.file}


NO_ROOM = ("bad_alloc", "Resource temporarily unavailable", "Cannot allocate memory")
CUT_OFF = ("unexpected EOF", "no element found", "unclosed", "gzip error", "bzip2 error")
IMPOSSIBLE = ("coordinate", "illegal id", "too long", "invalid location")
NOT_A_MAP = ("PBF error", "XML", "top-level", "version", "file format")


def kind_of(failure: BaseException) -> Kind:
    """The kind of a failure raised by the reading library, from its type and message."""
    text = str(failure)
    if isinstance(failure, MemoryError) or any(sign in text for sign in NO_ROOM):
        return "too_large"
    if isinstance(failure, OSError) or "Open failed" in text or "Read failed" in text:
        return "unreadable"
    if "line 1, column 0: no element found" in text:
        return "empty"
    if any(sign in text for sign in CUT_OFF):
        return "truncated"
    if any(sign in text for sign in NOT_A_MAP):
        return "wrong_format"
    return "damaged" if any(sign in text for sign in IMPOSSIBLE) else "unreadable"
