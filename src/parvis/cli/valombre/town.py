"""The map of Valombre: an OpenStreetMap extract drawn by a seeded generator.

Valombre lies in the Atlantic, 1,000 km from any coast, so that no real place can be meant: a weavers' town on the river
Ombre, with a market square in the old quarter, a cathedral on its parvis, a station of 1862 and a new quarter beyond it.
"""

from collections.abc import Iterable
from math import cos, radians
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Way
from shapely.geometry import Polygon

from parvis.cli.valombre.country import country
from parvis.cli.valombre.forms import set_down
from parvis.cli.valombre.houses import houses, lane
from parvis.cli.valombre.plan import PLACES, STREET, Spot
from parvis.cli.valombre.streets import Grid, Point, Tags, in_old_town, inner_edges, streets, unbuilt_edges

DAY = "2026-09-01T00:00:00Z"
WEST, SOUTH = -20.0, 46.0
DEGREE_M = 111_320.0
GRANDE_RUE = (2.0, 11.0)  # from column to column, on row 5


class Draft:
    """Nodes and ways as they are drawn; written in the order that OpenStreetMap files have."""

    def __init__(self) -> None:
        self.nodes: list[tuple[float, float, Tags]] = []
        self.ways: list[tuple[list[int], Tags]] = []
        self._known: dict[Point, int] = {}

    def node(self, x: float, y: float, tags: Tags | None = None) -> int:
        """The id of a node at metres (x, y); corners at the same spot are one node, so that streets meet."""
        spot = (round(WEST + x / DEGREE_M / cos(radians(SOUTH)), 7), round(SOUTH + y / DEGREE_M, 7))
        if not tags and spot in self._known:
            return self._known[spot]
        self.nodes.append((*spot, tags or {}))
        if not tags:
            self._known[spot] = len(self.nodes)
        return len(self.nodes)

    def way(self, points: Iterable[Point], tags: Tags) -> None:
        self.ways.append(([self.node(*point) for point in points], tags))

    def area(self, shape: Polygon, tags: Tags) -> None:
        self.way(((float(x), float(y)) for x, y in shape.exterior.coords), tags)

    def write(self, path: Path) -> None:
        """Write the file beside its place and move it there whole."""
        draft = path.with_name(f".{path.name}")
        draft.unlink(missing_ok=True)
        header = osmium.io.Header()
        header.set("generator", "Parvis, the invented town of Valombre")
        with osmium.SimpleWriter(osmium.io.File(str(draft), "pbf"), header=header) as writer:
            for number, (lon, lat, tags) in enumerate(self.nodes, start=1):
                writer.add_node(Node(id=number, location=(lon, lat), tags=tags, version=1, timestamp=DAY))
            for number, (nodes, tags) in enumerate(self.ways, start=1):
                writer.add_way(Way(id=number, nodes=nodes, tags=tags, version=1, timestamp=DAY))
        draft.replace(path)


def write_extract(path: Path, seed: int = 1862) -> None:
    """Write the extract of Valombre (.osm.pbf). The same seed draws the same town, byte for byte."""
    grid = Grid(seed)
    draft = Draft()
    without = inner_edges(spot.cells for spot in PLACES) | unbuilt_edges()
    for line, tags in (*streets(grid, without), *country(grid, grid.outline)):
        draft.way(line, tags)
    for number, tags in enumerate(STREET * 2):  # shops along the Grande Rue, on both sides
        west, east = GRANDE_RUE
        share = (number + 0.5) / len(STREET) / 2
        draft.node(*grid.at(west + (east - west) * share, 5.07 if number % 2 else 4.93), tags)
    for spot in PLACES:
        draw_place(draft, grid, spot)
    taken = {cell for spot in PLACES for cell in spot.cells}
    for cell in grid.cells:
        if cell not in taken:
            draw_block(draft, grid, cell)
    draft.write(path)


def draw_block(draft: Draft, grid: Grid, cell: tuple[int, int]) -> None:
    if in_old_town(cell):
        draft.way(*lane(grid, cell))
    for ring, tags in houses(grid, cell):
        draft.way(ring, tags)


def draw_place(draft: Draft, grid: Grid, spot: Spot) -> None:
    """A place of the plan: its ground or building, what belongs to it, and the small things around it."""
    block = grid.block(spot.cells)
    ground = block.buffer(-spot.margin, join_style="mitre")
    shape = set_down(spot.form, grid, spot.cells) if spot.form else ground
    if spot.ground:
        draft.area(ground, spot.ground)
    draft.area(shape, spot.tags)
    for form, tags in spot.extras:
        draft.area(set_down(form, grid, spot.cells), tags)
    if spot.among_houses:
        for cell in spot.cells:
            for ring, tags in houses(grid, cell, keep_clear=shape):
                draft.way(ring, tags)
    for number, tags in enumerate(spot.around):
        draft.node(*grid.beside(spot.cells, number, len(spot.around)), tags)
