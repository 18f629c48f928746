"""Reading the catalogue: the measures, their words, and which of them might help."""

from collections.abc import Iterable

from django.utils.translation import get_language

from parvis.content.queries import current, label, measures, terms
from parvis.content.schemas import Measure, MeasuresPack, ThreatsPack
from parvis.solutions.rules import GENTLEST_FIRST, Ask, Lexicon, cost_band, first_year, fit, matches, stems

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
    if name == "places":
        return terms("categories")
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


def language() -> str:
    return (get_language() or "en").split("-")[0]


def catalogue(asks: Iterable[Ask] = ()) -> list[Measure]:
    """The measures that fulfil every ask, the better fit first and among equals the gentlest; without an ask by name.

    What lies with the State or the police comes last: a municipality can only name it.
    """
    wanted, reader = list(asks), language()
    found = [row for row in measures().values() if all(matches(row, ask, reader) for ask in wanted)]
    if not wanted:
        return sorted(found, key=lambda row: (label(row.label).casefold(), row.id))
    moments = [code for ask in wanted if ask.facet == "phase" for code in ask.codes]
    return sorted(found, key=lambda row: (row.remit == "police", fit(row, moments).order))


def loosened(asks: Iterable[Ask]) -> tuple[Ask, int] | None:
    """The one ask without which most measures are left, and how many; None when no single one helps."""
    wanted = list(asks)
    tried = [(ask, len(catalogue([other for other in wanted if other is not ask]))) for ask in wanted]
    best = max(tried, key=lambda one: one[1], default=None)
    return best if best and best[1] else None


#: The vocabulary behind each facet of a search.
VOCABULARIES = {
    "kind": "kinds",
    "category": "categories",
    "function": "functions",
    "technique": "techniques",
    "threat": "threats",
    "phase": "phases",
    "place": "places",
    "temporal": "temporal",
    "reversible": "reversible",
}


def facets() -> dict[str, dict[str, str]]:
    """What the catalogue can be narrowed by. Threats that no measure names are left out."""
    used = {code for row in measures().values() for code in row.threats}
    found = {facet: vocabulary(name) for facet, name in VOCABULARIES.items()}
    found["threat"] = {code: text for code, text in found["threat"].items() if code in used}
    return found


def lexicon() -> Lexicon:
    """The phrases that a search understands in the reader's language: labels, and other words that the packs give."""
    found: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for facet, known in facets().items():
        for code, text in known.items():
            if code != "other":
                found.setdefault(stems(text), []).append((facet, code))
    for pack in current(MeasuresPack):
        for said in pack.vocabularies.said if pack.vocabularies else []:
            for phrase in label(said.words).split(","):
                pairs: list[tuple[str, str]] = [(said.of, code) for code in said.codes or [said.of]]
                found[stems(phrase)] = pairs
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
