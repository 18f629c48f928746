"""Reads an extract in a process of its own.

    python -m parvis.engines.terrain screen FILE --out X.geojson --tiles Y.pmtiles

Whoever starts it can show its progress (JSON lines on standard error), end it to cancel, and need not fear the file:
the process limits its own memory, time and output. It ends with 0; with 3 and one JSON line {"error", "message"} when
the extract cannot be used. Results are written whole or not at all.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from parvis.engines.terrain.errors import ExtractError, kind_of
from parvis.engines.terrain.geojson import screening_to_geojson
from parvis.engines.terrain.limits import limit
from parvis.engines.terrain.screening import screen
from parvis.engines.terrain.tiles import build_tiles

UNUSABLE = 3


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    name = options.file.name
    limit(options.memory, options.seconds)
    try:
        found = screen(options.file, progress=say_progress)
        write_json(options.out, screening_to_geojson(found))
        if options.tiles:
            build_tiles(options.file, options.tiles, progress=say_progress)
    except ExtractError as problem:
        return say_error(problem)
    except TimeoutError as problem:
        return say_error(ExtractError("too_large", name, str(problem)))
    except OSError as problem:
        say(sys.stderr, {"error": "not_written", "message": f"The result could not be written: {problem.strerror}."})
        return UNUSABLE
    except Exception as problem:  # noqa: BLE001  the supervisor gets a sentence, never a trace
        return say_error(ExtractError(kind_of(problem), name, repr(problem)))
    return 0


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m parvis.engines.terrain", description=__doc__)
    verbs = top.add_subparsers(dest="verb", required=True)
    verb = verbs.add_parser("screen", help="propose public spaces from an OpenStreetMap extract")
    verb.add_argument("file", type=Path, metavar="FILE", help="an extract: .osm.pbf, .osm, .osm.gz or .osm.bz2")
    verb.add_argument("--out", type=Path, required=True, help="the candidates, as GeoJSON")
    verb.add_argument("--tiles", type=Path, help="a base map from the same extract, as PMTiles")
    verb.add_argument("--memory", type=int, default=4096, help="most memory in MB (default 4096)")
    verb.add_argument("--seconds", type=int, default=1800, help="most processor time in seconds (default 1800)")
    return top


def say_progress(step: str, done: float) -> None:
    say(sys.stderr, {"step": step, "done": round(done, 3)})


def say_error(problem: ExtractError) -> int:
    say(sys.stderr, {"error": problem.kind, "message": problem.sentence(), "detail": problem.detail})
    return UNUSABLE


def say(stream: TextIO, what: dict[str, Any]) -> None:
    stream.write(json.dumps(what, ensure_ascii=False) + "\n")
    stream.flush()


def write_json(out: Path, content: dict[str, Any]) -> None:
    """Writes beside the target and then moves, so that a reader never sees half a file."""
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}.") as folder:
        unfinished = Path(folder) / "out"
        unfinished.write_text(json.dumps(content, ensure_ascii=False, allow_nan=False), encoding="utf-8")
        unfinished.replace(out)


if __name__ == "__main__":
    sys.exit(main())
