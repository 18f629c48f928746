"""The ground plan of Valombre: where streets, quays, river and railway run.

The town is laid out on a grid of blocks, which a smooth map then bends: blocks are narrower in the old town, its streets
turn about the cathedral, and the river makes a bow. All lengths are metres east and north of the south-western corner.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from math import cos, exp, hypot, pi, sin

import numpy as np
import shapely
from shapely.geometry import Polygon

Tags = dict[str, str]
Cell = tuple[int, int]
Point = tuple[float, float]
Edge = tuple[Cell, Cell]

COLUMNS, ROWS = 14, 11
RIVER_ROW, STATION_ROW = 3, 9
BRIDGES = (2, 7, 11)
OLD_TOWN = (2, 10, 4, 8)  # columns from and to, rows from and to
OUTSIDE = 3  # blocks of open country around the town
NEVER_BUILT = frozenset(
    {(0, 0), (1, 0), (13, 0), (12, 0), (0, 1), (0, 10), (13, 10), (12, 10), (13, 7), (13, 8), (0, 6), (4, 0)}
)

WIDTHS = (*[118.0] * 3, *[84.0] * 7, *[112.0] * 4)
HEIGHTS = (112.0, 112.0, 86.0, 58.0, 84.0, 80.0, 80.0, 84.0, 92.0, 62.0, 118.0)
TURN, TURN_REACH_M = 0.26, 230.0
BOW_M = 46.0
CENTRE: Cell = (6, 6)

ALONG = (
    "Chemin des Prés", "Rue du Faubourg", "Rue des Teinturiers", "Quai des Lavandières", "Quai des Halles", "Grande Rue",
    "Rue des Tisserands", "Rue du Chapitre", "Boulevard de la Gare", "Rue du Chemin-de-Fer", "Rue de la Nouvelle-Filature", "Rue des Jardins",
)  # fmt: skip
ACROSS = (
    "Rue de la Porte-d'Ouest", "Rue du Cordier", "Rue des Trois-Puits", "Rue du Moulin", "Rue de l'Évêché", "Rue du Marché",
    "Rue des Foulons", "Rue du Pont-Neuf", "Rue de la Fontaine", "Rue du Rempart", "Rue des Écoles", "Rue de l'Octroi",
    "Rue du Champ-de-Foire", "Rue du Vallon", "Chemin du Dernier-Octroi",
)  # fmt: skip
BANK = (
    "Impasse du Lavoir", "Rue du Gué", "Rue du Pont-Vieux", "Rue du Bac", "Rue des Cuves", "Rue de la Garance",
    "Rue du Pastel", "Rue du Pont-Neuf", "Rue des Quatre-Vents", "Rue du Stade", "Rue des Peupliers", "Rue de l'Octroi",
    "Rue du Pré-aux-Foires", "Rue du Séchoir", "Chemin de Halage",
)  # fmt: skip
BRIDGE_NAMES = {2: "Pont-Vieux", 7: "Pont Neuf", 11: "Pont de l'Octroi"}


class Grid:
    """Where each block lies. Corners are shaken by a seed, so that no two blocks are alike."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self._shake = self.random.uniform(-7.0, 7.0, (COLUMNS + 1, ROWS + 1, 2))
        for row in (RIVER_ROW, RIVER_ROW + 1, STATION_ROW, STATION_ROW + 1):
            self._shake[:, row] *= 0.15  # quays and railway run smoothly
        self._east = _edges(WIDTHS)
        self._north = _edges(HEIGHTS)
        self._turn_about = self._straight(*CENTRE)

    def at(self, u: float, v: float) -> Point:
        """The spot at grid position (u, v) in metres; whole numbers are street corners."""
        x, y = self._straight(u, v)
        shaken = self._shaken(u, v)
        x, y = x + shaken[0], y + shaken[1]
        dx, dy = x - self._turn_about[0], y - self._turn_about[1]
        angle = TURN * exp(-((hypot(dx, dy) / TURN_REACH_M) ** 2))
        x = self._turn_about[0] + dx * cos(angle) - dy * sin(angle)
        y = self._turn_about[1] + dx * sin(angle) + dy * cos(angle)
        return x, y + BOW_M * sin(1.9 * pi * (u + 1.5) / COLUMNS)

    def _straight(self, u: float, v: float) -> Point:
        across = np.arange(-OUTSIDE, COLUMNS + OUTSIDE + 1)
        up = np.arange(-OUTSIDE, ROWS + OUTSIDE + 1)
        return float(np.interp(u, across, self._east)), float(np.interp(v, up, self._north))

    def _shaken(self, u: float, v: float) -> Point:
        """The shake of the four corners around, in proportion; none outside the town."""
        if not (0 <= u <= COLUMNS and 0 <= v <= ROWS):
            return 0.0, 0.0
        i, j = min(int(u), COLUMNS - 1), min(int(v), ROWS - 1)
        a, b = u - i, v - j
        four = self._shake[i : i + 2, j : j + 2]
        mixed = (four[0, 0] * (1 - a) + four[1, 0] * a) * (1 - b) + (four[0, 1] * (1 - a) + four[1, 1] * a) * b
        return float(mixed[0]), float(mixed[1])

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The blocks that may carry houses: all but the river's and the railway's."""
        rows = [j for j in range(ROWS) if j not in {RIVER_ROW, STATION_ROW}]
        return tuple((i, j) for i in range(COLUMNS) for j in rows if (i, j) not in NEVER_BUILT)

    @cached_property
    def outline(self) -> Polygon:
        """The edge of the town, river and railway included."""
        rows = [(i, j) for i in range(COLUMNS) for j in range(ROWS) if (i, j) not in NEVER_BUILT]
        return self.block(rows)

    def line(self, start: tuple[float, float], end: tuple[float, float]) -> list[Point]:
        """The way along a grid line, with a bend every half block."""
        steps = round(2 * max(abs(end[0] - start[0]), abs(end[1] - start[1])))
        u, v = np.linspace(start[0], end[0], steps + 1), np.linspace(start[1], end[1], steps + 1)
        return [self.at(float(a), float(b)) for a, b in zip(u, v, strict=True)]

    def block(self, cells: Iterable[Cell]) -> Polygon:
        """The ground between the middles of the streets around one or several neighbouring cells."""
        ring = ((0, 0), (0.5, 0), (1, 0), (1, 0.5), (1, 1), (0.5, 1), (0, 1), (0, 0.5))
        parts = [Polygon([self.at(i + a, j + b) for a, b in ring]) for i, j in cells]
        whole = shapely.union_all(parts, grid_size=0.001)
        if not isinstance(whole, Polygon):
            raise TypeError("the blocks of a place are neighbours")
        return whole

    def beside(self, cells: tuple[Cell, ...], number: int, count: int) -> Point:
        """A spot just inside the edge of a block: `number` of `count` around it."""
        edge = self.block(cells).buffer(-6.0, join_style="mitre").exterior
        spot = edge.interpolate((number + 0.5) / count, normalized=True)
        return float(spot.x), float(spot.y)


def _edges(sizes: tuple[float, ...]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Where the grid lines lie, from `OUTSIDE` blocks before the town to as many behind it."""
    whole = [125.0] * OUTSIDE + list(sizes) + [125.0] * OUTSIDE
    edges = np.concatenate([[0.0], np.cumsum(whole)])
    return np.asarray(edges - edges[OUTSIDE])


def in_old_town(cell: Cell) -> bool:
    west, east, south, north = OLD_TOWN
    return west <= cell[0] < east and south <= cell[1] < north


def unbuilt_edges() -> set[Edge]:
    """The street pieces with open country on both sides."""
    rows = set(range(ROWS)) - {RIVER_ROW, STATION_ROW}
    built = {(i, j) for i in range(COLUMNS) for j in rows} - NEVER_BUILT
    along = {((i, j), (i + 1, j)) for i in range(COLUMNS) for j in range(ROWS + 1) if not {(i, j), (i, j - 1)} & built}
    across = {((i, j), (i, j + 1)) for i in range(COLUMNS + 1) for j in range(ROWS) if not {(i, j), (i - 1, j)} & built}
    return along | across


def inner_edges(spots: Iterable[tuple[Cell, ...]]) -> set[Edge]:
    """The street pieces that a place of several blocks swallows."""
    found: set[Edge] = set()
    for cells in spots:
        taken = set(cells)
        for i, j in cells:
            if (i + 1, j) in taken:
                found.add(((i + 1, j), (i + 1, j + 1)))
            if (i, j + 1) in taken:
                found.add(((i, j + 1), (i + 1, j + 1)))
    return found


def streets(grid: Grid, swallowed: set[Edge]) -> Iterator[tuple[list[Point], Tags]]:
    """All streets, block by block joined into ways; places of several blocks interrupt them."""
    for j in range(ROWS + 1):
        yield from _runs(grid, [((i, j), (i + 1, j)) for i in range(COLUMNS)], swallowed, along=True)
    for i in range(COLUMNS + 1):
        rows = [j for j in range(ROWS) if j not in {RIVER_ROW, STATION_ROW}]
        yield from _runs(grid, [((i, j), (i, j + 1)) for j in rows], swallowed, along=False)
    for i in BRIDGES:
        over = {"highway": kind_of(((i, 3), (i, 4))), "bridge": "yes", "name": BRIDGE_NAMES[i], "lit": "yes"}
        yield grid.line((i, RIVER_ROW), (i, RIVER_ROW + 1)), over
        under = {"highway": kind_of(((i, 9), (i, 10))), "tunnel": "yes", "layer": "-1", "name": ACROSS[i]}
        yield grid.line((i, STATION_ROW), (i, STATION_ROW + 1)), under


def _runs(grid: Grid, edges: list[Edge], swallowed: set[Edge], *, along: bool) -> Iterator[tuple[list[Point], Tags]]:
    run: list[Edge] = []
    for edge in [*edges, None]:
        fits = edge is not None and edge not in swallowed
        if run and not (fits and edge and run[-1][1] == edge[0] and kind_of(run[-1]) == kind_of(edge)):
            (i, j), _ = run[0]
            name = ALONG[j] if along else BANK[i] if j < RIVER_ROW else ACROSS[i]
            yield grid.line(run[0][0], run[-1][1]), {"highway": kind_of(run[0]), "name": name, "lit": "yes"}
            run = []
        if edge and fits:
            run.append(edge)


def kind_of(edge: Edge) -> str:
    """The class of a street: boulevard and through roads, quays, lanes of the old town, streets for walking."""
    (i, j), (k, _) = edge
    along = i != k
    if along and j == 8:  # noqa: PLR2004  # the boulevard on the line of the rampart
        return "secondary"
    if (along and j == 2) or (not along and i == 11):  # noqa: PLR2004  # the two through roads
        return "secondary"
    if (along and j in {4, 10}) or (not along and i in {2, 7}):
        return "tertiary"
    if along and j == 5 and 2 <= i < 11:  # noqa: PLR2004  # the Grande Rue
        return "pedestrian"
    if not along and i == 5 and j in {5, 6}:  # noqa: PLR2004  # from the market to the cathedral
        return "pedestrian"
    return "living_street" if in_old_town((i, j)) else "residential"
