"""Reading packs. Versions are immutable, so a parsed pack may be remembered for the life of the process."""

from functools import lru_cache
from typing import Any, TypeVar, cast

from django.utils.translation import get_language

from parvis.content.load import shipped_packs
from parvis.content.models import PackVersion
from parvis.content.schemas import KINDS, Measure, MeasuresPack, Pack, PlacesPack

P = TypeVar("P", bound=Pack)
PLACES_URN = "urn:parvis:places:reference"


@lru_cache(maxsize=256)
def pack(urn: str, version: str) -> Pack:
    """One version of a pack, as it was when it was loaded; the shipped packs also before they are loaded."""
    row = PackVersion.objects.filter(urn=urn, version=version).first()
    if row:
        return KINDS[row.kind].model_validate(row.body)
    return next(p for p in shipped_packs() if (p.urn, p.version) == (urn, version))


def current(kind: type[P]) -> list[P]:
    """The packs of one kind that are in use, for instance `current(MethodPack)`."""
    name = next(name for name, schema in KINDS.items() if schema is kind)
    return cast("list[P]", _current(name))


@lru_cache(maxsize=32)
def _current(kind: str) -> list[Pack]:
    rows = list(PackVersion.objects.filter(kind=kind, current=True).order_by("urn"))
    if rows:
        return [KINDS[kind].model_validate(row.body) for row in rows]
    return [found for found in shipped_packs() if found.kind == kind]


@lru_cache(maxsize=64)
def terms(vocabulary: str) -> dict[str, dict[str, str]]:
    """The terms of one vocabulary of the places packs, code to label in every language."""
    found: dict[str, dict[str, str]] = {}
    for places in current(PlacesPack):
        found |= {term.code: term.label for term in getattr(places, vocabulary)}
    return found


def label(text: dict[str, str]) -> str:
    """A text of a pack in the reader's language, English where the pack has no other."""
    language = (get_language() or "en").split("-")[0]
    return text.get(language) or text["en"]


def term(vocabulary: str, code: str) -> str:
    """The label of one code; the code itself when the pack no longer has it."""
    known = terms(vocabulary).get(code)
    return label(known) if known else code


def choices(vocabulary: str) -> list[tuple[str, str]]:
    """Codes and labels for a form, in the reader's language."""
    return [(code, label(text)) for code, text in terms(vocabulary).items()]


@lru_cache(maxsize=1)
def measures() -> dict[str, Measure]:
    """The whole catalogue of measures in use, by id."""
    return {row.id: row for found in current(MeasuresPack) for row in found.measures}


def forget() -> None:
    """Drop what was remembered, after a pack was loaded."""
    cached: list[Any] = [pack, _current, terms, measures]
    for function in cached:
        function.cache_clear()
