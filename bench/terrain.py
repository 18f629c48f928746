"""Reading an extract: Parvis against pyosmium alone, against osmnx with geopandas, and against the bytes themselves.

    script/bench terrain [--quick] [--write] [FILE ...]

Each figure is the least of several runs, every run in a process of its own, so that no cache is warm and the memory is
that of the job alone. The time is that of the job, without starting Python and importing libraries.
(a) pyosmium: assemble roads and areas (building, amenity, leisure, place, landuse) as WKB, and nothing else.
(b) osmnx and geopandas: candidates with size and counts, as GeoJSON, as a practitioner would write it. It reads only
    .osm XML, so Parvis reads the same XML for that row, without the ways and relations that the extract's edge cut, on
    which it fails.
(c) the bytes: read the .osm.pbf and inflate its blocks, which any reader has to do at least once.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("PARVIS_SHARED_DATA", ROOT.parent / "shared" / "data"))
PAGE = ROOT / "docs" / "develop" / "performance.md"
MARKS = ("<!-- terrain -->", "<!-- /terrain -->")
QUICK = ("monaco-2023", "london-centre-2020")
RUNS = 7
XML_RUNS = 3
JOB_LIMIT = 1500  # seconds
LEAST_GROUND = 300  # square metres

Job = Callable[[], int]


def parvis(path: Path) -> Job:
    from parvis.engines.terrain import screen

    return lambda: len(screen(path).candidates)


def parvis_to_geojson(path: Path) -> Job:
    from parvis.engines.terrain import screen, to_geojson

    return lambda: len(json.dumps(to_geojson(screen(path).candidates)))


def pyosmium(path: Path) -> Job:
    import osmium
    from osmium.filter import KeyFilter
    from osmium.geom import WKBFactory

    keys = ("building", "amenity", "leisure", "place", "landuse")

    def job() -> int:
        factory = WKBFactory()
        shapes = []
        objects = osmium.FileProcessor(path).with_areas(KeyFilter(*keys)).with_filter(KeyFilter("highway", *keys))
        for thing in objects:
            try:
                if thing.is_area():
                    shapes.append(factory.create_multipolygon(thing))
                elif thing.is_way() and "highway" in thing.tags:
                    shapes.append(factory.create_linestring(thing))
            except (RuntimeError, osmium.InvalidLocationError):
                continue
        return len(shapes)

    return job


def osmnx(path: Path) -> Job:
    import geopandas
    import osmnx as ox
    import pandas as pd

    from parvis.engines.terrain.rules import RULES
    from parvis.engines.terrain.surroundings import FEATURES

    ruled = [(key, values) for _, _, key, values, *_ in map(astuple, RULES) if values]
    tags: dict[str, Any] = {}
    for key, values in [*ruled, *(pair for feature in FEATURES for pair in feature.tags)]:
        known = tags.get(key, [])
        tags[key] = True if known is True or not values else sorted({*known, *values})
    tags["highway"] = True  # the streets, for names

    def picked(table: Any, pairs: list[tuple[str, tuple[str, ...]]]) -> Any:
        chosen = pd.Series(data=False, index=table.index)
        for key, values in pairs:
            if key in table:
                chosen |= table[key].isin(values) if values else table[key].notna()
        return table[chosen]

    def job() -> int:
        table = ox.features_from_xml(path, tags=tags)
        table = table.to_crs(table.estimate_utm_crs())
        places = picked(table, ruled).copy()
        places["area_m2"] = places.area
        places = places[
            (places["area_m2"] >= LEAST_GROUND) | (places.geom_type == "Point") | (places.geom_type == "LineString")
        ]
        for feature in FEATURES:
            near = picked(table, list(feature.tags))
            near = geopandas.GeoDataFrame(geometry=near.centroid, crs=table.crs)
            reach = geopandas.GeoDataFrame(geometry=places.buffer(feature.metres), crs=table.crs)
            hits = geopandas.sjoin(reach.reset_index(drop=True), near, predicate="intersects")
            places[feature.code] = hits.groupby(level=0).size().reindex(range(len(places)), fill_value=0).to_numpy()
        streets = table[table["highway"].notna() & table["name"].notna()][["name", "geometry"]]
        unnamed = places[places["name"].isna()][["geometry"]]
        geopandas.sjoin_nearest(unnamed, streets, max_distance=60)
        return len(places[["geometry", "name", "area_m2"]].to_crs(4326).to_json())

    return job


def inflate(path: Path) -> Job:
    from parvis.engines.terrain.intake import _varint, _varint_field

    def job() -> int:
        content = path.read_bytes()
        place = total = 0
        while place < len(content):
            length = int.from_bytes(content[place : place + 4], "big")
            data = _varint_field(content[place + 4 : place + 4 + length], 3)
            blob = memoryview(content)[place + 4 + length : place + 4 + length + data]
            place += 4 + length + data
            _, start = _varint(bytes(blob[:12]), 1)  # raw_size
            _, start = _varint(bytes(blob[:24]), start + 1)  # length of zlib_data
            total += len(zlib.decompress(blob[start:]))
        return total

    return job


JOBS = {
    "parvis": parvis,
    "parvis_to_geojson": parvis_to_geojson,
    "pyosmium": pyosmium,
    "osmnx": osmnx,
    "inflate": inflate,
}


def one(name: str, path: Path) -> None:
    """Runs a job once, in this process, and prints what it took."""
    job = JOBS[name](path)
    before = time.perf_counter()
    result = job()
    seconds = time.perf_counter() - before
    print(json.dumps({"seconds": seconds, "memory": peak(), "result": result}))


def peak() -> float:
    """The most memory that this process held, in MB. Not ru_maxrss, which begins with what its parent held."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def measure(names: tuple[str, ...], path: Path, runs: int) -> list[dict[str, float] | None]:
    """For each job the least time and memory of several processes, and how far the slowest was off; None when it took
    too long. The jobs take turns, so that a busy minute of the machine falls on all of them."""
    seen: dict[str, list[dict[str, float]]] = {name: [] for name in names}
    for _ in range(runs):
        for name in names:
            if (run := in_a_process(name, path)) is not None:
                seen[name].append(run)
    return [least(seen[name]) for name in names]


def in_a_process(name: str, path: Path) -> dict[str, float] | None:
    command = [sys.executable, __file__, "--one", name, str(path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONWARNINGS": "ignore"}
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=JOB_LIMIT)
    except subprocess.TimeoutExpired:
        return None
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def least(runs: list[dict[str, float]]) -> dict[str, float] | None:
    if not runs:
        return None
    seconds = [run["seconds"] for run in runs]
    memory = min(run["memory"] for run in runs)
    return {"seconds": min(seconds), "memory": memory, "noise": max(seconds) / min(seconds) - 1}


def to_xml(path: Path, folder: Path) -> Path:
    """The extract as .osm XML, without ways and relations that the extract's edge cut: osmnx fails on those."""
    import osmium

    out = folder / path.name.replace(".osm.pbf", ".osm")
    nodes: set[int] = set()
    ways: set[int] = set()
    with osmium.SimpleWriter(out) as writer:
        for thing in osmium.FileProcessor(path):
            if thing.is_node():
                nodes.add(thing.id)
            elif thing.is_way():
                if not all(node.ref in nodes for node in thing.nodes):
                    continue
                ways.add(thing.id)
            elif not all(member.ref in ways for member in thing.members if member.type == "w"):
                continue
            writer.add(thing)
    return out


def rows(paths: list[Path]) -> tuple[list[str], list[str], float]:
    """The lines of both tables, and the worst noise seen."""
    binary = [
        "| extract | Parvis | pyosmium alone (a) | ratio | bytes alone (c) | memory |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    text = [
        "| extract as .osm XML | Parvis | osmnx, geopandas (b) | faster by | Parvis memory | osmnx memory | share |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    noise = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            name = path.name.removesuffix(".osm.pbf")
            ours, bare, floor = measure(("parvis", "pyosmium", "inflate"), path, RUNS)
            assert ours
            assert bare
            assert floor
            noise = max(noise, ours["noise"], bare["noise"])
            binary.append(
                f"| {name} | {ours['seconds']:.3f} s | {bare['seconds']:.3f} s | {ours['seconds'] / bare['seconds']:.2f} "
                f"| {floor['seconds']:.3f} s | {ours['memory']:.0f} MB |"
            )
            print(binary[-1], flush=True)
            xml = to_xml(path, Path(folder))
            mine, theirs = measure(("parvis_to_geojson", "osmnx"), xml, XML_RUNS)
            xml.unlink()
            assert mine
            text.append(against(name, mine, theirs))
            print(text[-1], flush=True)
    return binary, text, noise


def against(name: str, mine: dict[str, float], theirs: dict[str, float] | None) -> str:
    ours = f"| {name} | {mine['seconds']:.2f} s "
    if theirs is None:
        return (
            f"{ours}| over {JOB_LIMIT} s | over {JOB_LIMIT / mine['seconds']:.0f} times | {mine['memory']:.0f} MB | | |"
        )
    return (
        f"{ours}| {theirs['seconds']:.1f} s | {theirs['seconds'] / mine['seconds']:.0f} times | {mine['memory']:.0f} MB "
        f"| {theirs['memory']:.0f} MB | {mine['memory'] / theirs['memory']:.2f} |"
    )


def write_page(section: str) -> None:
    """Puts the section between its marks, and leaves the rest of the page as it is."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else "# Performance\n"
    if MARKS[0] not in page:
        page = page.rstrip() + f"\n\n{MARKS[0]}\n{MARKS[1]}\n"
    before, _, rest = page.partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    PAGE.write_text(f"{before}{MARKS[0]}\n{section}\n{MARKS[1]}{after}", encoding="utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="*", type=Path, help="extracts (.osm.pbf); by default the shared ones")
    options.add_argument("--quick", action="store_true", help="only the small shared extracts")
    options.add_argument("--write", action="store_true", help="write the tables to docs/develop/performance.md")
    options.add_argument("--one", nargs=2, metavar=("JOB", "FILE"), help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.one:
        one(given.one[0], Path(given.one[1]))
        return
    paths = given.files or sorted(DATA.glob("*.osm.pbf"), key=lambda path: path.stat().st_size)
    if given.quick:
        paths = [path for path in paths if path.name.removesuffix(".osm.pbf") in QUICK]
    if not paths:
        sys.exit(f"No extracts: name some, or set PARVIS_SHARED_DATA (now {DATA}).")
    load = os.getloadavg()[0]
    binary, text, noise = rows(paths)
    section = "\n".join(
        [
            "## Reading an extract",
            "",
            f"`script/bench terrain`, {time.strftime('%Y-%m-%d')}: {os.cpu_count()} processors, load {load:.1f} at the start;",
            f"the slowest of {RUNS} runs up to {noise:.0%} above the least, which is shown. What is measured is said at the",
            "head of `bench/terrain.py`. Goals: at most 2 times (a), at least 8 times faster than (b), with at most a third",
            "of its memory.",
            "",
            *binary,
            "",
            *text,
        ]
    )
    print("\n" + section)
    if given.write:
        write_page(section)


if __name__ == "__main__":
    main()
