"""Reading an extract in a child process, watched and cancellable, so that a hostile file harms nobody (ADR 0002)."""

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.content.language import said
from parvis.engines.terrain import Reason
from parvis.places.actions.intake import end_import, keep_screening
from parvis.places.models import ImportRun

SUFFIXES = (".osm.pbf", ".pbf", ".osm", ".osm.gz", ".osm.bz2", ".xml")
Watch = Callable[[str, float], bool]  # step and share done; answers False to stop


class ReadingStopped(Exception):
    """Somebody asked to cancel."""


class ReadingFailed(Exception):
    """The extract cannot be used; `kind` names the reason."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def extract_path(run_id: UUID, name: str) -> Path:
    """Where an extract waits to be read. The suffix tells the reader the format; nothing else of the name is used."""
    suffix = next((ending for ending in SUFFIXES if name.lower().endswith(ending)), ".osm.pbf")
    folder: Path = settings.DATA / "extracts"
    return folder / f"{run_id}{suffix}"


def tiles_path() -> Path:
    folder: Path = settings.DATA / "tiles"
    return folder / "city.pmtiles"


def read(extract: Path, tiles: Path, watch: Watch) -> dict[str, Any]:
    """Screen an extract and make its base map, in a child process. Returns the screening as GeoJSON.

    Raises ReadingStopped when `watch` answers False, ReadingFailed when the file cannot be used.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "candidates.geojson"
        command = [sys.executable, "-m", "parvis.engines.terrain", "screen", str(extract)]
        command += ["--out", str(out), "--tiles", str(tiles)]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as child:  # noqa: S603  # our own module
            problem = _follow(child, watch)
        if child.returncode:
            # A child that died on a signal ran out of the memory or the time that it was given.
            raise ReadingFailed(problem or ("too_large" if child.returncode < 0 else "unreadable"))
        screening: dict[str, Any] = json.loads(out.read_text())
        return screening


def _follow(child: "subprocess.Popen[str]", watch: Watch) -> str:
    """Hand the child's progress on; returns the kind of its failure, if it failed."""
    problem = ""
    for line in child.stderr or ():
        message = _message(line)
        problem = str(message.get("error", problem))
        if "step" in message and not watch(str(message["step"]), float(message.get("done", 0))):
            child.terminate()
            raise ReadingStopped
    return problem


def _message(line: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}  # a warning of a library
    return found if isinstance(found, dict) else {}


@contextlib.contextmanager
def _closing(run: ImportRun) -> Iterator[None]:
    """Whatever happens, the run ends with a state that tells it."""
    try:
        yield
    except ReadingStopped:
        end_import(run, ImportRun.State.CANCELLED)
    except ReadingFailed as failed:
        end_import(run, ImportRun.State.FAILED, failed.kind)
    except Exception:
        end_import(run, ImportRun.State.FAILED, "worker_died")
        raise


def carry_out(run_id: UUID | str, extract: Path, report: Callable[[str, float], None] | None = None) -> ImportRun:
    """Read the extract of a run to the end: progress into the row, candidates kept, or a reason why not."""
    run = ImportRun.objects.select_related("by", "owner").get(pk=run_id)
    if run.over:
        return run
    ImportRun.objects.filter(pk=run.pk).update(state=ImportRun.State.RUNNING, beat=timezone.now())
    run.refresh_from_db()

    def watch(step: str, done: float) -> bool:
        if report:
            report(step, done)
        rows = ImportRun.objects.filter(pk=run.pk)
        rows.update(step=step[:40], progress=done, beat=timezone.now())
        return not rows.filter(cancel_asked=True).exists()

    with _closing(run):
        tiles_path().parent.mkdir(parents=True, exist_ok=True)
        keep_screening(run, read(extract, tiles_path(), watch))
    return run


def reasons_in_words(reasons: list[dict[str, Any]]) -> list[str]:
    """The reasons of a candidate as sentences in the reader's language."""
    return [said(Reason(code=reason["code"], values=reason["values"])) for reason in reasons]


def sentence_of_problem(problem: str) -> str:
    """What happened to an import, what was kept, what to do."""
    return {
        "": "",
        "empty": _("The file holds no map data. The register is unchanged: download the extract again, or export a larger area."),
        "truncated": _("The file ends in the middle. The register is unchanged: download the extract again and send it whole."),
        "wrong_format": _("This is not an OpenStreetMap extract. The register is unchanged: send a .osm.pbf or .osm file."),
        "no_candidates": _("The extract was read, but no public space was found in it. The register is unchanged: check that it covers your city."),
        "too_large": _("The extract needs more memory or time than allowed. The register is unchanged: cut your city out of it first."),
        "damaged": _("The file is damaged: it holds what no map can hold, such as a place outside the world. The register is unchanged: download the extract again."),
        "worker_died": _("The reading was interrupted. The register is unchanged: send the extract again."),
    }.get(problem, _("The file could not be read. The register is unchanged: check it, then send it again."))  # fmt: skip
