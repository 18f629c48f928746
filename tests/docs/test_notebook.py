"""The lines of docs/use/notebook.md do what the page says, without Django."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from shapely.geometry import shape

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES = 15


def lines() -> str:
    page = (ROOT / "docs" / "use" / "notebook.md").read_text(encoding="utf-8")
    return page.split("```python\n")[1].split("```")[0]


def test_it_is_short():
    assert len(lines().strip().splitlines()) <= MOST_LINES


def test_it_runs_without_django(shared_data: Path, tmp_path: Path):
    shutil.copy(shared_data / "porto-centre-2020.osm.pbf", tmp_path / "city.osm.pbf")
    code = lines() + "\nimport sys\nassert not [name for name in sys.modules if name.split('.')[0] == 'django']\n"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "places; map data of 2020-07-20" in done.stdout
    collection = json.loads((tmp_path / "candidates.geojson").read_text())
    assert collection["type"] == "FeatureCollection"
    assert len(collection["features"]) > 100
    assert all(shape(feature["geometry"]).is_valid for feature in collection["features"])
    assert {"category", "name", "reasons"} <= set(collection["features"][0]["properties"])
