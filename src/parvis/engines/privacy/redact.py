"""What in a text must not leave: people, named places, addresses, numbers, coordinates, words of closed texts.

A machine check before a person's decision: it finds what has a known form or is on a list. It does not understand
the text, misses inflected names, and may point at something harmless.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from parvis.engines.privacy.patterns import COORDINATES, EMAIL, PHONE, STREET_NUMBER
from parvis.engines.privacy.wording import state
from parvis.engines.statement import Translate

Code = Literal["name", "name_part", "place", "email", "phone", "coordinates", "street_number", "closed"]

PLAIN = str.maketrans(
    {
        **dict.fromkeys("\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{PRIME}", "'"),
        **dict.fromkeys("\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}", '"'),
        **dict.fromkeys("\N{HYPHEN}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}", "-"),
    }
)
SHORTEST_PART = 3
SHORTEST_SENTENCE = 3  # words; a shorter one may stand anywhere by chance
LONGEST_RUN = 6  # words of a longer sentence that are enough to know it by
PARTICLES = frozenset({"van", "von", "der", "den", "het", "del", "des", "las", "los", "les", "the", "and", "saint"})


@dataclass(frozen=True)
class Span:
    """`text[start:end]` of the text that was checked, and why it must not leave."""

    start: int
    end: int
    code: Code
    text: str

    def sentence(self, translate: Translate = str) -> str:
        """Why it must not leave."""
        return state(self.code, text=self.text).sentence(translate)


def findings(
    text: str, names: Iterable[str] = (), places: Iterable[str] = (), *, coordinates: bool = True
) -> tuple[Span, ...]:
    """Spans to remove, from the start of the text on; one that lies within a longer one is left out.

    `names` are people's full names: each part of three letters or more is looked for as well (`name_part`). `places`
    are names of places that must stay unnamed. Case, accents and the kind of space or hyphen between words do not
    matter. `coordinates=False` allows coordinates, for a place that is public anyway.
    """
    folded, origin = _folded(text)
    return _widest(text, origin, _matches(folded, list(names), list(places), coordinates=coordinates))


def runs(texts: Iterable[str]) -> frozenset[tuple[str, ...]]:
    """What texts that stay closed are known by: their sentences as words, of a longer one every six in a row."""
    return frozenset(run for text in texts for run in _runs(text))


def repeated(text: str, closed: frozenset[tuple[str, ...]]) -> tuple[Span, ...]:
    """Where a text says what closed ones say (`runs`). Case, accents and marks between words do not matter."""
    folded, origin = _folded(text)
    words = list(re.finditer(r"\w+", folded))
    return _widest(text, origin, _repeated(words, closed))


def _widest(text: str, origin: list[int], matches: Iterable[tuple[Code, int, int]]) -> tuple[Span, ...]:
    """Matches of the folded text as spans of the text itself, without those that lie within another."""
    found = {
        Span(origin[start], _end(text, origin[end - 1]), code, text[origin[start] : _end(text, origin[end - 1])])
        for code, start, end in matches
    }
    widest = sorted(found, key=lambda s: (s.start, -s.end, s.code))
    kept: list[Span] = []
    for span in widest:
        if not kept or span.end > kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _matches(folded: str, names: list[str], places: list[str], *, coordinates: bool) -> Iterator[tuple[Code, int, int]]:
    patterns: list[tuple[Code, re.Pattern[str]]] = [
        ("email", EMAIL),
        ("phone", PHONE),
        ("street_number", STREET_NUMBER),
        *(("name", pattern) for pattern in _words(names)),
        *(("place", pattern) for pattern in _words(places)),
        *(("name_part", pattern) for pattern in _words(_parts(names))),
    ]
    if coordinates:
        patterns.append(("coordinates", COORDINATES))
    for code, pattern in patterns:
        for match in pattern.finditer(folded):
            if match.end() > match.start():
                yield code, match.start(), match.end()


def _repeated(words: list[re.Match[str]], closed: frozenset[tuple[str, ...]]) -> Iterator[tuple[Code, int, int]]:
    for first in range(len(words)):
        for length in range(LONGEST_RUN, SHORTEST_SENTENCE - 1, -1):
            found = words[first : first + length]
            if len(found) == length and tuple(word[0] for word in found) in closed:
                yield "closed", found[0].start(), found[-1].end()
                break


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    """The sentences of a text as words, a long one as every run of so many words in it."""
    for sentence in re.split(r"[.!?;:\n]+(?:\s|$)", _folded(text)[0]):
        words = re.findall(r"\w+", sentence)
        length = min(len(words), LONGEST_RUN)
        if length >= SHORTEST_SENTENCE:
            yield from (tuple(words[first : first + length]) for first in range(len(words) - length + 1))


def _parts(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        for part in re.split(r"[\s.-]+", name):
            if len(part) >= SHORTEST_PART and part.casefold() not in PARTICLES:
                yield part


def _words(phrases: Iterable[str]) -> Iterator[re.Pattern[str]]:
    for phrase in dict.fromkeys(phrases):
        words = [re.escape(word) for word in re.split(r"[\s-]+", _folded(phrase)[0]) if word]
        if words:
            yield re.compile(r"(?<!\w)" + r"[\s-]+".join(words) + r"(?!\w)")


def _folded(text: str) -> tuple[str, list[int]]:
    """The text in lower case with plain marks, without accents and invisible characters; and where each one stood."""
    folded: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text):
        for plain in unicodedata.normalize("NFKD", character).casefold().translate(PLAIN):
            if not unicodedata.combining(plain) and unicodedata.category(plain) != "Cf":
                folded.append(plain)
                origin.append(place)
    return "".join(folded), origin


def _end(text: str, last: int) -> int:
    """One past the last character, with the accents that follow it."""
    end = last + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end
