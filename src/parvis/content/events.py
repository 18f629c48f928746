"""Journal events of the content packs."""

from typing import ClassVar

from parvis.journal.events import Event


class PackLoaded(Event):
    NAME: ClassVar[str] = "content.pack_loaded"
    urn: str
    version: str
    digest: str
