"""Journal events of the content packs."""

from typing import ClassVar

from parvis.journal.events import Event


class PackExported(Event):
    """A pack left the installation as a file."""

    NAME: ClassVar[str] = "content.pack_exported"
    urn: str
    version: str
    form: str


class PackLoaded(Event):
    NAME: ClassVar[str] = "content.pack_loaded"
    urn: str
    version: str
    digest: str
