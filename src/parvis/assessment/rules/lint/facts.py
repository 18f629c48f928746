"""What the checks know of an assessment: plain values, read once. No check asks the database."""

from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from uuid import UUID

BAD_STATES = frozenset({"failing", "missing"})
WANTED_STATES = frozenset({"needed", "missing"})


@dataclass(frozen=True)
class Subject:
    """What a finding is about: words, a stable key, where it is mended, and what would make it another finding."""

    label: str = ""
    key: str = ""
    where: str = "head"  # head, team, measures, measure, scenario, scenarios, weakness, result, place, tier, visit
    pk: UUID | None = None
    state: tuple[object, ...] = ()

    @property
    def stamp(self) -> str:
        """Names the subject as it is now: an acceptance holds for this stamp and no other."""
        return f"{self.key}:{sha256(repr(self.state).encode()).hexdigest()[:16]}"


@dataclass(frozen=True)
class Seat:
    """A seat of the team; `planner` when the person plans the city for a living."""

    pk: UUID
    label: str
    judges: bool = True
    account: UUID | None = None
    organisations: frozenset[UUID] = frozenset()
    levels: frozenset[str] = frozenset()
    police: bool = False
    planner: bool = False
    lead: bool = False

    def subject(self) -> Subject:
        return Subject(self.label, str(self.account or self.pk), "team")


@dataclass(frozen=True)
class Measure:
    """An existing measure. `answers` holds the threats that its row of the catalogue answers."""

    pk: UUID
    label: str
    state: str = "good"
    natural: bool = False
    owner: str = ""
    zone: str = ""
    placed: bool = True
    checked_on: date | None = None
    row: str = ""
    answers: frozenset[str] = frozenset()
    mentioned: bool = False  # some weakness names it
    version: int = 1

    def subject(self) -> Subject:
        return Subject(self.label, str(self.pk), "measure", self.pk, (self.version,))


@dataclass(frozen=True)
class Voice:
    """One expert's standing judgement of a scenario."""

    expert: UUID
    name: str
    levels: dict[str, int]
    kinds: frozenset[str] = frozenset()
    confidence: int = 1
    reason: str = ""
    ranges: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    round: int = 1
    changed: bool = False  # other values than in the round before
    revision: str = ""


@dataclass(frozen=True)
class Story:
    """A scenario, what it rests on, and what became of it. `band` is 0 as long as nothing may be shown."""

    pk: UUID
    label: str
    threat: str
    attack: bool = True
    narrative: str = "told"
    zone: str = ""
    phase: str = ""
    condition: str = ""
    assumes: str = "said"
    relies_on: tuple[UUID, ...] = ()
    usual_kinds: frozenset[str] = frozenset()
    voices: tuple[Voice, ...] = ()
    vulnerability: int | None = None  # the middle level
    band: int = 0
    wide: frozenset[str] = frozenset()  # factors on which the experts lie far apart
    version: int = 1

    def subject(self) -> Subject:
        """For what is mended in its text."""
        return Subject(self.label, str(self.pk), "scenario", self.pk, (self.version,))

    def judged(self) -> Subject:
        """For what lies in the judgements: a new or a revised one makes it another finding."""
        given = sorted((str(v.expert), v.round, sorted(v.levels.items()), v.reason, v.revision) for v in self.voices)
        return Subject(self.label, str(self.pk), "result", self.pk, (self.version, given))


@dataclass(frozen=True)
class Weakness:
    """A weakness of the place. `required` is None as long as nobody says whether something has to hold."""

    pk: UUID
    label: str
    scenario: UUID | None = None
    help: str = "said"
    open: bool = True
    since: date | None = None
    measures: bool = False  # something on the ground is named as evidence
    required: bool | None = None
    version: int = 1

    def subject(self) -> Subject:
        return Subject(self.label, str(self.pk), "weakness", self.pk, (self.version,))


@dataclass(frozen=True)
class Answer:
    """What an assessor answered to a question on site; `weak` when the answer shows a gap."""

    question: str
    label: str
    assessor: UUID
    value: str
    zone: UUID | None = None
    weak: bool = False
    answered_by: frozenset[str] = frozenset()  # rows of the catalogue that would help


@dataclass(frozen=True)
class Expectation:
    """What the tier of the place expects, and whether a person says that it is met."""

    key: str
    label: str
    met: bool | None = None
    version: int = 0

    def subject(self) -> Subject:
        return Subject(self.label, self.key, "tier", state=(self.version,))


@dataclass(frozen=True)
class Facts:
    """All that the checks need to know of an assessment, on a day."""

    today: date
    opened: date
    state: str = "preparing"
    closed: date | None = None
    condition: str = "market"
    absence: str = ""
    threat_level: str = ""
    threat_level_on: date | None = None
    review_on: date | None = None
    place_changed: date | None = None  # after it was closed
    people: int | None = None
    estimated_by: str = ""
    tier: str = ""  # the one that holds
    tier_by_people: str = ""
    tier_reason: str = ""
    tier_outdated: bool = False  # settled when another tier followed from the number of people
    unmet: str = ""  # how much something unmet weighs at this tier, where the method says it
    left_out: frozenset[str] = frozenset()  # with a reason
    threats: dict[str, str] = field(default_factory=dict)  # reference threats: code to label
    visited: bool | None = None  # None: nobody can say
    least: int = 1  # the lowest level of the scale of vulnerability
    grave: int = 4  # from which band on a risk is grave
    least_sure: int = 1
    most_sure: int = 4
    open_orders: bool = False
    against_numbers: bool = False  # the grid orders two risks against their numbers
    second_round: bool = False
    seats: tuple[Seat, ...] = ()
    measures: tuple[Measure, ...] = ()
    stories: tuple[Story, ...] = ()
    weaknesses: tuple[Weakness, ...] = ()
    answers: tuple[Answer, ...] = ()
    questions: dict[str, str] = field(default_factory=dict)  # every question that applies: id to its words
    expectations: tuple[Expectation, ...] = ()

    @property
    def judging(self) -> bool:
        """The judging has begun."""
        return self.state != "preparing"

    @property
    def shown(self) -> bool:
        """The judgements are no longer blind."""
        return self.state in {"discussing", "closed"}

    @property
    def judges(self) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if seat.judges)

    @property
    def judged(self) -> tuple[Story, ...]:
        return tuple(story for story in self.stories if story.voices) if self.shown else ()
