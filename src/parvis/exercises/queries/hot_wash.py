"""What the hot wash says, and when it may be read: nothing that names who by elimination."""

from dataclasses import dataclass, replace
from statistics import mean

from django.utils.translation import gettext

from parvis.access.queries import may, visible_to
from parvis.access.roles import Can
from parvis.content.queries import label
from parvis.content.schemas import ExercisePack
from parvis.exercises.models import Exercise, HotWashAnswer
from parvis.exercises.queries.names import Names
from parvis.exercises.queries.reading import pack
from parvis.people.models import Account

FEWEST = 5  # fewer answers without a name would tell whose they are


@dataclass(frozen=True)
class Answered:
    """One question: how many answered it, the mean of a scale from 1 to 5, and the words with the name where one is kept."""

    question: str
    count: int
    mean: float | None
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class HotWash:
    """`people`: how many answered. `closed`: no more answers are taken. `few`: too few to be read without naming who."""

    people: int
    closed: bool
    named: bool
    few: bool
    questions: tuple[Answered, ...]

    def without_names(self, names: Names) -> "HotWash":
        """Words as they were written, with what people did in place of their names."""
        return replace(self, questions=tuple(_masked(question, names) for question in self.questions))


def _masked(question: Answered, names: Names) -> Answered:
    return replace(question, words=tuple((who, names.written(text)) for who, text in question.words))


def hot_wash_over(exercise: Exercise) -> bool:
    """Whether the answers may be read: then no more are taken, so that the last one cannot be told from the others."""
    return exercise.hot_wash_closed is not None or exercise.state == Exercise.State.CLOSED


def hot_wash(account: Account | None, exercise: Exercise) -> HotWash:
    """Nothing before it is closed; nothing from fewer than five people; the words for those who direct only.

    The answers come in the order of their ids, which are random.
    """
    people = exercise.participants.filter(hot_washed=True).count()
    closed, named = hot_wash_over(exercise), exercise.hot_wash_named
    few = people < FEWEST and not named
    if not closed or few:
        return HotWash(people, closed, named, few, ())
    directs = may(account, Can.DIRECT, exercise)
    found: dict[str, list[HotWashAnswer]] = {}
    answers = visible_to(account, HotWashAnswer).filter(exercise=exercise).select_related("by")
    for row in answers.order_by("question", "id"):
        found.setdefault(row.question, []).append(row)
    asked = [(text, found.get(code, [])) for code, text, _form in questions(pack(exercise))]
    return HotWash(people, closed, named, few, tuple(_answered(text, rows, words=directs) for text, rows in asked))


def _answered(question: str, rows: list[HotWashAnswer], *, words: bool) -> Answered:
    scores = [row.score for row in rows if row.score is not None]
    said = tuple((row.by.name if row.by else "", row.text) for row in rows if row.text) if words else ()
    return Answered(question, len(rows), round(mean(scores), 1) if scores else None, said)


def questions(pack: ExercisePack | None) -> list[tuple[str, str, str]]:
    """Code, text and form ("scale" or "words") of each question: those of the pack, or three that fit every exercise."""
    if pack:
        return [(row.id, label(row.text), row.form) for row in pack.hot_wash]
    return [
        ("clear_role", gettext("I knew at any time what my task was."), "scale"),
        ("clear_lead", gettext("I knew at any time who decided."), "scale"),
        ("one_change", gettext("Which one change would help most?"), "words"),
    ]
