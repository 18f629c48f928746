"""A photo is drawn anew from its pixels: whatever else its file carried (place, device, time, thumbnail, words) is gone."""

import io
import struct
import zlib
from dataclasses import dataclass
from hashlib import sha256

from PIL import Image, ImageOps

from parvis.files.rules.sniffing import PHOTOS, kind_of

MOST_BYTES = 15 * 1024**2
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 2560
QUALITY = 85
#: What Pillow raises over a file that is damaged, cut, or made to harm.
BROKEN = (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError, struct.error, zlib.error)


class Unusable(Exception):
    """The file cannot be kept as a photo; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Clean:
    """A photo as it is kept: a JPEG that holds nothing but its pixels."""

    data: bytes
    width: int
    height: int

    @property
    def sha256(self) -> str:
        return sha256(self.data).hexdigest()


def clean(data: bytes) -> Clean:
    """Turn a JPEG, PNG or WebP the right way up, make it at most 2560 pixels long, and write it as a bare JPEG."""
    if len(data) > MOST_BYTES:
        raise Unusable("too_many_bytes")
    kind = kind_of(data)
    if kind not in PHOTOS:
        raise Unusable(kind)
    try:
        return _drawn_anew(data, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        raise Unusable("too_many_pixels") from None
    except BROKEN:
        raise Unusable("damaged") from None


def _drawn_anew(data: bytes, kind: str) -> Clean:
    with Image.open(io.BytesIO(data), formats=[kind.upper()]) as photo:
        if photo.width * photo.height > MOST_PIXELS:  # known from the head of the file: nothing is decoded yet
            raise Unusable("too_many_pixels")
        photo.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is decoded at a half or a quarter
        photo.load()
        upright = _rgb(_turned(photo))
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    upright.info.clear()  # Pillow would copy a comment from here
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Clean(out.getvalue(), upright.width, upright.height)


def _turned(photo: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(photo)
    except BROKEN:
        return photo  # its metadata are damaged, its pixels are whole


def _rgb(photo: Image.Image) -> Image.Image:
    """Plain colours: what is transparent becomes white, 16 bits become 8."""
    if photo.mode.startswith("I"):
        photo = photo.convert("I").point(lambda level: level / 256).convert("L")
    if photo.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in photo.info:
        seen_through = photo.convert("RGBA")
        paper = Image.new("RGBA", seen_through.size, "white")
        return Image.alpha_composite(paper, seen_through).convert("RGB")
    return photo.convert("RGB") if photo.mode != "RGB" else photo.copy()
