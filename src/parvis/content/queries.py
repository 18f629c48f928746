"""Reading packs. Versions are immutable, so a parsed pack may be remembered for the life of the process."""

import hashlib
import time
from functools import lru_cache
from typing import Any, TypeVar, cast

from django.utils.translation import get_language

from parvis.content.load import shipped_packs
from parvis.content.models import PackVersion
from parvis.content.schemas import KINDS, Measure, MeasuresPack, Pack, PlacesPack

P = TypeVar("P", bound=Pack)
#: How long another process may go on with what it remembers.
SECONDS = 10
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
    return cast("list[P]", _current(name, _stamp()))


def _stamp() -> str:
    """Changes within seconds when another process of the server loaded a pack; what was remembered is then read anew."""
    return _seen(int(time.monotonic() // SECONDS))


@lru_cache(maxsize=1)
def _seen(_tick: int) -> str:
    rows = PackVersion.objects.filter(current=True).order_by("urn").values_list("urn", "version")
    return hashlib.sha256(repr(list(rows)).encode()).hexdigest()


def find(urn: str, version: str = "") -> Pack | None:
    """A version that was loaded or shipped; without a version the one in use."""
    rows = PackVersion.objects.filter(urn=urn)
    row = (rows.filter(version=version) if version else rows.filter(current=True)).first()
    if row:
        return KINDS[row.kind].model_validate(row.body)
    return next((p for p in shipped_packs() if p.urn == urn and version in ("", p.version)), None)


def versions(urn: str) -> list[Pack]:
    """Every version of a pack that was ever loaded, the newest first."""
    return [KINDS[row.kind].model_validate(row.body) for row in PackVersion.objects.filter(urn=urn)]


def in_use() -> list[PackVersion]:
    """The packs in use, by kind and name, without their bodies."""
    return list(PackVersion.objects.filter(current=True).order_by("kind", "urn"))


@lru_cache(maxsize=32)
def _current(kind: str, _as_of: str) -> list[Pack]:
    rows = list(PackVersion.objects.filter(kind=kind, current=True).order_by("urn"))
    if rows:
        return [KINDS[kind].model_validate(row.body) for row in rows]
    return [found for found in shipped_packs() if found.kind == kind]


def terms(vocabulary: str) -> dict[str, dict[str, str]]:
    """The terms of one vocabulary of the places packs, code to label in every language."""
    return _terms(vocabulary, _stamp())


@lru_cache(maxsize=64)
def _terms(vocabulary: str, _as_of: str) -> dict[str, dict[str, str]]:
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


def measures() -> dict[str, Measure]:
    """The whole catalogue of measures in use, by id."""
    return _measures(_stamp())


@lru_cache(maxsize=1)
def _measures(_as_of: str) -> dict[str, Measure]:
    return {row.id: row for found in current(MeasuresPack) for row in found.measures}


def forget() -> None:
    """Drop what was remembered, after a pack was loaded."""
    cached: list[Any] = [pack, _seen, _current, _terms, _measures]
    for function in cached:
        function.cache_clear()
