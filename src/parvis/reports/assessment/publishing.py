"""What of an assessment may be told outside, by rule: the kind of each piece, and everything that it hangs on. Pure.

A piece enters when its kind may be told at all and the strictest marking in its chain is at most the wanted one. Of the
kinds that are never told nothing but their number comes here, so that no mistake further on can print them (ADR 0010).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    PLACE = "place"
    ROLE = "role"
    PURPOSE = "purpose"
    CONDITION = "condition"
    DATES = "dates"
    METHOD = "method"
    LEVELS = "levels"
    EXPERTS = "experts"
    EXPECTED = "expected"
    MEASURE = "measure"
    DECISION = "decision"
    ACTION = "action"
    RESIDENTS = "residents"
    # From here on: never, whatever the marking.
    SCENARIO = "scenario"
    SKETCH = "sketch"
    OPEN_ZONE = "open_zone"
    OPEN_MEASURE = "open_measure"
    UNSEEN_MEASURE = "unseen_measure"
    JUDGEMENT = "judgement"
    ANSWER = "answer"
    WEAKNESS = "weakness"
    NEED = "need"
    SPOKEN = "spoken"
    FINDING = "finding"
    MINUTES = "minutes"
    PERSON = "person"
    PHOTO = "photo"
    CONTACT = "contact"


_ORDER = tuple(Kind)
NEVER = frozenset(_ORDER[_ORDER.index(Kind.SCENARIO) :])
#: What people wrote in their own words: the machine check reads it for everything that it knows.
WRITTEN = frozenset({Kind.ROLE, Kind.PURPOSE, Kind.MEASURE, Kind.DECISION, Kind.ACTION})
#: Words of packs, public anyway.
FROM_PACKS = frozenset({Kind.CONDITION, Kind.METHOD, Kind.EXPECTED})
#: The name of a place and its role alone are no extract.
NOTHING_TO_SAY = frozenset({Kind.PLACE, Kind.ROLE})


@dataclass(frozen=True)
class Piece:
    """One thing that could be told. `chain`: the markings of everything that it hangs on. No words where it never enters."""

    kind: Kind
    chain: tuple[int, ...]
    words: tuple[str, ...] = ()
    number: int = 1

    @property
    def marking(self) -> int:
        return max(self.chain)


@dataclass(frozen=True)
class Left:
    """How many of one kind stay out. `marking`: the strictest among them; None where the kind is never told."""

    kind: Kind
    number: int
    marking: int | None


@dataclass(frozen=True)
class Sifted:
    entering: tuple[Piece, ...]
    left: tuple[Left, ...]

    def of(self, *kinds: Kind) -> list[Piece]:
        return [piece for piece in self.entering if piece.kind in kinds]

    @property
    def says_something(self) -> bool:
        return any(piece.kind not in NOTHING_TO_SAY for piece in self.entering)


def may_enter(piece: Piece, wanted: int) -> bool:
    return piece.kind not in NEVER and piece.marking <= wanted


def sifted(pieces: Iterable[Piece], wanted: int) -> Sifted:
    """What enters under this marking, in the order of the kinds, and how many of which kind stay out, and why."""
    found = sorted(pieces, key=lambda piece: _ORDER.index(piece.kind))
    entering = tuple(piece for piece in found if may_enter(piece, wanted))
    return Sifted(entering, _left([piece for piece in found if not may_enter(piece, wanted)]))


def _left(staying: Sequence[Piece]) -> tuple[Left, ...]:
    counts: Counter[Kind] = Counter()
    for piece in staying:
        counts[piece.kind] += piece.number
    strictest = {kind: max(piece.marking for piece in staying if piece.kind == kind) for kind in counts}
    return tuple(
        Left(kind, number, None if kind in NEVER else strictest[kind]) for kind, number in counts.items() if number
    )
