from collections.abc import Callable
from pathlib import Path

import pytest
from tests.engines.terrain.osm import Map

from parvis.engines.terrain import Candidate, Screening, screen

EXTRACTS = (
    "heidelberg-roads-2024",
    "helsinki-centre-2019",
    "liechtenstein-2021",
    "london-centre-2020",
    "milan-roads",
    "monaco-2023",
    "porto-centre-2020",
)


@pytest.fixture
def drawn() -> Map:
    return Map()


@pytest.fixture
def proposed(tmp_path: Path) -> Callable[[Map], list[Candidate]]:
    """What a drawn map proposes."""
    return lambda drawn: screen(drawn.write(tmp_path / "town.osm")).candidates


_SCREENED: dict[str, Screening] = {}


@pytest.fixture(params=EXTRACTS)
def extract(request: pytest.FixtureRequest, shared_data: Path) -> tuple[Path, Screening]:
    """Each real extract with its screening, made once."""
    path = shared_data / f"{request.param}.osm.pbf"
    if request.param not in _SCREENED:
        _SCREENED[request.param] = screen(path)
    return path, _SCREENED[request.param]
