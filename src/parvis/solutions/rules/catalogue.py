"""Which measures fit a question, and when a row of the catalogue is old. Pure functions."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from parvis.content.schemas import Measure

STALE_AFTER_MONTHS = 24
FEW = 4  # a measure for at most so many threats counts as made for them
#: Among equals, people and the shape of the place come before procedures, and procedures before technology.
GENTLEST_FIRST = {"human": 0, "design": 0, "procedure": 1, "technical": 2}


@dataclass(frozen=True)
class Wanted:
    """What a reader looks for in the catalogue; an empty text means any."""

    text: str = ""
    kind: str = ""
    category: str = ""
    function: str = ""
    threat: str = ""
    phase: str = ""


def plain(text: str) -> str:
    """Letters without accents or case, so that `eclairage` finds `Éclairage`."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def matches(measure: Measure, wanted: Wanted, language: str) -> bool:
    """Whether a measure is what the reader looks for. Every word must occur in its name or description."""
    asked: list[tuple[str, Iterable[str]]] = [
        (wanted.kind, [measure.kind]),
        (wanted.category, [measure.category]),
        (wanted.function, measure.functions),
        (wanted.threat, measure.threats),
        (wanted.phase, measure.phases),
    ]
    if any(code and code not in known for code, known in asked):
        return False
    said = " ".join(text.get(language, text["en"]) for text in (measure.label, measure.description))
    return all(word in plain(said) for word in plain(wanted.text).split())


def months_old(checked_on: str, today: date) -> int:
    """Whole months since a row of the catalogue was checked ("2026-11")."""
    year, month = map(int, checked_on.split("-"))
    return (today.year - year) * 12 + today.month - month


def is_stale(checked_on: str, today: date) -> bool:
    return months_old(checked_on, today) > STALE_AFTER_MONTHS


@dataclass(frozen=True)
class Suggestion:
    """A measure that might help: whether it is for the same phase, and whether it is made for few threats or for all."""

    measure: Measure
    phase: bool
    specific: bool


def suggestions(measures: Iterable[Measure], threats: Iterable[str], phases: Iterable[str]) -> list[Suggestion]:
    """Measures for any of these threats: the better fit first; among equals the gentlest, then the better evaluated."""
    looked_for, moments = set(threats), set(phases)
    found = [
        Suggestion(measure, bool(moments & set(measure.phases)), len(measure.threats) <= FEW)
        for measure in measures
        if looked_for & set(measure.threats) and measure.remit != "police"
    ]
    return sorted(
        found,
        key=lambda s: (
            not s.phase,
            not s.specific,
            GENTLEST_FIRST[s.measure.kind],
            -s.measure.evidence.effect.grade,
            s.measure.id,
        ),
    )


def is_technical(picked: Iterable[str], catalogue: Mapping[str, Measure]) -> bool:
    """Whether any of the picked measures is technology."""
    return any(catalogue[code].kind == "technical" for code in picked if code in catalogue)
