"""The map of a place for documents: an SVG from the city's own tiles and what the register holds. No server is asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import atan, cos, degrees, floor, log, pi, radians, sinh, tan
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import mapbox_vector_tile
from pmtiles.reader import MmapSource, Reader
from shapely.geometry.base import BaseGeometry

WIDTH, HEIGHT = 680.0, 400.0
ZOOM = 15
EXTENT = 4096
MARGIN = 0.35  # of the place's own size, shown around it
SMALLEST_DEGREES = 0.0012
LAYERS = {
    "green": 'fill="#dfe9da"',
    "water": 'fill="#cfe0ea"',
    "squares": 'fill="#f8f6ee"',
    "buildings": 'fill="#d8d3c7"',
    "rail": 'fill="none" stroke="#a9a49a" stroke-width="1.5" stroke-dasharray="6 3"',
    "roads": 'fill="none" stroke="#ffffff" stroke-width="4" stroke-linejoin="round"',
}


@dataclass(frozen=True)
class Mark:
    """Something to draw over the base map."""

    shape: BaseGeometry
    kind: str  # outline, zone, entrance, good, needed
    label: str = ""


@dataclass(frozen=True)
class Frame:
    """The window of the map in degrees, and how it falls on the paper."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, bounds: tuple[float, float, float, float]) -> "Frame":
        """A window of the paper's proportions around a box of degrees."""
        west, south, east, north = bounds
        middle, centre = (west + east) / 2, (south + north) / 2
        squeeze = cos(radians(centre))
        half = max(
            (east - west) * (0.5 + MARGIN),
            (north - south) * (0.5 + MARGIN) * WIDTH / HEIGHT / squeeze,
            SMALLEST_DEGREES,
        )
        tall = half * HEIGHT / WIDTH * squeeze
        return cls(middle - half, centre - tall, middle + half, centre + tall)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        return (
            (lon - self.west) / (self.east - self.west) * WIDTH,
            (self.north - lat) / (self.north - self.south) * HEIGHT,
        )


def draw(bounds: tuple[float, float, float, float], marks: Iterable[Mark], tiles: Path | None) -> str:
    """The SVG: streets and buildings where there are tiles, then the marks."""
    frame = Frame.around(bounds)
    base = list(_base(frame, tiles)) if tiles and tiles.exists() else []
    over = [piece for mark in marks for piece in _mark(frame, mark)]
    size = f'viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" width="{WIDTH:.0f}" height="{HEIGHT:.0f}"'
    ground = f'<rect width="{WIDTH:.0f}" height="{HEIGHT:.0f}" fill="#ece9e1"/>'
    credit = (
        f'<text x="{WIDTH - 6:.0f}" y="{HEIGHT - 6:.0f}" font-size="10" text-anchor="end" fill="#56646c">'
        "© OpenStreetMap contributors</text>"
    )
    inner = "".join([ground, *base, *over, credit])
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="Libertinus Serif">{inner}</svg>'


def _base(frame: Frame, tiles: Path) -> Iterator[str]:
    found: dict[str, list[str]] = {layer: [] for layer in LAYERS}
    with tiles.open("rb") as file:
        reader = Reader(MmapSource(file))
        zoom = min(ZOOM, reader.header()["max_zoom"])
        for column, row in _covering(frame, zoom):
            raw = reader.get(zoom, column, row)
            if raw:
                for layer, paths in _tile(raw, frame, zoom, column, row).items():
                    found[layer] += paths
    for layer, paint in LAYERS.items():
        if found[layer]:
            yield f'<path {paint} d="{"".join(found[layer])}"/>'


def _covering(frame: Frame, zoom: int) -> Iterator[tuple[int, int]]:
    """The tiles of the web Mercator grid that the window touches."""
    count = 2**zoom
    columns = [floor((lon + 180) / 360 * count) for lon in (frame.west, frame.east)]
    rows = [
        floor((1 - log(tan(radians(lat)) + 1 / cos(radians(lat))) / pi) / 2 * count)
        for lat in (frame.north, frame.south)
    ]
    for column in range(columns[0], columns[1] + 1):
        for row in range(rows[0], rows[1] + 1):
            yield column, row


def _tile(raw: bytes, frame: Frame, zoom: int, column: int, row: int) -> dict[str, list[str]]:
    import gzip  # noqa: PLC0415  # only for archives that are compressed

    body = gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw
    count = 2**zoom

    def place(point: Any) -> str:
        x, y = (column + point[0] / EXTENT) / count, (row + point[1] / EXTENT) / count
        east, south = frame.at(x * 360 - 180, degrees(atan(sinh(pi * (1 - 2 * y)))))
        return f"{east:.1f} {south:.1f}"

    decoded = mapbox_vector_tile.decode(body, default_options={"y_coord_down": True})
    return {
        name: [_path(line, place, closed) for f in layer["features"] for line, closed in _lines(f["geometry"])]
        for name, layer in decoded.items()
        if name in LAYERS
    }


def _lines(geometry: dict[str, Any]) -> Iterator[tuple[Any, bool]]:
    kind, shape = geometry["type"], geometry["coordinates"]
    if kind == "Polygon":
        yield from ((ring, True) for ring in shape)
    elif kind == "MultiPolygon":
        yield from ((ring, True) for polygon in shape for ring in polygon)
    elif kind == "LineString":
        yield shape, False
    elif kind == "MultiLineString":
        yield from ((line, False) for line in shape)


def _path(points: Any, place: Any, closed: bool) -> str:  # noqa: FBT001
    return "M" + "L".join(place(point) for point in points) + ("Z" if closed else "")


def _mark(frame: Frame, mark: Mark) -> Iterator[str]:
    x, y = frame.at(mark.shape.centroid.x, mark.shape.centroid.y)
    if mark.kind in {"outline", "zone"}:
        paint = 'fill="#1f5f74" fill-opacity="0.08" stroke="#1f5f74" stroke-width="2.5"'
        if mark.kind == "zone":
            paint = 'fill="none" stroke="#1f5f74" stroke-width="1.5" stroke-dasharray="6 4"'
        parts = getattr(mark.shape, "geoms", [mark.shape])
        lines = [ring.coords for part in parts for ring in (part.exterior, *part.interiors)]
        shape = "".join("M" + "L".join("{:.1f} {:.1f}".format(*frame.at(*p[:2])) for p in line) + "Z" for line in lines)
        yield f'<path {paint} fill-rule="evenodd" d="{shape}"/>'
    elif mark.kind == "entrance" and mark.shape.geom_type == "LineString":
        line = "M" + "L".join("{:.1f} {:.1f}".format(*frame.at(*p[:2])) for p in mark.shape.coords)
        yield f'<path fill="none" stroke="#1f5f74" stroke-width="5" stroke-linecap="round" d="{line}"/>'
    else:
        filled = {"good": "#2c7a57", "entrance": "#1f5f74"}.get(mark.kind, "none")
        edge = "#ad3442" if filled == "none" else filled
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{filled}" stroke="{edge}" stroke-width="2"/>'
    if mark.label:
        words = escape(mark.label)
        yield f'<text x="{x + 8:.1f}" y="{y - 6:.1f}" font-size="12" font-weight="bold" fill="#1f5f74">{words}</text>'
