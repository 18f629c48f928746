"""What is left of a photo: its pixels the right way up, and not one byte of what else its file carried."""

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from parvis.files.rules import Unusable, clean
from parvis.files.rules.cleaning import LONGEST_SIDE, MOST_BYTES
from tests.files.conftest import CANARY, jpeg, told, with_metadata

KINDS = st.sampled_from(["jpeg", "png", "webp"])


def segments(data: bytes) -> list[int]:
    """The markers of a JPEG up to its first scan, read by the standard's own rule; nothing may follow its end."""
    assert data.startswith(b"\xff\xd8")
    assert data.endswith(b"\xff\xd9")
    found, at = [], 2
    while data[at + 1] != 0xDA:
        found.append(data[at + 1])
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return found


@given(kind=KINDS, orientation=st.integers(0, 9))
@settings(max_examples=40, deadline=None)
def test_no_metadata_are_left_and_the_picture_stands_upright(kind: str, orientation: int):
    sent = with_metadata(kind, orientation)
    assert sent.count(CANARY) >= 3
    kept = clean(sent)
    assert CANARY not in kept.data
    # 0xE0 is the bare JFIF head; the others are tables and the frame: no EXIF, XMP, ICC, IPTC, no comment.
    assert set(segments(kept.data)) <= {0xE0, 0xDB, 0xC0, 0xC4}
    with Image.open(io.BytesIO(kept.data)) as photo:
        assert not photo.getexif()
        assert set(photo.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        sideways = orientation in {5, 6, 7, 8}
        assert photo.size == (kept.width, kept.height) == ((32, 64) if sideways else (64, 32))
        red, _green, blue = photo.getpixel((2, 2))  # type: ignore[misc]  # a plain picture has three
        assert (red > blue) == (orientation in {0, 1, 4, 5, 6, 9})


@given(st.binary(max_size=300))
@example(b"\xff\xd8\xff\xe1\x00\x02")
@example(b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
@example(b"RIFF\x10\0\0\0WEBPVP8X")
@settings(max_examples=300, deadline=None)
def test_bytes_that_are_no_photo_are_refused_with_a_code(data: bytes):
    with pytest.raises(Unusable):
        clean(data)


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow's word on damaged metadata
@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_photo_with_a_damaged_spot_is_cleaned_or_refused(data: st.DataObject):
    kind = data.draw(KINDS)
    sent = bytearray(with_metadata(kind))
    for _ in range(data.draw(st.integers(1, 5))):
        sent[data.draw(st.integers(0, len(sent) - 1))] = data.draw(st.integers(0, 255))
    try:
        kept = clean(bytes(sent))
    except Unusable:
        return
    assert set(segments(kept.data)) <= {0xE0, 0xDB, 0xC0, 0xC4}


def test_a_large_photo_becomes_smaller_and_keeps_its_shape():
    kept = clean(jpeg((5200, 2600)))
    assert (kept.width, kept.height) == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_the_same_photo_gives_the_same_bytes():
    assert clean(with_metadata("jpeg")).sha256 == clean(with_metadata("jpeg")).sha256


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_kind_of_colour_becomes_plain(mode: str):
    out = io.BytesIO()
    Image.new(mode, (9, 7)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert clean(out.getvalue()).data.startswith(b"\xff\xd8\xff")


def test_what_is_transparent_becomes_white():
    out = io.BytesIO()
    Image.new("RGBA", (9, 7), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(clean(out.getvalue()).data)) as photo:
        assert photo.getpixel((4, 4)) == (255, 255, 255)


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("photo.jpg", jpeg())
    return out.getvalue()


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is enormous."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (zipped(), "zip"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 200, "heic"),
        (b"<!DOCTYPE html><html><img src=x></html>", "html"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "svg"),
        (b"GIF89a" + b"\0" * 100, "other"),
        (jpeg((400, 300))[:-600], "damaged"),
        (jpeg()[:30], "damaged"),
        (claiming(7800, 7700), "too_many_pixels"),
        (claiming(10_000, 10_000), "too_many_pixels"),
        (claiming(60_000, 60_000), "too_many_pixels"),
        (jpeg() + b"\0" * MOST_BYTES, "too_many_bytes"),
    ],
    ids=["empty", "zip", "heic", "html", "svg", "gif", "cut", "stump", "60 MP", "100 MP", "bomb", "16 MB"],
)
def test_what_is_no_photo_is_named(data: bytes, code: str):
    with pytest.raises(Unusable) as refused:
        clean(data)
    assert refused.value.code == code


def test_a_photo_that_is_also_an_archive_keeps_nothing_of_it():
    kept = clean(jpeg() + zipped())
    assert not zipfile.is_zipfile(io.BytesIO(kept.data))


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_a_photo_whose_words_are_damaged_is_kept():
    exif = bytearray(told(6).tobytes())
    exif[8:14] = b"\xff" * 6
    assert clean(jpeg(exif=bytes(exif))).width == 40
