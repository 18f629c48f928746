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
        least = [max(len(word) + 3 for text in column for word in (text.split() or [""])) / LINE for column in columns]
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
class Picture:
    """A drawing or a photo, with the words that stand beneath it and for those who do not see it."""

    svg: str
    words: str
    share: float = 1.0  # of the width of the text
    jpeg: str = ""  # of a photo, in base64: what stands inside the drawing


@dataclass(frozen=True)
class Section:
    """A heading, and beneath it in this order: words, pictures, a table, a list, lines to write on."""

    title: str
    words: list[str] = field(default_factory=list)
    table: Table | None = None
    state: str = ""  # of the link of the thread that the section tells of
    state_words: str = ""
    pictures: list[Picture] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    lines: int = 0  # empty lines for a pen
    level: int = 1
    own_page: bool = False
    columns: int = 1  # of pictures side by side


@dataclass(frozen=True)
class Document:
    """What a city hall would hand out."""

    title: str
    subtitle: str
    city: str
    tlp: str
    made: date
    made_words: str
    language: str
    notice: str
    sections: list[Section]
    sources: list[str]
    sources_title: str
    page_words: str  # "Page %1 of %2"
    ribbon: list[tuple[str, str, str]] = field(default_factory=list)  # label, state, state in words
    map: Picture | None = None
    signature_lines: list[str] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """Everything that can be read in it, for the check of what leaves."""
        found = [self.title, self.subtitle, self.made_words, *self.sources]
        for section in self.sections:
            found += [section.title, *section.words, *section.points, *(shown.words for shown in section.pictures)]
            if section.table:
                found += [*section.table.head, *(cell for row in section.table.rows for cell in row)]
        return found
