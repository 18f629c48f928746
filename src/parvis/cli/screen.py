"""`parvis screen`: candidates from an extract, without a database."""

import argparse
import json
from pathlib import Path
from typing import Any

from parvis.cli.console import DONE, INPUT_UNUSABLE, errors, fail, progress


def add_to(commands: Any) -> None:
    command = commands.add_parser(
        "screen",
        help="list the public spaces that an OpenStreetMap extract shows",
        description="Read an OpenStreetMap extract and write the public spaces that it shows as GeoJSON, each with its "
        "category, its name and the reasons. Needs no database and sends nothing anywhere.",
    )
    command.add_argument("extract", type=Path, metavar="EXTRACT", help="a .osm.pbf or .osm file")
    command.add_argument(
        "--out", type=Path, required=True, metavar="FILE.geojson", help="where to write the candidates"
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from parvis.engines.terrain import ExtractError, screen, to_geojson  # noqa: PLC0415  # heavy: only when asked for

    if not arguments.out.resolve().parent.is_dir():
        where = arguments.out.parent
        return fail(
            f"There is no folder {where}. Nothing was read or written: make it first, or name another.", INPUT_UNUSABLE
        )
    try:
        with progress(arguments.extract.name) as tell:
            found = screen(arguments.extract, progress=tell)
    except ExtractError as bad:
        return fail(str(bad), INPUT_UNUSABLE)
    draft = arguments.out.with_suffix(".part")
    draft.write_text(json.dumps(to_geojson(found.candidates), ensure_ascii=False), encoding="utf-8")
    draft.replace(arguments.out)
    errors.print(f"{len(found.candidates)} candidates written to {arguments.out}", markup=False)
    return DONE
