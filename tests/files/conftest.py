"""Photos of every kind, made here: with places and words hidden in them, and some that are none."""

import io
from collections.abc import Callable

import pytest
from PIL import Image, PngImagePlugin

CANARY = b"CANARY-48.8566"


def jpeg(size: tuple[int, int] = (40, 30), colour: str = "#447788", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG", **more)
    return out.getvalue()


def told(orientation: int = 1) -> Image.Exif:
    """Metadata as a phone writes them: which way is up, where it was, and words."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = CANARY.decode()
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (48.0, 51.0, 24.0)
    gps[29] = CANARY.decode()
    return exif


def with_metadata(kind: str, orientation: int = 1) -> bytes:
    """A picture, red on the left and blue on the right, with everything that can be hidden in its format."""
    picture = Image.new("RGB", (64, 32), "blue")
    picture.paste("red", (0, 0, 32, 32))
    out = io.BytesIO()
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + CANARY + b"</x:xmpmeta>"
    exif, icc = told(orientation).tobytes(), b"\0" * 128 + CANARY
    if kind == "jpeg":
        picture.save(out, "JPEG", exif=exif, comment=CANARY, xmp=xmp, icc_profile=icc, quality=95)
    elif kind == "png":
        words = PngImagePlugin.PngInfo()
        words.add_text("Comment", CANARY.decode())
        words.add_itxt("XML:com.adobe.xmp", xmp.decode())
        picture.save(out, "PNG", pnginfo=words, exif=exif, icc_profile=icc)
    else:
        picture.save(out, "WEBP", exif=exif, xmp=xmp, icc_profile=icc, lossless=True)
    return out.getvalue() + CANARY


@pytest.fixture
def snap() -> Callable[..., bytes]:
    """snap(): a small photo; snap(colour="red"): another one."""
    return jpeg
