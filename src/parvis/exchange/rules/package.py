"""A practice sheet as a zip of two files, the same bytes for the same sheet; and the careful way back."""

import hashlib
import json
import zipfile
from datetime import date
from io import BytesIO
from typing import Any, cast

from pydantic import ValidationError

from parvis.exchange.rules.sheet import FileNote, Manifest, OpenLabel, Sheet

MAX_FILE = 1024**2
NAMES = {"manifest.json", "practice.json"}


class PackageError(ValueError):
    """A package that cannot be used. `code`: not_a_zip, wrong_files, packed, too_large, wrong_digest, wrong_content."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def pack(sheet: Sheet, *, urn: str, edition: int, issuer: str, issued: date, marking: str, recipients: str) -> bytes:
    """The package, nothing compressed. Raises ValueError for a marking above the recipients' or above TLP:GREEN."""
    body = _json(sheet.model_dump(mode="json"))
    manifest = Manifest(
        format=1,
        urn=urn,
        edition=edition,
        issuer=issuer,
        issued=issued,
        marking=cast("OpenLabel", marking),  # pydantic looks at the value: anything stricter stops here
        recipients=cast("OpenLabel", recipients),
        files={"practice.json": FileNote(sha256=hashlib.sha256(body).hexdigest(), size=len(body))},
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in (("manifest.json", _json(manifest.model_dump(mode="json"))), ("practice.json", body)):
            entry = zipfile.ZipInfo(name)  # always dated 1980: the bytes must not depend on the clock
            entry.create_system, entry.external_attr = 3, 0o600 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def unpack(data: bytes) -> tuple[Manifest, Sheet]:
    """Manifest and sheet of a package whose signature was verified. Raises PackageError, and writes nothing to disk.

    Exactly two known names, stored without compression: a path that leads elsewhere, a link, a nested archive or a
    small file that unfolds into a large one has no place here.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) != len(NAMES) or {entry.filename for entry in entries} != NAMES:
                raise PackageError("wrong_files")
            if any(entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1 for entry in entries):
                raise PackageError("packed")
            if any(max(entry.file_size, entry.compress_size) > MAX_FILE for entry in entries):
                raise PackageError("too_large")
            manifest, practice = (archive.read(name) for name in ("manifest.json", "practice.json"))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, OverflowError):
        raise PackageError("not_a_zip") from None
    return _checked(manifest, practice)


def _checked(manifest: bytes, practice: bytes) -> tuple[Manifest, Sheet]:
    try:
        note, sheet = Manifest.model_validate_json(manifest), Sheet.model_validate_json(practice)
    except (ValidationError, RecursionError):
        raise PackageError("wrong_content") from None
    if note.files["practice.json"] != FileNote(sha256=hashlib.sha256(practice).hexdigest(), size=len(practice)):
        raise PackageError("wrong_digest")
    return note, sheet
