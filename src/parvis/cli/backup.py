"""`parvis backup` and `parvis restore`: everything of an installation in one file, and back."""

import argparse
import hashlib
import json
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version

from parvis import __version__
from parvis.cli.console import DONE, INPUT_UNUSABLE, NOT_SET_UP, errors, fail, set_up_existing

DATABASE = "parvis.sqlite3"
LEFT_OUT = {"extracts", "static"}  # uploads that wait to be read, and what can be made again


def add_to(commands: Any) -> None:
    out = commands.add_parser(
        "backup",
        help="write everything into one file",
        description="Write the database, the files, the keys and the map into one file while Parvis runs. Keep it as "
        "safe as the installation itself: it holds all that is weak in your city.",
    )
    out.add_argument("file", type=Path, metavar="FILE.zip")
    out.add_argument("--data", metavar="DIR", help="data folder (default: PARVIS_DATA, else ./var)")
    out.set_defaults(run=backup)
    back = commands.add_parser(
        "restore",
        help="bring a backup back into an empty data folder",
        description="Check a backup from end to end, then bring it back into an empty data folder. A backup that was "
        "changed, cut or made by a newer version is refused before anything is written.",
    )
    back.add_argument("file", type=Path, metavar="FILE.zip")
    back.add_argument("--data", metavar="DIR", required=True, help="an empty or new data folder")
    back.set_defaults(run=restore)


def backup(arguments: argparse.Namespace) -> int:
    if problem := set_up_existing(arguments.data):
        return fail(problem, NOT_SET_UP)
    from django.conf import settings  # noqa: PLC0415  # after set_up

    if "sqlite3" not in settings.DATABASES["default"]["ENGINE"]:
        return fail(
            "This installation runs on PostgreSQL: back its database up with pg_dump, and the data folder beside it.",
            NOT_SET_UP,
        )
    folder: Path = settings.DATA
    draft = arguments.file.with_name(arguments.file.name + ".part")
    with tempfile.TemporaryDirectory(dir=folder) as place:
        copy = Path(place) / DATABASE
        with closing(sqlite3.connect(folder / DATABASE)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        members = {DATABASE: copy} | dict(_files(folder))
        sums = {name: _sum(path) for name, path in members.items()}
        manifest = {"version": __version__, "made": datetime.now(UTC).isoformat(), "files": sums}
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("manifest.json", json.dumps(manifest, indent=1))
            for name, path in members.items():
                archive.write(path, name)
    draft.chmod(0o600)
    draft.replace(arguments.file)
    errors.print(f"{len(members)} files are in {arguments.file}", markup=False)
    return DONE


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if (
            path.is_file()
            and not path.name.startswith(DATABASE)
            and name.parts[0] not in LEFT_OUT
            and path.suffix != ".part"  # a photo that is just being written
            and "tmp" not in name.parts[0]
        ):
            yield name.as_posix(), path


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def restore(arguments: argparse.Namespace) -> int:
    folder = Path(arguments.data)
    if folder.exists() and any(folder.iterdir()):
        return fail(f"{folder} is not empty. Nothing was changed: name a new folder.", NOT_SET_UP)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as place:
        draft = Path(place) / "restored"
        draft.mkdir(mode=0o700)
        problem = _unpack(arguments.file, draft)
        if problem:
            return fail(f"{problem} Nothing was restored.", INPUT_UNUSABLE)
        if folder.exists():
            folder.rmdir()
        shutil.move(draft, folder)
    errors.print(f"Restored into {folder}. Start it with `parvis serve --data {folder}`.", markup=False)
    return DONE


def _unpack(file: Path, draft: Path) -> str:
    """Unpack what the manifest names, checking every sum; the answer is the problem, or nothing."""
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = json.loads(archive.read("manifest.json"))
            if _newer(manifest["version"]):
                return f"The backup was made by Parvis {manifest['version']}, this is {__version__}: upgrade first."
            for name, expected in manifest["files"].items():
                target = (draft / name).resolve()
                if not target.is_relative_to(draft.resolve()):
                    return "The backup names files outside its folder: it was not made by Parvis."
                target.parent.mkdir(parents=True, exist_ok=True)
                with archive.open(name) as source, target.open("wb") as out:
                    shutil.copyfileobj(source, out)
                if _sum(target) != expected:
                    return f"{name} in the backup was changed after it was made."
    except (zipfile.BadZipFile, KeyError, InvalidVersion, ValueError, EOFError, TypeError, AttributeError):
        return "The file is not a whole backup of Parvis."
    for key in (draft / "secret-key", *draft.glob("keys/*")):
        if key.exists():
            key.chmod(0o600)
    return ""


def _newer(version: str) -> bool:
    return Version(version) > Version(__version__)
