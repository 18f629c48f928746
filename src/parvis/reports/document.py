"""A document before it has a format: a title, a marking, sections of words and tables. PDF and Word say the same."""

from dataclasses import dataclass, field
from datetime import date

LINE = 95  # letters that fit side by side on the width of a page
LONGEST = 90  # a longer text does not ask for more width
TINY = 1e-9


@dataclass(frozen=True)
class Table:
    head: list[str]
    rows: list[list[str]]

    @property
    def shares(self) -> list[float]:
        """How much of the width each column gets: by the longest text in it, but never less than its longest word."""
        columns = [(head, *cells) for head, *cells in zip(self.head, *self.rows, strict=True)]
        weights = [min(max(1, *map(len, column)), LONGEST) ** 0.6 for column in columns]
        least = [max(len(word) + 2 for text in column for word in (text.split() or [""])) / LINE for column in columns]
        if sum(least) >= 1:
            return [share / sum(least) for share in least]
        shares = [weight / sum(weights) for weight in weights]
        while any(share < needed - TINY for share, needed in zip(shares, least, strict=True)):
            kept = [share <= needed + TINY for share, needed in zip(shares, least, strict=True)]
            taken = sum(needed for needed, at_least in zip(least, kept, strict=True) if at_least)
            rest = sum(share for share, at_least in zip(shares, kept, strict=True) if not at_least)
            shares = [
                needed if at_least else share * (1 - taken) / rest
                for share, needed, at_least in zip(shares, least, kept, strict=True)
            ]
        return shares


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
