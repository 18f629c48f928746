"""What the questionnaire says: every assessor's own score, section by section, and the way back to the answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from parvis.assessment.models import Assessment
from parvis.assessment.queries.asking import Ask, chapters, choices_of
from parvis.assessment.queries.methods import method_of
from parvis.assessment.queries.visiting import Answered, answers
from parvis.assessment.rules import scoring
from parvis.content.queries import label
from parvis.content.schemas.questionnaire import Questionnaire, Verdict
from parvis.engines.risk import Score, Scores
from parvis.people.models import Account


@dataclass(frozen=True)
class Voice:
    """One assessor's score of a section or of the whole: a share of what is missing, from 0 to 1."""

    assessor: Account
    score: Score

    @property
    def percent(self) -> int | None:
        return None if self.score.value is None else round(100 * self.score.value)

    @property
    def covered(self) -> int:
        return round(100 * (self.score.coverage or 0))


@dataclass(frozen=True)
class Part:
    """One section, or the whole: what each assessor found, and the words for the range of it."""

    code: str
    label: str
    voices: list[Voice]
    low: float  # the lowest end over all assessors, if all that is open turned out well
    high: float
    words: str
    asks: str
    decides: list[Ask]  # the questions that make up the score, the weightiest first

    @property
    def shares(self) -> list[float]:
        return [voice.score.value for voice in self.voices if voice.score.value is not None]


@dataclass(frozen=True)
class Filled:
    """The whole questionnaire as it is filled in by now."""

    overall: Part
    sections: list[Part]
    look_next: list[Ask]  # per assessor the open question that would tell most
    answered: dict[str, list[Answered]]
    asks: dict[str, Ask]
    apart: list[Ask]  # questions on which assessors differ, or one assessor's two phones


def filled(account: Account | None, of: Assessment) -> Filled | None:
    """The scores of an assessment; None where the method asks nothing, or nobody answered yet."""
    form = method_of(of).questionnaire
    if form is None:
        return None
    told = answers(account, of)
    rows = {name: [(row.assessor.pk, row.zone, row.values) for row in found] for name, found in told.items()}
    given = scoring.by_assessor(rows)
    if not given:
        return None
    listed = chapters(account, of)
    asks = {ask.question.id: ask for chapter in listed for ask in chapter.asks}
    expected = [ask.question for ask in asks.values()]
    people = {row.assessor.pk: row.assessor for found in told.values() for row in found}
    scores = {people[pk]: scoring.score(form, expected, mine) for pk, mine in given.items()}
    order = dict(sorted(scores.items(), key=lambda pair: (pair[0].name, str(pair[0].pk))))
    return Filled(
        overall=_part(form, "", "", {who: found.overall for who, found in order.items()}, asks),
        sections=[_section(form, chapter.code, chapter.label, order, asks) for chapter in listed],
        look_next=[asks[name] for name in dict.fromkeys(one.look_next for one in order.values()) if name in asks],
        answered=told,
        asks=asks,
        apart=[ask for name, ask in asks.items() if _apart(told.get(name, []))],
    )


def _section(
    form: Questionnaire, code: str, words: str, scores: Mapping[Account, Scores], asks: Mapping[str, Ask]
) -> Part:
    mine = {who: found.sections[code] for who, found in scores.items() if code in found.sections}
    return _part(form, code, words, mine, asks)


def _part(form: Questionnaire, code: str, words: str, mine: Mapping[Account, Score], asks: Mapping[str, Ask]) -> Part:
    voices = [Voice(who, score) for who, score in mine.items()]
    known = [score.value for score in mine.values() if score.value is not None]
    low, high = min((s.low for s in mine.values()), default=0.0), max((s.high for s in mine.values()), default=1.0)
    read = [scoring.verdict(form, share) for share in (min(known), max(known))] if known else []
    trace = dict.fromkeys(name for score in mine.values() for name in score.trace)
    decides = [asks[name] for name in trace if name in asks]
    return Part(code, words, voices, low, high, _words(read), label(read[-1].asks) if read else "", decides)


def _words(read: list[Verdict]) -> str:
    names = list(dict.fromkeys(label(one.label) for one in read))
    return " / ".join(names)


def _apart(found: list[Answered]) -> bool:
    """Whether different answers stand on one question in one zone."""
    zones: dict[UUID | None, set[str]] = {}
    for row in found:
        zones.setdefault(row.zone, set()).update(row.values)
    return any(len(values) > 1 for values in zones.values())


def value_words(form: Questionnaire, ask: Ask, value: str) -> str:
    """An answer in the reader's words."""
    return next((choice.label for choice in choices_of(form, ask.question) if choice.value == value), value)
