"""What does not fit together in an assessment, as codes of the method's own checks. Pure functions.

A finding is a pointer, never a verdict: a person decides. Codes that the method does not list are not reported.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

ENOUGH_JUDGES = 2
BAD_STATES = frozenset({"failing", "missing"})


@dataclass(frozen=True)
class Judged:
    """One scenario as the checks see it: how many judged it, and whether they say why they differ."""

    title: str
    threat: str
    judges: int
    explained: bool = True  # whether everyone at the ends of a wide spread gave a reason
    vulnerability: int | None = None  # the median


@dataclass(frozen=True)
class Facts:
    """All that the checks need to know of an assessment."""

    police: bool
    absence: str
    measures: int
    occupancy: bool
    judging: bool  # judging has begun
    shown: bool  # the judgements are no longer blind
    stale: bool
    left_out: tuple[str, ...]  # reference threats without a scenario and without a reason, by their label
    open_orders: bool = False
    scenarios: tuple[Judged, ...] = ()
    bad_measures: dict[str, tuple[str, ...]] = field(default_factory=dict)  # threat to failing or missing measures


@dataclass(frozen=True)
class Pointer:
    """One finding: the code of the check, and what it is about."""

    code: str
    subject: str = ""


def pointers(facts: Facts) -> Iterator[Pointer]:
    """Everything that does not fit together."""
    if not facts.police and not facts.absence.strip():
        yield Pointer("police_absent")
    if facts.judging and not facts.measures:
        yield Pointer("no_existing_measures")
    if not facts.occupancy:
        yield Pointer("no_occupancy")
    if facts.left_out:
        yield Pointer("threat_left_out", ", ".join(facts.left_out))
    if facts.shown:
        yield from _of_scenarios(facts)
        if facts.open_orders:
            yield Pointer("order_may_flip")
    if facts.stale:
        yield Pointer("review_overdue")


def _of_scenarios(facts: Facts) -> Iterator[Pointer]:
    for scenario in facts.scenarios:
        if not scenario.judges:
            yield Pointer("no_judgement", scenario.title)
            continue
        if scenario.judges < ENOUGH_JUDGES:
            yield Pointer("one_judge", scenario.title)
        if not scenario.explained:
            yield Pointer("spread_unexplained", scenario.title)
        bad = facts.bad_measures.get(scenario.threat, ())
        if bad and scenario.vulnerability == 1:
            yield Pointer("failing_but_low", f"{scenario.title}: {', '.join(bad)}")
