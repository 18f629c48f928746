"""The ordinary town: rows of houses around courts, lanes through the old blocks, villas and gardens further out."""

from collections.abc import Iterator

from shapely.geometry import LineString, Polygon
from shapely.ops import substring

from parvis.cli.valombre.streets import COLUMNS, Cell, Grid, Point, Tags, in_old_town

Ring = list[Point]
LANES = (
    "Ruelle du Four", "Ruelle des Chats", "Passage du Tisserand", "Ruelle du Puits", "Passage des Carmes", "Ruelle de l'Ancre",
    "Passage du Fil", "Ruelle aux Laines", "Passage de la Navette", "Ruelle du Chanvre", "Ruelle Basse", "Passage du Coq",
)  # fmt: skip
SMALLEST_M2 = 25.0


def houses(grid: Grid, cell: Cell, keep_clear: Polygon | None = None) -> Iterator[tuple[Ring, Tags]]:
    """The houses of one block, and the green of its court. Nothing stands within six metres of `keep_clear`."""
    block = grid.block((cell,))
    dense = in_old_town(cell)
    far = not dense and (cell[1] in {0, 10} or cell[0] in {0, COLUMNS - 1})
    clear = keep_clear.buffer(6.0) if keep_clear else Polygon()
    for part in _halves(grid, cell) if dense and not keep_clear else [block]:
        front = part.buffer(-3.5 if dense else -8.0, join_style="mitre")
        court = front.buffer(-10.0 if dense else -13.0, join_style="mitre")
        if isinstance(court, Polygon) and not court.is_empty and not keep_clear:
            yield _ring(court.buffer(-2.0)), {"leisure": "garden", "access": "private"}
        for house in _plots(grid, front, far=far):
            if not house.intersects(clear):
                levels = str(int(grid.random.integers(2, 4 if far else 6)))
                yield _ring(house), {"building": "house" if far else "yes", "building:levels": levels}


def lane(grid: Grid, cell: Cell) -> tuple[Ring, Tags]:
    """The lane through an old block, from the middle of one side to the middle of the other."""
    i, j = cell
    ends = ((i + 0.5, j), (i + 0.5, j + 1)) if _upright(cell) else ((i, j + 0.5), (i + 1, j + 0.5))
    tags = {"highway": "footway", "name": LANES[(3 * i + 5 * j) % len(LANES)], "lit": "yes"}
    return [grid.at(*ends[0]), grid.at(*ends[1])], tags


def _halves(grid: Grid, cell: Cell) -> list[Polygon]:
    """An old block without its lane, four metres wide between the fronts."""
    line, _ = lane(grid, cell)
    left = grid.block((cell,)).difference(LineString(line).buffer(0.2, cap_style="square"))
    return [part for part in getattr(left, "geoms", [left]) if isinstance(part, Polygon) and part.area > 200.0]  # noqa: PLR2004


def _upright(cell: Cell) -> bool:
    return (cell[0] + cell[1]) % 2 == 0


def _plots(grid: Grid, front: Polygon, *, far: bool) -> Iterator[Polygon]:
    """Houses side by side along the front of a block; far out they stand alone, with gaps between them."""
    if not isinstance(front, Polygon) or front.is_empty:
        return
    street = front.exterior
    start = 0.0
    while start < street.length - 6.0:
        width = float(grid.random.uniform(9.0, 15.0 if far else 19.0))
        gap = float(grid.random.uniform(5.0, 12.0)) if far else 0.0
        depth = float(grid.random.uniform(8.0, 11.0 if far else 14.0))
        end = min(start + width, street.length)
        if grid.random.uniform() > (0.2 if far else 0.05):
            piece = substring(street, start, end).buffer(depth, cap_style="flat", join_style="mitre")
            house = piece.intersection(front.buffer(-2.0 if far else 0.0))
            if isinstance(house, Polygon) and house.area > SMALLEST_M2 and not house.interiors:
                yield house
        start = end + gap


def _ring(shape: object) -> Ring:
    outline = shape.exterior if isinstance(shape, Polygon) else Polygon().exterior
    return [(float(x), float(y)) for x, y in outline.coords]
