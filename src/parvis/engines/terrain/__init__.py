"""Reading the ground: from an OpenStreetMap extract to proposed public spaces and a base map.

from parvis.engines.terrain import screen, to_geojson
found = screen("city.osm.pbf")
collection = to_geojson(found.candidates)
"""

from parvis.engines.terrain.candidate import Candidate, Description, Reason, Screening
from parvis.engines.terrain.errors import ExtractError
from parvis.engines.terrain.geojson import screening_to_geojson, to_geojson
from parvis.engines.terrain.screening import screen
from parvis.engines.terrain.tiles import build_tiles

__all__ = [
    "Candidate",
    "Description",
    "ExtractError",
    "Reason",
    "Screening",
    "build_tiles",
    "screen",
    "screening_to_geojson",
    "to_geojson",
]
