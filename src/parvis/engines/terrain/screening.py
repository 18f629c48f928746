"""From an extract of OpenStreetMap to proposed places: what they are, and what speaks for each."""

import os
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from parvis.engines.terrain import around, duplicates, metric, naming, surroundings
from parvis.engines.terrain.candidate import Candidate, Description, Reason, Screening
from parvis.engines.terrain.errors import ExtractError
from parvis.engines.terrain.gatherer import Extract
from parvis.engines.terrain.intake import readable
from parvis.engines.terrain.metric import Floats, Shapes
from parvis.engines.terrain.reading import Progress, read
from parvis.engines.terrain.reasons import reasons_for
from parvis.engines.terrain.rules import CATEGORIES, CATEGORY, LEAST_LENGTH, RANK, STREET_SHOPS
from parvis.engines.terrain.shapes import Pieces, make, mend, pieces

NEAREST_NAMED = 400.0  # metres within which an unnamed place is called after a named one
AS_NEAR = 0.1  # metres that do not make one neighbour nearer than another: less than a map can tell


@dataclass(slots=True)
class Place:
    """A group of pieces on its way to a candidate."""

    rows: list[int]
    main: int
    kinds: list[str]
    shape: BaseGeometry
    name: str


def screen(path: str | os.PathLike[str], *, progress: Progress | None = None) -> Screening:
    """Reads an extract (.osm.pbf, .osm, .osm.gz, .osm.bz2) and proposes public spaces for a register.

    progress is called with a step (check, read, merge, surroundings, names) and the share of it that is done, 0 to 1;
    what it raises ends the work and is passed on. The order, by category and name, rates nothing.
    Raises ExtractError, whose `kind` is empty, truncated, wrong_format, no_candidates, damaged, unreadable or too_large.
    """
    report = progress or (lambda _step, _done: None)
    source = readable(path)
    extract = read(source, report)
    try:
        mend(source, extract)
        return assemble(source.name, extract, report)
    except shapely.errors.ShapelyError as failure:
        raise ExtractError("unreadable", source.name, str(failure)) from failure


def assemble(name: str, extract: Extract, report: Progress) -> Screening:
    """The candidates of what was read."""
    parts = pieces(extract)
    if not parts.found:
        nothing = extract.is_bare and not extract.left_out
        raise ExtractError("empty" if nothing else "no_candidates", name)
    report("merge", 0.0)
    places = [place_of(parts, rows) for rows in duplicates.groups(parts)]
    shapes, planar, k = columns(places)
    report("surroundings", 0.0)
    table = neighbours(extract, parts, places, planar, k)
    lengths = metric.lengths(planar, k)
    keep = [row for row, place in enumerate(places) if settle_street(place, table[row], lengths[row])]
    if not keep:
        raise ExtractError("no_candidates", name)
    report("names", 0.0)
    kept = [places[row] for row in keep]
    described = descriptions(kept, extract, shapes[keep], planar[keep], k[keep])
    extents = zip(metric.areas(planar[keep], k[keep]), lengths[keep], strict=True)
    candidates = [
        candidate(parts, place, words, reasons_for(parts, place.rows, place.kinds, (area, length), counts), area)
        for place, words, (area, length), counts in zip(kept, described, extents, table[keep], strict=True)
    ]
    candidates.sort(key=position)
    report("names", 1.0)
    return Screening(candidates, bounds(extract, shapes), extract.data_date, tally(extract, parts, candidates))


def columns(places: list[Place]) -> tuple[Shapes, Shapes, Floats]:
    """The places' shapes in degrees and in the plane, and the scale of the plane at each."""
    shapes = np.empty(len(places), dtype=object)
    shapes[:] = [place.shape for place in places]
    return shapes, metric.to_plane(shapes), metric.scale(metric.latitudes(shapes))


def place_of(parts: Pieces, rows: list[int]) -> Place:
    main = duplicates.main_row(parts, rows)
    kinds = {rule.kind for row in rows for rule in parts.kinds[row]}
    names = [parts.found[main].tags.get("name", ""), *sorted(parts.found[row].tags.get("name", "") for row in rows)]
    name = next((name.strip() for name in names if name.strip()), "")
    return Place(rows, main, sorted(kinds, key=RANK.__getitem__), duplicates.joined(parts, rows), name)


def neighbours(extract: Extract, parts: Pieces, places: list[Place], planar: Shapes, k: Floats) -> np.ndarray:
    """The counts of around.counts for every place; what is part of a place does not count as lying around it."""
    owner = {parts.found[row].osm_id: number for number, place in enumerate(places) for row in place.rows}
    owners = np.array([owner.get(osm_id, -1) for osm_id in extract.feature_ids], dtype=np.intp)
    features = around.in_plane(make(extract.feature_shapes))
    return around.counts(planar, k, features, np.array(extract.feature_kinds, dtype=np.intp), owners)


def settle_street(place: Place, counts: np.ndarray, length: float) -> bool:
    """Decides what a street for walking is, by the shops along it. False when it is nothing for a register.

    A street that was merged with ground, such as a square of the same name, has no least length of its own.
    """
    if "shopping_street" not in place.kinds:
        return True
    shops = counts[surroundings.CODE["shops"]] + counts[surroundings.CODE["food"]]
    kind = "shopping_street" if shops >= STREET_SHOPS else "walking_street"
    others = [other for other in place.kinds if other not in {"shopping_street", "walking_street"}]
    long_enough = length >= LEAST_LENGTH[kind]
    street = [kind] if long_enough and (not others or kind == "shopping_street") else []
    place.kinds = sorted([*others, *street], key=RANK.__getitem__)
    return bool(place.kinds)


def descriptions(
    places: list[Place], extract: Extract, shapes: Shapes, planar: Shapes, k: Floats
) -> list[Description | None]:
    """Words for the unnamed among the places; None for those with a name."""
    found: list[Description | None] = [None] * len(places)
    unnamed = [row for row, place in enumerate(places) if not place.name]
    named = [row for row, place in enumerate(places) if place.name]
    if not unnamed:
        return found
    along = naming.streets(shapes[unnamed], extract.road_names, extract.road_shapes)
    nearest = _neighbours([places[row].name for row in named], planar[named], planar[unnamed], k[unnamed])
    for row, street, neighbour in zip(unnamed, along, nearest, strict=True):
        found[row] = naming.describe(places[row].kinds[0], places[row].shape, street, neighbour)
    return found


def _neighbours(names: list[str], named: Shapes, unnamed: Shapes, k: Floats) -> list[str]:
    """For each unnamed shape the name of the nearest named one; '' beyond 400 m. Of those as near, the first by name."""
    found = [""] * len(unnamed)
    if not names:
        return found
    tree = shapely.STRtree(named)
    (row, _near), gap = tree.query_nearest(unnamed, return_distance=True, all_matches=False)
    row, gap = row[gap <= NEAREST_NAMED * k[row]], gap[gap <= NEAREST_NAMED * k[row]]
    for place, near in tree.query(unnamed[row], predicate="dwithin", distance=gap + AS_NEAR * k[row]).T:
        found[row[place]] = min(filter(None, (found[row[place]], names[near])))
    return found


def candidate(
    parts: Pieces, place: Place, described: Description | None, reasons: tuple[Reason, ...], area: float
) -> Candidate:
    main = parts.found[place.main]
    members = tuple(sorted(parts.found[row].osm_id for row in place.rows))
    return Candidate(
        osm_id=main.osm_id,
        category=CATEGORY[place.kinds[0]],
        kind=place.kinds[0],
        name=described.words() if described else place.name,
        geometry=place.shape,
        area_m2=round(float(area), 1),
        tags=main.tags,
        reasons=reasons,
        members=members,
        version=main.version,
        timestamp=main.timestamp,
        described=described,
    )


def position(proposed: Candidate) -> tuple[object, ...]:
    west, south, _, _ = proposed.geometry.bounds
    return CATEGORIES.index(proposed.category), proposed.name, round(west, 7), round(south, 7), proposed.osm_id


def bounds(extract: Extract, shapes: Shapes) -> tuple[float, float, float, float]:
    if extract.box:
        return extract.box
    west, south, east, north = (float(side) for side in shapely.total_bounds(shapes))
    return west, south, east, north


def tally(extract: Extract, parts: Pieces, candidates: list[Candidate]) -> dict[str, int]:
    counts = {
        "candidates": len(candidates),
        "merged": sum(len(one.members) - 1 for one in candidates),
        "left_out": extract.left_out,
        "repaired": sum(parts.repaired),
        "surroundings": len(extract.feature_kinds),
        "roads": len(extract.road_names),
    }
    for category in CATEGORIES:
        counts[f"category_{category}"] = sum(one.category == category for one in candidates)
    return counts
