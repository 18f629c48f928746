"""Draws small maps for tests, in metres around a corner of a made-up town, and writes them as OpenStreetMap XML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import quoteattr

from pyproj import Geod

LON, LAT = 4.85, 45.75
GEOD = Geod(ellps="WGS84")
Point = tuple[float, float]
Tags = Mapping[str, str]


def lonlat(east: float, north: float) -> Point:
    """The place so many metres east and north of the corner."""
    lon, lat, _ = GEOD.fwd(LON, LAT, 90, east)
    lon, lat, _ = GEOD.fwd(lon, lat, 0, north)
    return lon, lat


def rectangle(west: float, south: float, width: float, height: float) -> list[Point]:
    east, north = west + width, south + height
    return [(west, south), (east, south), (east, north), (west, north)]


@dataclass
class Map:
    """Objects in the order drawn; `numbers` renumbers nodes, for tests that ids mean nothing."""

    nodes: list[tuple[Point, Tags]] = field(default_factory=list)
    ways: list[tuple[list[int], Tags]] = field(default_factory=list)
    relations: list[tuple[list[tuple[int, str]], Tags]] = field(default_factory=list)
    numbers: list[int] | None = None

    def node(self, east: float, north: float, tags: Tags | None = None) -> int:
        self.nodes.append((lonlat(east, north), tags or {}))
        return len(self.nodes)

    def line(self, points: Sequence[Point], tags: Tags) -> int:
        self.ways.append(([self.node(*point) for point in points], tags))
        return len(self.ways)

    def area(self, points: Sequence[Point], tags: Tags) -> int:
        refs = [self.node(*point) for point in points]
        self.ways.append(([*refs, refs[0]], tags))
        return len(self.ways)

    def relation(self, members: Sequence[tuple[int, str]], tags: Tags) -> None:
        self.relations.append((list(members), tags))

    def number(self, node: int) -> int:
        return self.numbers[node - 1] if self.numbers else node

    def xml(self) -> str:
        parts = ['<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n']
        nodes = sorted((self.number(row + 1), *node) for row, node in enumerate(self.nodes))
        for number, (lon, lat), tags in nodes:
            parts.append(f'<node id="{number}" version="1" lon="{lon:.7f}" lat="{lat:.7f}">{marks(tags)}</node>\n')
        for row, (refs, tags) in enumerate(self.ways):
            inside = "".join(f'<nd ref="{self.number(ref)}"/>' for ref in refs)
            parts.append(
                f'<way id="{row + 1}" version="3" timestamp="2024-05-06T07:08:09Z">{inside}{marks(tags)}</way>\n'
            )
        for row, (members, tags) in enumerate(self.relations):
            inside = "".join(f'<member type="way" ref="{ref}" role="{role}"/>' for ref, role in members)
            parts.append(f'<relation id="{row + 1}" version="1">{inside}{marks(tags)}</relation>\n')
        return "".join([*parts, "</osm>\n"])

    def write(self, path: Path) -> Path:
        path.write_text(self.xml(), encoding="utf-8")
        return path


def marks(tags: Tags) -> str:
    return "".join(f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items())
