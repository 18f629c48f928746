"""What a file is, by its first bytes. Names and announced types are never asked: they say what the sender wishes."""

PHOTOS = ("jpeg", "png", "webp")
#: Brands of the containers in which phones keep photos that browsers cannot show (ISO/IEC 23008-12).
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
TEXT_WINDOW = 1024


MAGIC = {
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"PK\x07\x08": "zip",
}


def kind_of(data: bytes) -> str:
    """jpeg, png, webp; or what it is instead: empty, heic, zip, svg, html, other."""
    if not data:
        return "empty"
    for start, kind in MAGIC.items():
        if data.startswith(start):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        return "heic"
    return _text_kind(data[:TEXT_WINDOW].lower())


def _text_kind(head: bytes) -> str:
    if b"<svg" in head:
        return "svg"
    return "html" if b"<html" in head or b"<!doctype html" in head or b"<script" in head else "other"
