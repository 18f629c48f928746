"""A document before it has a format: a title, a marking, sections of words and tables. PDF and Word say the same."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Table:
    head: list[str]
    rows: list[list[str]]

    @property
    def weights(self) -> list[float]:
        """How wide each column should be against the others: by the longest text in it, within bounds."""
        longest = [max(len(cell) for cell in column) for column in zip(self.head, *self.rows, strict=True)]
        return [min(max(length, 8), 90) ** 0.6 for length in longest]


@dataclass(frozen=True)
class Section:
    title: str
    words: list[str] = field(default_factory=list)
    table: Table | None = None
    state: str = ""  # of the link of the thread that the section tells of
    state_words: str = ""


@dataclass(frozen=True)
class Document:
    """What a city hall would hand out about a place."""

    title: str
    subtitle: str
    city: str
    tlp: str
    made: date
    made_words: str
    language: str
    notice: str
    ribbon: list[tuple[str, str, str]]  # label, state, state in words
    sections: list[Section]
    map_svg: str
    map_words: str  # what the map shows, for those who do not see it
    sources: list[str]
    sources_title: str
    signature_lines: list[str]
    page_words: str  # "Page %s of %s"
