"""Looks at an extract before any of it is believed: what it is (by content, not by name), whole, and of sane size."""

import bz2
import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from parvis.engines.terrain.errors import ExtractError

LARGEST_FILE = 4 << 30
LARGEST_UNPACKED = 32 << 30
# Map text shrinks to a tenth or less, map binary to a third. Beyond this ratio a file is made to fill a machine.
BOMB_RATIO = 150
BOMB_FLOOR = 64 << 20
CHUNK = 1 << 20
LARGEST_HEADER = 64 << 10


class _Unpacker(Protocol):
    @property
    def eof(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


def inspect(path: Path) -> str:
    """The format of the extract as pyosmium names it: pbf, osm, osm.gz or osm.bz2. Raises ExtractError."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            if size == 0:
                raise ExtractError("empty", path.name)
            if size > LARGEST_FILE:
                raise ExtractError("too_large", path.name, f"{size} bytes")
            return _format(path, file, size)
    except OSError as failure:
        raise ExtractError("unreadable", path.name, str(failure)) from failure


def _format(path: Path, file: BinaryIO, size: int) -> str:
    head = file.read(1 << 10)
    file.seek(0)
    if head[:2] == b"\x1f\x8b" or head[:3] == b"BZh":
        packing = "gz" if head[:1] == b"\x1f" else "bz2"
        _check_packed(path, file, size, packing)
        return f"osm.{packing}"
    if head[4:15].endswith(b"OSMHeader"):
        _check_blocks(path, file, size)
        return "pbf"
    if _is_xml(head):
        return "osm"
    raise ExtractError("wrong_format", path.name, f"begins with {head[:8]!r}")


def _is_xml(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


def _check_packed(path: Path, file: BinaryIO, size: int, packing: str) -> None:
    """Unpacks the whole file in pieces, keeping none: a bomb is found before the reader meets it."""
    total = 0
    try:
        for piece in _unpacked(file, packing):
            if total == 0 and not _is_xml(piece):
                raise ExtractError("wrong_format", path.name, "packed, but not OpenStreetMap XML")
            total += len(piece)
            if total > LARGEST_UNPACKED or (total > BOMB_FLOOR and total > BOMB_RATIO * size):
                raise ExtractError("too_large", path.name, f"unpacks to more than {total} bytes")
    except EOFError as failure:
        raise ExtractError("truncated", path.name, str(failure)) from failure
    except (zlib.error, OSError, ValueError) as failure:
        raise ExtractError("wrong_format", path.name, str(failure)) from failure
    if total == 0:
        raise ExtractError("empty", path.name)


def _unpacked(file: BinaryIO, packing: str) -> Iterator[bytes]:
    """The unpacked content in pieces of at most CHUNK; several packed streams may follow each other."""
    rest = b""
    while rest or (rest := file.read(CHUNK)):
        unpacker: _Unpacker = bz2.BZ2Decompressor() if packing == "bz2" else _Gunzip()
        while not unpacker.eof:
            if piece := unpacker.decompress(rest, CHUNK):
                yield piece
            rest = b""
            if not piece and not unpacker.eof and not (rest := file.read(CHUNK)):
                raise EOFError("the packed stream ends early")
        rest = getattr(unpacker, "unused_data", b"").lstrip(b"\0")


class _Gunzip:
    """zlib's decompressor with the manners of the one for bz2: it keeps what it has not yet unpacked."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = -1, /) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + data, max_length)


def _check_blocks(path: Path, file: BinaryIO, size: int) -> None:
    """Walks the blocks of a .pbf: each is a length in 4 bytes, a header that holds the data's length, and the data."""
    place = 0
    unpacked = 0
    while place < size:
        file.seek(place)
        start = file.read(4)
        length = struct.unpack(">I", start)[0] if len(start) == struct.calcsize(">I") else 0
        header = file.read(length) if length <= LARGEST_HEADER else b""
        if length > LARGEST_HEADER:
            raise ExtractError("wrong_format", path.name, f"block header of {length} bytes at {place}")
        data = _varint_field(header, 3)
        place += 4 + length + data
        if not data or place > size:
            raise ExtractError("truncated", path.name, f"block at {place} of {size} bytes")
        unpacked += _varint_field(file.read(16), 2)
    if unpacked > BOMB_FLOOR and unpacked > BOMB_RATIO * size:
        raise ExtractError("too_large", path.name, f"unpacks to {unpacked} bytes")


def _varint_field(message: bytes, wanted: int) -> int:
    """The value of a number field in a protocol-buffer message, 0 when it is not there."""
    place = 0
    while place < len(message):
        key, place = _varint(message, place)
        value, place = _varint(message, place)
        if key >> 3 == wanted and key & 7 == 0:
            return value
        if key & 7 == 2:  # noqa: PLR2004  wire type 2: bytes follow, `value` of them
            place += value
    return 0


def _varint(message: bytes, place: int) -> tuple[int, int]:
    value = shift = 0
    while place < len(message) and shift < 64:  # noqa: PLR2004  a varint has at most 64 bits
        byte = message[place]
        place += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:  # noqa: PLR2004  the top bit says that more follow
            break
    return value, place


def readable(path: str | os.PathLike[str]) -> Path:
    """The path as given, made absolute, so that no name can be taken for an option or an address by the reader."""
    return Path(path).absolute()
