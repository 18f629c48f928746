"""What is still to be done on the evening of an exercise, in the order in which one would do it."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.exercises.models import Exercise, Lesson, Observation
from parvis.exercises.queries import WAITING, HotWash, Measured, Result
from parvis.people.models import Account
from parvis.places.checks import Step
from parvis.plans import queries as plans


def to_do(account: Account, compared: Result, more: Measured, lessons: list[Lesson], wash: HotWash) -> list[Step]:
    """For those who evaluate. The last step is to close the evaluation, by the button at the head of the page."""
    found = [
        *_letters(compared, more),
        *_lessons(account, compared.exercise, more, lessons),
    ]
    if not wash.closed:
        words = ngettext("%(n)d person has answered the hot wash; it is still open", "%(n)d people have answered the hot wash; it is still open", wash.people)  # fmt: skip
        found.append(Step(words % {"n": wash.people}, "#hot-wash", _("Look"), 5))
    return found


def _letters(compared: Result, more: Measured) -> Iterable[Step]:
    tasks = sum(row.rating is None and row.result.status != "not_observed" for row in compared.rows)
    if tasks:
        words = ngettext("%(n)d task has no letter yet", "%(n)d tasks have no letter yet", tasks) % {"n": tasks}
        yield Step(words, "#tasks", _("Decide"), 1)
    goals = sum(row.rating is None for row in more.lettered)
    if goals:
        words = ngettext(
            "%(n)d capability or target has no letter yet", "%(n)d capabilities and targets have no letter yet", goals
        )
        yield Step(words % {"n": goals}, "#goals", _("Decide"), 2)


def _lessons(account: Account, of: Exercise, more: Measured, lessons: list[Lesson]) -> Iterable[Step]:
    bare = [note for note in more.notes if note.kind == Observation.Kind.IMPROVEMENT and not note.lessons.all()]
    if bare:
        words = ngettext(
            "%(n)d observation of something to be improved is in no lesson",
            "%(n)d observations of something to be improved are in no lesson",
            len(bare),
        )
        yield Step(words % {"n": len(bare)}, "#observations", _("Look"), 3)
    waiting = [row for row in lessons if row.state in WAITING]
    answered = set(plans.actions(account, of.place_id).filter(lessons__in=waiting).values_list("lessons", flat=True))
    for row in waiting:
        if row.pk not in answered:
            words = _("No corrective action yet: %(lesson)s") % {"lesson": str(row)}
            yield Step(words, reverse("exercises:lesson", args=[row.pk]) + "#act", _("Agree"), 4)
