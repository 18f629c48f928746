"""Typed words made into asks: what the lexicon knows becomes a filter, an amount a budget, the rest is looked for as text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from parvis.solutions.rules.catalogue import Ask, plain

TOKEN = re.compile(r"\w+|€")
#: Words of the lexicon that are no facet: they lead an amount, follow it, or mean nothing in a search.
BUDGET, CURRENCY, THOUSAND, MILLION, SKIP = "budget", "currency", "thousand", "million", "skip"
SCALES = {THOUSAND: 1_000, MILLION: 1_000_000}
Phrase = tuple[str, ...]
#: What a phrase means: pairs of facet and code.
Lexicon = Mapping[Phrase, Sequence[tuple[str, str]]]


def stems(text: str) -> Phrase:
    """The words of a text as the lexicon keeps them: plain, and without the s or x of a plural."""
    return tuple(_stem(token) for token in TOKEN.findall(text))


def _stem(token: str) -> str:
    word = plain(token)
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word  # noqa: PLR2004  # `bus` and `gas` stay


@dataclass(frozen=True)
class _Text:
    """What was typed, word by word, with where each stands."""

    typed: str
    spans: list[tuple[int, int]]
    words: Phrase
    lexicon: Lexicon

    def between(self, start: int, end: int) -> str:
        return self.typed[self.spans[start][0] : self.spans[end - 1][1]]

    def phrase(self, start: int, role: str) -> int:
        """How many words from `start` on play that role; the longest phrase counts."""
        return next(
            (n for n, means in self.longest(start) if any(facet == role for facet, _code in means)),
            0,
        )

    def longest(self, start: int) -> Iterator[tuple[int, Sequence[tuple[str, str]]]]:
        most = max((len(phrase) for phrase in self.lexicon), default=0)
        for n in range(min(most, len(self.words) - start), 0, -1):
            means = self.lexicon.get(self.words[start : start + n])
            if means:
                yield n, means


def understand(typed: str, lexicon: Lexicon) -> list[Ask]:
    """What a reader asks for in words. Several words for one facet mean any of them; every other word must occur."""
    spans = [match.span() for match in TOKEN.finditer(typed)]
    text = _Text(typed, spans, tuple(_stem(typed[start:end]) for start, end in spans), lexicon)
    found: dict[str, Ask] = {}
    rest: list[Ask] = []
    at = 0
    while at < len(text.words):
        n, means = _next(text, at)
        for facet, code in means:
            before = found.get(facet, Ask(facet, ()))
            codes = (code,) if facet == BUDGET else tuple(dict.fromkeys((*before.codes, code)))
            said = tuple(dict.fromkeys((*before.typed, text.between(at, at + n))))
            found[facet] = Ask(facet, codes, said)
        if not n:
            word = text.between(at, at + 1)
            rest.append(Ask("text", (text.words[at],), (word,)))
        at += n or 1
    return [*found.values(), *rest]


def _next(text: _Text, at: int) -> tuple[int, Sequence[tuple[str, str]]]:
    """The longest phrase from here on, and what it means; no words when it is not known."""
    amount, n = _amount(text, at)
    if n:
        return n, [(BUDGET, str(amount))]
    for length, means in text.longest(at):
        facets = [(facet, code) for facet, code in means if facet not in (BUDGET, CURRENCY, *SCALES, SKIP)]
        if facets:
            return length, facets
        if any(facet == SKIP for facet, _code in means):
            return length, []
    return 0, []


def _amount(text: _Text, at: int) -> tuple[int, int]:
    """An amount of money and how many words it takes: a lead ("under") or a currency has to stand beside the figure."""
    lead = text.phrase(at, BUDGET)
    value, n = figure(text.words[at + lead :])
    if not n:
        return 0, 0
    end = at + lead + n
    for role, times in SCALES.items():
        more = text.phrase(end, role)
        if more:
            value, end = value * times, end + more
            break
    currency = text.phrase(end, CURRENCY)
    return (value, end + currency - at) if lead or currency else (0, 0)


def figure(words: Sequence[str]) -> tuple[int, int]:
    """A whole number written with or without separators ("50", "000"), and how many words it takes."""
    first = re.fullmatch(r"([0-9]{1,9})(k?)", words[0]) if words else None
    if not first:
        return 0, 0
    if first[2] or len(first[1]) > 3:  # noqa: PLR2004  # groups of three
        return int(first[1]) * (1_000 if first[2] else 1), 1
    n = 1
    while n < min(len(words), 3) and re.fullmatch(r"[0-9]{3}", words[n]):
        n += 1
    return int("".join(words[:n])), n


def amount(typed: str) -> int | None:
    """The amount in a field for a budget ("50 000", "50k", "50,000 €"); None when it is none."""
    words = [word for word in stems(typed) if word not in ("€", "euro", "eur")]
    value, n = figure(words)
    return value if n and n == len(words) and "-" not in typed else None


def without(typed: str, phrases: Sequence[str]) -> str:
    """What was typed, less these phrases and the comma that they leave behind."""
    for phrase in phrases:
        typed = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", "", typed, count=1)
    typed = re.sub(r"\s*,(\s*,)+", ",", re.sub(r"\s+", " ", typed))
    return re.sub(r"\s+,", ",", typed).strip(" ,")
