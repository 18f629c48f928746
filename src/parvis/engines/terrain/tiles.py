"""A base map from the city's own extract, as vector tiles in one PMTiles file.

No outside server learns what is looked at.

Layers and their attributes: roads (class, name), buildings, water, green, rail, squares (name). Zoom 10 to 15.
"""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import osmium
import shapely
from osmium.filter import KeyFilter
from osmium.geom import WKBFactory

from parvis.engines.terrain.errors import ExtractError
from parvis.engines.terrain.intake import inspect, readable
from parvis.engines.terrain.metric import Shapes
from parvis.engines.terrain.reading import Progress, box_of, guarded

LEAST_ZOOM, MOST_ZOOM = 10, 15
LARGEST_DEGREES = 1.0  # a shape wider than this would be cut into tiles without number
FIRST_ZOOM = {"roads": 10, "buildings": 13, "water": 10, "green": 10, "rail": 11, "squares": 13}

ROAD_CLASSES = {
    "motorway": "motorway",
    "trunk": "motorway",
    "primary": "primary",
    "secondary": "secondary",
    "tertiary": "tertiary",
    "residential": "street",
    "unclassified": "street",
    "living_street": "street",
    "road": "street",
    "service": "service",
    "track": "service",
    "pedestrian": "pedestrian",
    "footway": "path",
    "path": "path",
    "steps": "path",
    "cycleway": "path",
    "bridleway": "path",
}
RAILS = {"rail", "light_rail", "tram", "subway", "narrow_gauge", "monorail", "funicular"}
WATERWAYS = {"river", "canal", "stream", "dock", "riverbank"}
GREEN = {
    ("landuse", "forest"), ("landuse", "grass"), ("landuse", "meadow"), ("landuse", "cemetery"),
    ("landuse", "recreation_ground"), ("landuse", "village_green"), ("landuse", "allotments"),
    ("leisure", "park"), ("leisure", "garden"), ("leisure", "pitch"), ("leisure", "golf_course"),
    ("leisure", "nature_reserve"), ("natural", "wood"), ("natural", "scrub"), ("natural", "grassland"),
}  # fmt: skip
SPREADING = {"water", "green"}  # layers with shapes that may reach far beyond the extract
KEYS = ("highway", "building", "natural", "waterway", "landuse", "leisure", "railway", "place")


@dataclass(slots=True)
class Layer:
    """The shapes of one layer, as WKB while they are read and as geometries from then on, with name and class."""

    wkb: list[bytes] = field(default_factory=list)
    shapes: Shapes = field(default_factory=lambda: np.empty(0, dtype=object))
    names: list[str] = field(default_factory=list)
    classes: list[str] = field(default_factory=list)

    def add(self, shape: bytes, name: str = "", kind: str = "") -> None:
        self.wkb.append(shape)
        self.names.append(name)
        self.classes.append(kind)


def build_tiles(path: str | os.PathLike[str], out: str | os.PathLike[str], *, progress: Progress | None = None) -> None:
    """Writes the base map of an extract to `out`, which appears whole or not at all.

    progress is called with a step (tiles_read, tiles_write) and the share of it that is done. Raises ExtractError.
    """
    report = progress or (lambda _step, _done: None)
    source, target = readable(path), Path(out)
    layers = read_layers(source, report)
    report("tiles_write", 0.0)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as folder:
        unfinished = Path(folder) / "base.pmtiles"
        write(layers, unfinished)
        unfinished.replace(target)
    report("tiles_write", 1.0)


def read_layers(path: Path, report: Progress) -> dict[str, Layer]:
    """The shapes of the base map by layer; layers without any are left out."""
    report("tiles_read", 0.0)
    source = osmium.io.File(str(path), inspect(path))
    keys = KeyFilter(*KEYS)
    layers = {name: Layer() for name in FIRST_ZOOM}
    factory = WKBFactory()
    objects = osmium.FileProcessor(source).with_areas(keys).with_filter(keys)
    for thing in guarded(objects, path):
        take: Callable[..., None] | None = {"w": line, "a": area}.get(thing.type_str())
        if take:
            try:
                take(layers, thing, factory)
            except (RuntimeError, UnicodeDecodeError, osmium.InvalidLocationError):
                continue  # a shape that cannot be drawn is missing from the picture, nothing else
    window = box_of(objects.header)
    found = {
        name: layer
        for name, layer in layers.items()
        if drop_vast(layer) and (name not in SPREADING or window is None or cut(layer, shapely.box(*window)))
    }
    if not found:
        raise ExtractError("no_candidates", path.name, "nothing to draw")
    report("tiles_read", 1.0)
    return found


def drop_vast(layer: Layer) -> bool:
    """Makes the shapes, without those of an impossible extent. False when none is left."""
    shapes = np.asarray(shapely.from_wkb(layer.wkb), dtype=object)
    layer.wkb.clear()
    if not len(shapes):
        return False
    west, south, east, north = shapely.bounds(shapes).T
    keep = (east - west <= LARGEST_DEGREES) & (north - south <= LARGEST_DEGREES)
    layer.shapes = shapes[keep]
    layer.names = [name for name, kept in zip(layer.names, keep, strict=True) if kept]
    layer.classes = [kind for kind, kept in zip(layer.classes, keep, strict=True) if kept]
    return bool(keep.any())


def cut(layer: Layer, window: shapely.Polygon) -> bool:
    """Ends the shapes at the edge of the extract: a river that touches it comes whole, far beyond the streets. False
    when none is left."""
    for at in np.flatnonzero(~shapely.contains(window, layer.shapes)):
        inside = shapely.make_valid(layer.shapes[at]).intersection(window)
        # An edge that only touches the window is no part of the picture.
        parts = shapely.get_parts(inside)
        same = parts[shapely.get_dimensions(parts) == shapely.get_dimensions(layer.shapes[at])]
        layer.shapes[at] = shapely.union_all(same)
    keep = ~shapely.is_empty(layer.shapes)
    layer.shapes = layer.shapes[keep]
    layer.names = [name for name, kept in zip(layer.names, keep, strict=True) if kept]
    layer.classes = [kind for kind, kept in zip(layer.classes, keep, strict=True) if kept]
    return bool(keep.any())


def line(layers: dict[str, Layer], way: Any, factory: Any) -> None:
    get = way.tags.get
    if get("area") == "yes":
        return
    highway = get("highway")
    if highway in {None, "proposed", "construction"}:
        layer = "rail" if get("railway") in RAILS else "water" if get("waterway") in WATERWAYS else ""
        if layer:
            layers[layer].add(bytes.fromhex(factory.create_linestring(way)))
        return
    kind = ROAD_CLASSES.get(highway.removesuffix("_link"))
    if kind:
        layers["roads"].add(bytes.fromhex(factory.create_linestring(way)), get("name", ""), kind)


def area(layers: dict[str, Layer], thing: Any, factory: Any) -> None:
    get = thing.tags.get
    drawn = not thing.from_way() or get("area") == "yes"
    if get("building") not in {None, "no"}:
        layer = "buildings"
    elif get("place") == "square" or (drawn and get("highway") in {"pedestrian", "footway"}):
        layer = "squares"
    elif get("natural") == "water" or get("waterway") == "riverbank" or get("landuse") in {"basin", "reservoir"}:
        layer = "water"
    elif any((key, get(key)) in GREEN for key in ("landuse", "leisure", "natural")):
        layer = "green"
    else:
        return
    name = get("name", "") if layer == "squares" else ""
    layers[layer].add(bytes.fromhex(factory.create_multipolygon(thing)), name)


def write(layers: dict[str, Layer], out: Path) -> None:
    """Cuts the layers into tiles. The table libraries that freestiler asks for are only loaded here."""
    from freestiler import freestile, freestile_layer  # noqa: PLC0415
    from geopandas.geodataframe import GeoDataFrame  # noqa: PLC0415

    tables = {}
    for name, layer in layers.items():
        columns: dict[str, list[str]] = {}
        if name == "roads":
            columns["class"] = layer.classes
        if name in {"roads", "squares"}:
            columns["name"] = layer.names
        table = GeoDataFrame(columns, geometry=layer.shapes, crs="EPSG:4326")
        tables[name] = freestile_layer(table, min_zoom=FIRST_ZOOM[name], max_zoom=MOST_ZOOM)
    freestile(tables, out, tile_format="mvt", min_zoom=LEAST_ZOOM, max_zoom=MOST_ZOOM, quiet=True)
