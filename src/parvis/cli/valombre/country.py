"""What lies around and through the town: the river, the railway, the roads out with houses along them, fields and woods."""

from collections.abc import Iterator
from math import hypot

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPoint, Polygon, box

from parvis.cli.valombre.streets import COLUMNS, OUTSIDE, RIVER_ROW, ROWS, STATION_ROW, Grid, Point, Tags

WAYS_OUT = (
    ((COLUMNS - 1, 8), (COLUMNS + OUTSIDE, 8.6), "secondary", "Route de Saint-Loup"),
    ((-OUTSIDE, 7.6), (0, 8), "secondary", "Route de la Varenne"),
    ((COLUMNS, 2), (COLUMNS + OUTSIDE, 1.3), "secondary", "Route des Mauges"),
    ((-OUTSIDE, 1.4), (0, 2), "secondary", "Route de Clairval"),
    ((10.4, -OUTSIDE), (11, 0), "secondary", "Route du Sud"),
    ((11, ROWS), (11.7, ROWS + OUTSIDE), "secondary", "Route du Nord"),
    ((2, ROWS), (1.2, ROWS + OUTSIDE), "tertiary", "Chemin des Vignes"),
    ((2.4, -OUTSIDE), (2, 0), "tertiary", "Chemin de la Lande"),
    ((6, ROWS), (6.6, ROWS + OUTSIDE), "track", "Chemin du Moulin-à-Vent"),
    ((-OUTSIDE, 4.4), (0, 5), "track", "Chemin de Halage"),
)
FIELDS = 150
GROWTH = ("meadow", "meadow", "farmland", "orchard", "farmland", "meadow", "allotments", "farmland")
WOODS = ((-250.0, -200.0, 330.0), (1750.0, 1150.0, 260.0), (150.0, 1330.0, 200.0))  # east, north, reach in metres


def country(grid: Grid, town: Polygon) -> Iterator[tuple[list[Point], Tags]]:
    """Everything that is not a street or a house of the town."""
    lines = []
    for start, end, kind, name in WAYS_OUT:
        road = grid.line(start, end)
        lines.append(LineString(road))
        yield road, {"highway": kind, "name": name}
    river = _band(grid, RIVER_ROW + 0.16, RIVER_ROW + 0.84)
    yield river, {"natural": "water", "water": "river", "name": "L'Ombre"}
    for track in (0.42, 0.5, 0.58):
        rail = grid.line((-OUTSIDE, STATION_ROW + track), (COLUMNS + OUTSIDE, STATION_ROW + track))
        lines.append(LineString(rail))
        yield rail, {"railway": "rail", "name": "Ligne de l'Ombre"}
    along = [house for road in lines[:8] for house in _ribbon(grid, road, town)]
    for house in along:
        yield _ring(house), {"building": "house"}
    wet = Polygon(river).buffer(12.0)
    taken = shapely.union_all([town.buffer(18.0), wet, *(line.buffer(11.0) for line in lines)])
    gardens = shapely.union_all([house.buffer(16.0) for house in along])
    for field, tags in _fields(grid, taken.union(gardens)):
        yield _ring(field), tags


def _band(grid: Grid, low: float, high: float) -> list[Point]:
    steps = [float(u) for u in np.arange(-OUTSIDE, COLUMNS + OUTSIDE + 0.01, 0.25)]
    ring = [grid.at(u, low) for u in steps] + [grid.at(u, high) for u in reversed(steps)]
    return [*ring, ring[0]]


def _ribbon(grid: Grid, road: LineString, town: Polygon) -> Iterator[Polygon]:
    """Houses along a road out of the town, thinning out with the distance."""
    for place in np.arange(20.0, road.length - 20.0, 27.0):
        spot, next_spot = road.interpolate(place), road.interpolate(place + 1.0)
        away = town.distance(spot)
        for side in (-1, 1):
            if grid.random.uniform() > away / 260.0 and away > 12.0:  # noqa: PLR2004  # metres
                dx, dy = next_spot.x - spot.x, next_spot.y - spot.y
                x, y = spot.x - dy * side * 19.0, spot.y + dx * side * 19.0
                front = LineString([(x - dx * 6.0, y - dy * 6.0), (x + dx * 6.0, y + dy * 6.0)])
                yield front.buffer(4.5, cap_style="flat")


def _fields(grid: Grid, taken: shapely.geometry.base.BaseGeometry) -> Iterator[tuple[Polygon, Tags]]:
    """Fields with hedges between them: the ground nearest to each of many seeded points, less what is taken."""
    (west, south), (east, north) = grid.at(-OUTSIDE, -OUTSIDE), grid.at(COLUMNS + OUTSIDE, ROWS + OUTSIDE)
    points = grid.random.uniform((west, south), (east, north), (FIELDS, 2))
    frame = box(west, south, east, north)
    cells = shapely.voronoi_polygons(MultiPoint(points), extend_to=frame, ordered=True)
    for number, cell in enumerate(cells.geoms):
        ground = cell.intersection(frame).difference(taken).buffer(-9.0).buffer(6.0)
        for part in getattr(ground, "geoms", [ground]):
            if isinstance(part, Polygon) and part.area > 900.0 and not part.interiors:  # noqa: PLR2004  # square metres
                yield part, _growth(part, number)


def _growth(field: Polygon, number: int) -> Tags:
    x, y = field.centroid.x, field.centroid.y
    if any(hypot(x - east, y - north) < reach for east, north, reach in WOODS):
        return {"natural": "wood"}
    return {"landuse": GROWTH[number % len(GROWTH)]}


def _ring(shape: Polygon) -> list[Point]:
    return [(float(x), float(y)) for x, y in shape.exterior.coords]
