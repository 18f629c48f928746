"""The ground plan of Valombre: a crooked grid of streets, the river, the railway, and the houses between them."""

from collections.abc import Iterator
from math import cos, radians

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon

Tags = dict[str, str]
Cell = tuple[int, int]
Point = tuple[float, float]

WEST, SOUTH = -20.0, 46.0
COLUMNS, ROWS = 14, 11
STEP_M = 92.0
DEGREE_M = 111_320.0
RIVER_ROW = 3
STATION_ROW = 9

ALONG = (
    "Rue des Teinturiers", "Quai des Lavandières", "Rue du Pont-Vieux", "Quai du Roi-René", "Rue des Halles", "Grande Rue",
    "Rue des Tisserands", "Rue du Chapitre", "Boulevard de la Gare", "Avenue du Chemin-de-Fer", "Rue de la Nouvelle-Filature", "Rue des Jardins",
)  # fmt: skip
ACROSS = (
    "Rue de la Porte-d'Ouest", "Rue du Cordier", "Rue des Trois-Puits", "Rue du Moulin", "Rue de l'Évêché", "Rue du Marché",
    "Rue Saint-Aubin", "Rue des Foulons", "Rue de la Fontaine", "Rue du Rempart", "Rue des Écoles", "Rue de l'Octroi",
    "Rue du Champ-de-Foire", "Rue du Vallon", "Rue du Dernier-Octroi",
)  # fmt: skip


class Grid:
    """Street corners, shaken by a seed so that no two blocks are alike."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        shake = self.random.uniform(-0.16, 0.16, (COLUMNS + 1, ROWS + 1, 2))
        bend = np.sin(np.linspace(0, 2.4, COLUMNS + 1)) * 0.5
        squeeze = cos(radians(SOUTH))
        self.corners: dict[Cell, Point] = {}
        for i in range(COLUMNS + 1):
            for j in range(ROWS + 1):
                x, y = i + shake[i, j, 0], j + shake[i, j, 1] + bend[i]
                self.corners[i, j] = (WEST + x * STEP_M / DEGREE_M / squeeze, SOUTH + y * STEP_M / DEGREE_M)

    def cells(self) -> Iterator[Cell]:
        """The blocks that may carry houses: all but the river's and the railway's."""
        for i in range(COLUMNS):
            for j in range(ROWS):
                if j not in {RIVER_ROW, STATION_ROW}:
                    yield i, j

    def street(self, start: Cell, end: Cell) -> list[Point]:
        """The corners along one grid line, both ends included."""
        (i, j), (k, m) = start, end
        if i == k:
            return [self.corners[i, row] for row in range(j, m + 1)]
        return [self.corners[column, j] for column in range(i, k + 1)]

    def block(self, cells: tuple[Cell, ...]) -> Polygon:
        """The ground between the streets around one or several neighbouring cells."""
        parts = [Polygon([self.corners[i + a, j + b] for a, b in ((0, 0), (1, 0), (1, 1), (0, 1))]) for i, j in cells]
        return shapely.union_all(parts)

    def ground(self, cells: tuple[Cell, ...], shrink: float) -> list[Point]:
        """The block drawn in by a share of a block's width, as an open ring."""
        inner = self.block(cells).buffer(-shrink * STEP_M / DEGREE_M, join_style="mitre")
        return [(float(x), float(y)) for x, y in list(inner.exterior.coords)[:-1]]

    def beside(self, cells: tuple[Cell, ...], number: int, count: int) -> Point:
        """A spot just inside the edge of a block: `number` of `count` around it."""
        edge = self.block(cells).buffer(-0.06 * STEP_M / DEGREE_M, join_style="mitre").exterior
        spot = edge.interpolate((number + 0.5) / count, normalized=True)
        return float(spot.x), float(spot.y)

    def houses(self, cell: Cell) -> Iterator[tuple[list[Point], Tags]]:
        """Rows of houses along the edge of a block, with a court inside."""
        block = self.block((cell,))
        outer = block.buffer(-0.07 * STEP_M / DEGREE_M, join_style="mitre")
        court = block.buffer(-0.26 * STEP_M / DEGREE_M, join_style="mitre")
        west, south, east, north = outer.bounds
        row = outer.difference(court)
        cuts = sorted(self.random.uniform(0.12, 0.88, 3))
        for cut in cuts:
            row = _without(
                row, LineString([(west + (east - west) * cut, south - 1), (west + (east - west) * cut, north + 1)])
            )
        row = _without(row, LineString([(west - 1, (south + north) / 2), (east + 1, (south + north) / 2)]))
        for part in getattr(row, "geoms", [row]):
            if part.area > 1e-9 and not part.interiors:
                levels = str(int(self.random.integers(2, 6)))
                yield (
                    [(float(x), float(y)) for x, y in part.exterior.coords],
                    {"building": "yes", "building:levels": levels},
                )


def _without(row: shapely.Geometry, line: LineString) -> shapely.Geometry:
    return row.difference(line.buffer(1e-6))


def lay_out(grid: Grid) -> Iterator[tuple[list[Point], Tags]]:
    """Streets, river, bridges and railway."""
    for j in range(ROWS + 1):
        kind = "secondary" if j in {8, 2} else "residential"
        if j not in {5}:  # the Grande Rue is a street for walking, drawn with the places
            yield grid.street((0, j), (COLUMNS, j)), {"highway": kind, "name": ALONG[j % len(ALONG)], "lit": "yes"}
    for i in range(COLUMNS + 1):
        bridge = i in {2, 6, 11}
        kind = "tertiary" if bridge else "residential"
        name = {"highway": kind, "name": ACROSS[i % len(ACROSS)]}
        yield grid.street((i, 0), (i, RIVER_ROW)), name
        yield grid.street((i, RIVER_ROW + 1), (i, STATION_ROW)), name
        yield grid.street((i, STATION_ROW + 1), (i, ROWS)), name
        if bridge:
            yield grid.street((i, RIVER_ROW), (i, RIVER_ROW + 1)), {"highway": kind, "name": ACROSS[i], "bridge": "yes"}
            yield (
                grid.street((i, STATION_ROW), (i, STATION_ROW + 1)),
                {"highway": kind, "name": ACROSS[i], "tunnel": "yes"},
            )
    river = grid.ground(tuple((i, RIVER_ROW) for i in range(COLUMNS)), 0.12)
    yield [*river, river[0]], {"natural": "water", "water": "river", "name": "L'Ombre"}
    rails = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in _pairs(grid)]
    yield rails, {"railway": "rail", "name": "Ligne de l'Ombre"}


def _pairs(grid: Grid) -> Iterator[tuple[Point, Point]]:
    for i in range(COLUMNS + 1):
        yield grid.corners[i, STATION_ROW], grid.corners[i, STATION_ROW + 1]
