"""Where the bytes lie: the data folder by default, any store of Django's by the setting STORAGES["files"]."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage, Storage, storages

DRAFT = ".part"


def store() -> Storage:
    return storages["files"]


def name_of(sha256: str) -> str:
    """The name of a file in the storage: its digest, in one of 256 folders."""
    return f"{sha256[:2]}/{sha256}"


class DataFolder(FileSystemStorage):
    """`files/` in the data folder. A file is there whole or not at all, also after a power cut."""

    @property
    def base_location(self) -> str:  # Django remembers it; here it follows the setting
        return str(Path(settings.DATA) / "files")

    @property
    def location(self) -> str:
        return os.path.abspath(self.base_location)  # noqa: PTH100  # as Django does: no link is followed

    def _save(self, name: str, content: IO[Any]) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with NamedTemporaryFile(dir=path.parent, suffix=DRAFT, delete=False) as draft:
            try:
                draft.write(content.read())
                draft.flush()
                os.fsync(draft.fileno())
                Path(draft.name).replace(path)
            except BaseException:
                Path(draft.name).unlink(missing_ok=True)
                raise
        _sync_folder(path.parent)
        return name


def _sync_folder(folder: Path) -> None:
    """The new name itself has to reach the disk, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
