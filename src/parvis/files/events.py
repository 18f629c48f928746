"""Journal events of the files."""

from typing import ClassVar
from uuid import UUID

from parvis.journal.events import Event


class PhotoTakenIn(Event):
    """A photo was cleaned and kept. Both digests: of what was sent, and of what is kept."""

    NAME: ClassVar[str] = "files.photo_taken_in"
    about: UUID | None
    sent_sha256: str
    sha256: str


class PhotoRemoved(Event):
    NAME: ClassVar[str] = "files.photo_removed"
    about: UUID | None
    sha256: str
