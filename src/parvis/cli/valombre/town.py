"""The map of Valombre: an OpenStreetMap extract drawn by a seeded generator.

Valombre lies in the Atlantic, 700 km from any coast, so that no real place can be meant: a weavers' town on the river
Ombre, with a market square in the old quarter, a cathedral on its parvis, a station of 1862 and a new quarter beyond it.
"""

from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Way

from parvis.cli.valombre.plan import PLACES, Spot
from parvis.cli.valombre.streets import Grid, Tags, lay_out

DAY = "2026-09-01T00:00:00Z"
Ring = list[tuple[float, float]]


class Draft:
    """Nodes and ways as they are drawn; written in the order that OpenStreetMap files have."""

    def __init__(self) -> None:
        self.nodes: list[tuple[float, float, Tags]] = []
        self.ways: list[tuple[list[int], Tags]] = []
        self._known: dict[tuple[float, float], int] = {}

    def node(self, lon: float, lat: float, tags: Tags | None = None) -> int:
        """The id of a node; corners at the same spot are one node, so that streets meet."""
        spot = (round(lon, 7), round(lat, 7))
        if not tags and spot in self._known:
            return self._known[spot]
        self.nodes.append((*spot, tags or {}))
        if not tags:
            self._known[spot] = len(self.nodes)
        return len(self.nodes)

    def way(self, points: Ring, tags: Tags) -> None:
        self.ways.append(([self.node(*point) for point in points], tags))

    def write(self, path: Path) -> None:
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
    for line, tags in lay_out(grid):
        draft.way(line, tags)
    for spot in PLACES:
        draw_place(draft, grid, spot)
    taken = {cell for spot in PLACES for cell in spot.cells}
    for cell in grid.cells():
        if cell not in taken:
            for ring, tags in grid.houses(cell):
                draft.way(ring, tags)
    draft.write(path)


def draw_place(draft: Draft, grid: Grid, spot: Spot) -> None:
    """A place of the plan: its ground or building, and the small things around it."""
    ring = grid.ground(spot.cells, spot.shrink)
    if spot.line:
        draft.way(grid.street(*spot.line), spot.tags)
    else:
        draft.way([*ring, ring[0]], spot.tags)
    if spot.hall:
        hall = grid.ground(spot.cells, 0.27)
        draft.way([*hall, hall[0]], spot.hall)
    for number, tags in enumerate(spot.around):
        draft.node(*grid.beside(spot.cells, number, len(spot.around)), tags)
