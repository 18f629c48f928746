"""Which measures fit a question, and when a row of the catalogue is old. Pure functions."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from parvis.content.schemas import Measure
from parvis.solutions.rules.cost import first_year

STALE_AFTER_MONTHS = 24
FEW = 4  # a measure for at most so many threats counts as made for them
#: Among equals, people and the shape of the place come before procedures, and procedures before technology.
GENTLEST_FIRST = {"human": 0, "design": 0, "procedure": 1, "technical": 2}


@dataclass(frozen=True)
class Ask:
    """One thing that a measure has to fulfil: any of the codes of a facet. `typed` are the reader's own words for it."""

    facet: str
    codes: tuple[str, ...]
    typed: tuple[str, ...] = ()


#: What a measure holds in each facet.
HOLDS: dict[str, Callable[[Measure], Iterable[str]]] = {
    "kind": lambda row: [row.kind],
    "category": lambda row: [row.category],
    "function": lambda row: row.functions,
    "technique": lambda row: row.techniques,
    "threat": lambda row: row.threats,
    "phase": lambda row: row.phases,
    "place": lambda row: row.places,
    "temporal": lambda row: row.temporal,
    "reversible": lambda row: [row.reversible],
}
#: Facets with a figure, and a word to look for.
FIGURES = ("evidence", "budget")
FACETS = (*HOLDS, *FIGURES, "text")


def plain(text: str) -> str:
    """Letters without accents or case, so that `eclairage` finds `Éclairage`."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def matches(measure: Measure, ask: Ask, language: str) -> bool:
    """Whether a measure fulfils one ask. A row without places fits any; a budget is compared with the lower end."""
    if ask.facet == "text":
        said = " ".join(text.get(language, text["en"]) for text in (measure.label, measure.description))
        return any(plain(code) in plain(said) for code in ask.codes)
    if ask.facet == "budget":
        return first_year(measure)[0] <= int(ask.codes[0])
    if ask.facet == "evidence":
        return measure.evidence.effect.grade >= int(ask.codes[0])
    held = list(HOLDS[ask.facet](measure))
    return bool(set(ask.codes) & set(held)) or (ask.facet == "place" and not held)


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

    @property
    def order(self) -> tuple[bool, bool, int, int, str]:
        """The better fit first; among equals the gentlest, then the better evaluated."""
        gentle, grade = GENTLEST_FIRST[self.measure.kind], self.measure.evidence.effect.grade
        return (not self.phase, not self.specific, gentle, -grade, self.measure.id)


def fit(measure: Measure, phases: Iterable[str]) -> Suggestion:
    return Suggestion(measure, bool(set(phases) & set(measure.phases)), len(measure.threats) <= FEW)


def suggestions(measures: Iterable[Measure], threats: Iterable[str], phases: Iterable[str]) -> list[Suggestion]:
    """Measures for any of these threats, in the order of their fit."""
    looked_for, moments = set(threats), set(phases)
    found = [
        fit(measure, moments) for measure in measures if looked_for & set(measure.threats) and measure.remit != "police"
    ]
    return sorted(found, key=lambda suggestion: suggestion.order)


def is_technical(picked: Iterable[str], catalogue: Mapping[str, Measure]) -> bool:
    """Whether any of the picked measures is technology."""
    return any(catalogue[code].kind == "technical" for code in picked if code in catalogue)
