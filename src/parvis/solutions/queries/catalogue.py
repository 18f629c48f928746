"""Reading the catalogue: the measures, their words, and which of them might help."""

from collections.abc import Iterable

from django.utils.translation import get_language

from parvis.content.queries import current, label, measures
from parvis.content.schemas import Measure, MeasuresPack, ThreatsPack
from parvis.solutions.rules import GENTLEST_FIRST, Wanted, cost_band, first_year, matches

__all__ = [
    "catalogue",
    "cost_band",
    "facets",
    "first_year",
    "kinship",
    "measure",
    "measures",
    "picked",
    "term_note",
    "vocabulary",
]


def _texts(name: str) -> dict[str, dict[str, str]]:
    if name in {"threats", "phases"}:
        return {item.code: item.label for pack in current(ThreatsPack) for item in getattr(pack, name)}
    packs = [pack.vocabularies for pack in current(MeasuresPack) if pack.vocabularies]
    return {term.code: term.label for words in packs for term in getattr(words, name)}


def vocabulary(name: str) -> dict[str, str]:
    """Codes and labels of one vocabulary of the catalogue, in the reader's language and the order of the pack."""
    return {code: label(text) for code, text in _texts(name).items()}


def term_note(name: str, code: str) -> str:
    """What a word of the catalogue means; empty where the pack says nothing."""
    packs = [pack.vocabularies for pack in current(MeasuresPack) if pack.vocabularies]
    notes = [term.note for words in packs for term in getattr(words, name) if term.code == code and term.note]
    return label(notes[0]) if notes else ""


def measure(code: str) -> Measure | None:
    return measures().get(code)


def picked(codes: Iterable[str]) -> list[Measure]:
    """The measures of an option, in its order; ids that the catalogue no longer has are left out."""
    known = measures()
    return [known[code] for code in codes if code in known]


def catalogue(wanted: Wanted) -> list[Measure]:
    """The measures that a reader looks for, by name in the reader's language."""
    language = (get_language() or "en").split("-")[0]
    found = [row for row in measures().values() if matches(row, wanted, language)]
    return sorted(found, key=lambda row: (label(row.label).casefold(), row.id))


def facets() -> dict[str, dict[str, str]]:
    """What the catalogue can be narrowed by. Threats that no measure names are left out."""
    used = {code for row in measures().values() for code in row.threats}
    found = {name: vocabulary(name) for name in ("kinds", "categories", "functions", "threats", "phases")}
    found["threats"] = {code: text for code, text in found["threats"].items() if code in used}
    return found


def kinship(row: Measure, most: int = 4) -> list[Measure]:
    """Other kinds of answer to the same threats in the same phases: what a technical page would otherwise hide."""

    def shared(other: Measure) -> int:
        return sum(len(set(a) & set(b)) for a, b in ((row.functions, other.functions), (row.phases, other.phases)))

    others = [
        other
        for other in measures().values()
        if other.kind != row.kind
        and set(other.threats) & set(row.threats)
        and set(other.functions) & set(row.functions)
    ]
    return sorted(others, key=lambda other: (-shared(other), GENTLEST_FIRST[other.kind], other.id))[:most]
