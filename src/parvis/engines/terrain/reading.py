"""Reads an extract once over (and its relations once before), keeping only what screening needs.

pyosmium filters by key and assembles polygons in C++; Python meets the objects that may matter, looks at single tags,
and copies shapes out as WKB, so that shapely can make them all in one call.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import osmium
from osmium.filter import KeyFilter

from parvis.engines.terrain.errors import ExtractError, kind_of
from parvis.engines.terrain.gatherer import KEYS, NODE_KEYS, Extract, Gatherer
from parvis.engines.terrain.intake import inspect

Progress = Callable[[str, float], None]

BEAT = 20_000  # objects between two signs of life
PER_TYPE = {"n": 0.1, "w": 0.3, "r": 0.9}


def read(path: Path, progress: Progress) -> Extract:
    """Reads the extract. Raises ExtractError (empty, truncated, wrong_format, damaged, unreadable, too_large)."""
    progress("check", 0.0)
    source = osmium.io.File(str(path), inspect(path))
    progress("check", 1.0)
    gatherer = Gatherer()
    objects = osmium.FileProcessor(source).with_areas(KeyFilter(*KEYS))
    for keep in filters():
        objects.with_filter(keep)
    take = {"n": gatherer.node, "w": gatherer.way, "r": gatherer.relation, "a": gatherer.area}
    last = ""
    for number, thing in enumerate(guarded(objects, path)):
        letter = thing.type_str()
        try:
            take[letter](thing)
        except UnicodeDecodeError:
            gatherer.extract.left_out += 1
        if letter != "a" and (letter != last or number % BEAT == 0):
            progress("read", PER_TYPE[letter])
            last = letter
    extract = gatherer.finish()
    read_header(objects, extract)
    if not last:  # nothing passed the filters: is there anything at all?
        extract.is_bare = next(iter(guarded(osmium.FileProcessor(source), path)), None) is None
    progress("read", 1.0)
    return extract


def filters() -> Iterator[KeyFilter]:
    """What the reading library drops by itself: objects without a key that matters, ways that are no named road."""
    yield KeyFilter(*KEYS)
    for kind, keys in ((osmium.osm.NODE, NODE_KEYS), (osmium.osm.WAY, ("highway",)), (osmium.osm.WAY, ("name",))):
        of_kind = KeyFilter(*keys)
        of_kind.enable_for(kind)
        yield of_kind


def guarded(objects: Any, path: Path) -> Iterator[Any]:
    """The objects; a failure of the reading library becomes an ExtractError, one of the caller's own does not."""
    try:
        yield from objects
    except (RuntimeError, ValueError, OSError, MemoryError, osmium.InvalidLocationError) as failure:
        raise ExtractError(kind_of(failure), path.name, str(failure)) from failure


def box_of(header: Any) -> tuple[float, float, float, float] | None:
    """What the extract covers, in degrees, if its header says so and can be true."""
    box = header.box()
    if box.valid() and box.top_right.lon - box.bottom_left.lon < 45:  # noqa: PLR2004  some tools write half the world
        return box.bottom_left.lon, box.bottom_left.lat, box.top_right.lon, box.top_right.lat
    return None


def read_header(objects: Any, extract: Extract) -> None:
    """Takes the bounds and the date from the file's header, where they are there and can be true."""
    header = objects.header
    extract.box = box_of(header)
    try:
        extract.data_date = datetime.fromisoformat(header.get("osmosis_replication_timestamp", "")).astimezone(UTC)
    except ValueError:
        dates = [found.timestamp for found in extract.found if found.timestamp]
        extract.data_date = max(dates, default=None)
