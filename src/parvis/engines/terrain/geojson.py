"""Candidates as GeoJSON (RFC 7946): lon/lat in WGS84, rings by the right-hand rule, seven decimals as on the map."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from parvis.engines.statement import Translate
from parvis.engines.terrain.candidate import Candidate, Screening

DECIMALS = 7
ATTRIBUTION = "© OpenStreetMap contributors, Open Database License 1.0"


def to_geojson(candidates: Iterable[Candidate], *, translate: Translate = str) -> dict[str, Any]:
    """A FeatureCollection of the candidates.

    Each feature's id is its osm_id; its properties are category, kind, name, reasons (sentences), osm_id, area_m2,
    and for a machine reason_codes and described (codes with values), members, osm_version, timestamp.
    """
    listed = list(candidates)
    shapes = geometries([candidate.geometry for candidate in listed])
    features = [feature(candidate, shape, translate) for candidate, shape in zip(listed, shapes, strict=True)]
    return {"type": "FeatureCollection", "attribution": ATTRIBUTION, "features": features}


def screening_to_geojson(screening: Screening, *, translate: Translate = str) -> dict[str, Any]:
    """The same with what is known of the extract, for an importer: parvis:bounds, parvis:counts, parvis:data_date."""
    return {
        **to_geojson(screening.candidates, translate=translate),
        "parvis:bounds": list(screening.bounds),
        "parvis:counts": screening.counts,
        "parvis:data_date": moment(screening.data_date),
    }


def feature(candidate: Candidate, shape: dict[str, Any], translate: Translate) -> dict[str, Any]:
    described = candidate.described
    properties = {
        "category": candidate.category,
        "kind": candidate.kind,
        "name": candidate.title(translate),
        "reasons": candidate.sentences(translate),
        "osm_id": candidate.osm_id,
        "area_m2": candidate.area_m2,
        "reason_codes": [{"code": reason.code, "values": dict(reason.values)} for reason in candidate.reasons],
        "described": described and {"code": described.code, "kind": described.kind, "values": dict(described.values)},
        "members": list(candidate.members),
        "osm_version": candidate.version,
        "timestamp": moment(candidate.timestamp),
    }
    return {
        "type": "Feature",
        "id": candidate.osm_id,
        "geometry": shape,
        "properties": properties,
    }


def geometries(shapes: list[BaseGeometry]) -> list[dict[str, Any]]:
    """Geometry objects: outer rings anticlockwise, holes clockwise (RFC 7946, section 3.1.6)."""
    column = np.empty(len(shapes), dtype=object)
    column[:] = shapes
    turned = shapely.orient_polygons(column)
    rounded = shapely.transform(turned, lambda places: np.round(places, DECIMALS))
    return [dict(mapping(shape)) for shape in rounded]


def moment(when: datetime | None) -> str | None:
    return when.isoformat().replace("+00:00", "Z") if when else None
