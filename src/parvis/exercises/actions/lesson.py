"""Drawing lessons, working on them, and closing them by trying again."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.exercises import events
from parvis.exercises.actions.practice import tell_plan
from parvis.exercises.models import Exercise, Lesson, Objective, Observation
from parvis.exercises.queries import PLAYED, stamps
from parvis.exercises.rules import effective
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.plans.models import Action, Task

TOUCHED = ("plan", "measure", "option", "scenario", "training")
ABOUT = ("capability", "function", "root_cause", "effectiveness", "nature")
EDITABLE = ("text", "recommendation", "element", "owner", "due", "state", *ABOUT, *TOUCHED)


@verb(events.LessonDrawn)
def draw_lesson(
    actor: Account, exercise: Exercise, *, observations: Iterable[Observation] = (), text: str = "", **facts: Any
) -> Lesson:
    """Make a lesson of observations. It reopens what it touches until another exercise has tried it again.

    Without `text` it takes the words of the observations, without `task` their first task. `facts` may hold id, task,
    recommendation, element, owner, due, capability, function, root_cause, effectiveness, nature, plan, measure, option,
    scenario and training.
    """
    require(actor, Can.DIRECT, exercise)
    seen = list(observations)
    if any(row.exercise_id != exercise.pk for row in seen):
        raise Refused(_("An observation of another exercise cannot found this lesson. Nothing was saved."))
    words = text.strip() or " ".join(row.text.strip() for row in seen)
    if not words:
        raise Refused(_("Say what was learned. Nothing was saved."), "text")
    facts.setdefault("task", next((row.task for row in seen if row.task), None))
    _of_this_place(exercise.place_id, facts)
    task = facts["task"]
    if task and task.plan_id != exercise.plan_id:
        raise Refused(_("This task is not in the plan that was exercised. Nothing was saved."), "task")
    if task and task.responsible and not facts.get("owner"):
        facts["owner"] = task.responsible.name
    if task and not facts.get("capability"):
        facts["capability"] = _capability(exercise, task)
    lesson = Lesson.objects.create(place_id=exercise.place_id, exercise=exercise, author=actor, text=words, **facts)
    lesson.observations.set(seen)
    tell_plan(actor, exercise)
    event = events.LessonDrawn(exercise=exercise.pk, task=lesson.task_id, observations=len(seen))
    record(actor, event, object_id=lesson.pk, place_id=lesson.place_id, marking=exercise.marking)
    return lesson


def _capability(exercise: Exercise, task: Task) -> str:
    """The capability that the exercise tried by this task."""
    goal = Objective.objects.filter(exercise=exercise, targets__critical=task).order_by("number").first()
    return (goal.capability or goal.text)[:160] if goal else ""


def _of_this_place(place_id: object, facts: dict[str, Any]) -> None:
    for field in ("plan", "measure", "option", "scenario"):
        touched = facts.get(field)
        if touched and touched.place_id != place_id:
            raise Refused(_("A lesson touches what belongs to its own place. Nothing was saved."), field)


@verb(events.LessonChanged)
def change_lesson(actor: Account, lesson: Lesson, *, version: int, **facts: Any) -> Lesson:
    """Change a lesson, or say how far it is. "Verified" is not reached here: only a re-test does that."""
    require(actor, Can.UPDATE_ACTIONS if set(facts) <= {"state"} else Can.PLAN, lesson)
    if set(facts) - set(EDITABLE):
        raise TypeError(f"not part of a lesson: {sorted(set(facts) - set(EDITABLE))}")
    current = Lesson.objects.select_for_update().get(pk=lesson.pk)
    if current.version != version:
        raise Conflict
    _of_this_place(current.place_id, facts)
    before = current.state
    if Lesson.State.VERIFIED in {before, facts.get("state")}:
        raise Refused(
            _("Only an exercise that tries it again closes a lesson, and then it stays as it is. Nothing was changed."),
            "state",
        )
    changed = [name for name, value in facts.items() if getattr(current, name) != value]
    for name in changed:
        setattr(current, name, facts[name])
    current.version += 1
    current.save()
    event = events.LessonChanged(fields=changed, state_before=before, state_after=current.state)
    record(actor, event, object_id=lesson.pk, place_id=lesson.place_id, marking=lesson.exercise.marking)
    return current


@verb(events.ActionLinked)
def answer_lesson(actor: Account, lesson: Lesson, action: Action) -> Lesson:
    """Say that an action of the place answers this lesson: its corrective action. An open lesson is then in progress."""
    require(actor, Can.PLAN, lesson)
    require(actor, Can.PLAN, action)
    if action.place_id != lesson.place_id:
        raise Refused(_("This action belongs to another place. Nothing was changed."), "action")
    current = visible_to(actor, Lesson, Can.PLAN).select_for_update().get(pk=lesson.pk)
    if current.state == Lesson.State.VERIFIED:
        raise Refused(_("This lesson is closed already. Nothing was changed."))
    current.actions.add(action)
    if current.state == Lesson.State.OPEN:
        current.state = Lesson.State.IN_PROGRESS
    current.version += 1
    current.save()
    event = events.ActionLinked(action=action.pk)
    record(actor, event, object_id=lesson.pk, place_id=lesson.place_id, marking=lesson.exercise.marking)
    return current


@verb(events.LessonVerified)
def verify_lesson(actor: Account, lesson: Lesson, retest: Exercise, *, note: str) -> Lesson:
    """Close a lesson: a later exercise at the place tried it again, and what it touches was played there.

    Its task was seen done, its plan was the one that was played, and its option was the one on the table where one was.
    """
    require(actor, Can.DIRECT, lesson)
    require(actor, Can.READ, retest)
    if lesson.state == Lesson.State.VERIFIED:
        raise Refused(_("This lesson is closed already. Nothing was changed."))
    first = lesson.exercise.ended or lesson.created
    later = retest.pk != lesson.exercise_id and retest.t0 is not None and retest.t0 > first
    if retest.place_id != lesson.place_id or retest.state not in PLAYED or not later:
        raise Refused(
            _(
                "Only a later exercise at this place that was played to its end can close the lesson. Nothing was changed."
            ),
            "retest",
        )
    if not note.strip():
        raise Refused(_("Say what the re-test showed. Nothing was changed."), "note")
    _tried_again(actor, lesson, retest)
    current = visible_to(actor, Lesson, Can.DIRECT).select_for_update().get(pk=lesson.pk)
    current.state, current.retest, current.retest_note = Lesson.State.VERIFIED, retest, note.strip()
    current.version += 1
    current.save()
    tell_plan(actor, current.exercise)
    record(
        actor, events.LessonVerified(retest=retest.pk), object_id=lesson.pk, place_id=lesson.place_id,
        marking=lesson.exercise.marking,
    )  # fmt: skip
    return current


def _tried_again(actor: Account, lesson: Lesson, retest: Exercise) -> None:
    """Refuse an exercise that did not play what the lesson touches."""
    if lesson.task and lesson.task.plan_id == retest.plan_id and not _seen_done(actor, lesson, retest):
        raise Refused(_("The task of this lesson was not seen done in that exercise. The lesson stays open."), "retest")
    if lesson.plan_id and lesson.plan_id != retest.plan_id:
        raise Refused(_("That exercise played another plan than the one of this lesson. It stays open."), "retest")
    if lesson.option_id and retest.with_option_id and lesson.option_id != retest.with_option_id:
        raise Refused(_("That exercise was played with another option. The lesson stays open."), "retest")


def _seen_done(actor: Account, lesson: Lesson, retest: Exercise) -> bool:
    rows = effective(stamps(actor, retest))
    return any(row.task_id == lesson.task_id and row.kind == "done" for row in rows)
