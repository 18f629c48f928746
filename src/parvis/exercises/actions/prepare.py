"""From a plan to an exercise: messages from the pack, or one for each task that starts something."""

from typing import Any

from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.content.schemas import ExercisePack
from parvis.exercises import events
from parvis.exercises.actions.from_pack import from_pack
from parvis.exercises.models import Exercise, Inject, Participant
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.plans.models import Plan, Task
from parvis.plans.queries import tasks

EDITABLE = ("title", "kind", "planned_for", "marking")
APART_S = 180  # without a pack: three minutes between one message and the next
PREPARED = (Exercise.State.DRAFT, Exercise.State.READY)


@verb(events.ExercisePrepared)
def prepare(actor: Account, plan: Plan, *, title: str, pack: ExercisePack | None = None, **facts: Any) -> Exercise:
    """Make an exercise of a plan, directed by the actor, with its messages.

    `facts` may hold id, kind, planned_for and marking. Without a pack there is one message for each task that waits
    for no other.
    """
    require(actor, Can.DIRECT, plan)
    if not title.strip():
        raise Refused(_("An exercise needs a title. Nothing was made."), "title")
    wanted = list(tasks(actor, plan))
    if not wanted:
        raise Refused(_("This plan has no tasks yet. Nothing was made: add its tasks first."))
    if pack:
        facts |= {"pack_urn": pack.urn, "pack_version": pack.version}
    facts.setdefault("marking", plan.marking)
    made = Exercise.objects.create(
        place_id=plan.place_id, plan=plan, plan_edition=plan.edition, author=actor, title=title.strip(), **facts
    )
    Participant.objects.create(exercise=made, account=actor, part=Participant.Part.DIRECTOR)
    count = from_pack(actor, made, pack, wanted) if pack else _from_tasks(made, wanted)
    event = events.ExercisePrepared(plan=plan.pk, kind=made.kind, pack=made.pack_urn, injects=count)
    record(actor, event, object_id=made.pk, place_id=made.place_id, marking=made.marking)
    return made


def _from_tasks(made: Exercise, wanted: list[Task]) -> int:
    starting = [task for task in wanted if not task.predecessors.all()] or wanted
    for number, task in enumerate(starting, start=1):
        inject = Inject.objects.create(
            place_id=made.place_id, exercise=made, number=number, offset_s=(number - 1) * APART_S,
            mode=Inject.Mode.VERBAL, sender=_("Exercise direction"),
            to=task.responsible.name if task.responsible else _("everybody"),
            message=_("You learn of something that calls for “%(task)s”. What do you do, and whom do you tell?")
            % {"task": task.text},
        )  # fmt: skip
        inject.expected.set([task])
        inject.roles.set([task.responsible] if task.responsible else [])
    return len(starting)


@verb(events.ExerciseChanged)
def change_exercise(actor: Account, exercise: Exercise, *, version: int, **facts: Any) -> Exercise:
    """Change the head of an exercise. Conflict when somebody saved since `version`."""
    require(actor, Can.DIRECT, exercise)
    if set(facts) - set(EDITABLE):
        raise TypeError(f"not part of the head of an exercise: {sorted(set(facts) - set(EDITABLE))}")
    current = visible_to(actor, Exercise, Can.DIRECT).select_for_update().get(pk=exercise.pk)
    if current.version != version:
        raise Conflict
    before = current.marking
    changed = [name for name, value in facts.items() if getattr(current, name) != value]
    for name in changed:
        setattr(current, name, facts[name])
    current.version += 1
    current.save()
    event = events.ExerciseChanged(fields=changed, marking_before=before, marking_after=current.marking)
    record(actor, event, object_id=current.pk, place_id=current.place_id, marking=current.marking)
    return current
