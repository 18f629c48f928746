"""Counts what lies around each place, all places at once."""

import numpy as np
import shapely

from parvis.engines.terrain import metric
from parvis.engines.terrain.metric import Floats, Shapes
from parvis.engines.terrain.surroundings import FEATURES, METRES


def counts(planar: Shapes, k: Floats, features: Shapes, kinds: np.ndarray, owners: np.ndarray) -> np.ndarray:
    """Features of each kind within that kind's distance of each place, as an array (places, kinds) of int.

    planar, k: the places in the plane and the scale there; features: points or polygons in the plane; kinds: each
    one's number in surroundings.FEATURES; owners: the place that a feature belongs to (not counted for it), or -1.
    A feature counts from its middle, a place from its edge.
    """
    table = np.zeros((len(planar), len(FEATURES)), dtype=np.intp)
    if not len(features):
        return table
    middles = shapely.centroid(features)
    for metres in sorted(set(METRES)):
        of_reach = np.isin(kinds, [number for number, reach in enumerate(METRES) if reach == metres])
        rows = np.flatnonzero(of_reach)
        if not len(rows):
            continue
        tree = shapely.STRtree(middles[rows])
        place, near = tree.query(planar, predicate="dwithin", distance=metres * k)
        seen = rows[near]
        other = owners[seen] != place
        np.add.at(table, (place[other], kinds[seen[other]]), 1)
    return table


def in_plane(shapes: Shapes) -> Shapes:
    return metric.to_plane(shapes) if len(shapes) else shapes
