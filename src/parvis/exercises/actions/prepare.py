"""From a plan to an exercise: messages from the pack, or one for each task that starts something."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.content.queries import label
from parvis.content.schemas import ExercisePack
from parvis.exercises import events
from parvis.exercises.models import Exercise, Inject, Participant
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.plans.models import Plan, Task
from parvis.plans.queries import roles, tasks

EDITABLE = ("title", "kind", "planned_for", "marking")
INJECT = ("offset_s", "kind", "mode", "sender", "to", "message", "note")
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
    count = _from_pack(actor, made, pack, wanted) if pack else _from_tasks(made, wanted)
    event = events.ExercisePrepared(plan=plan.pk, kind=made.kind, pack=made.pack_urn, injects=count)
    record(actor, event, object_id=made.pk, place_id=made.place_id, marking=made.marking)
    return made


def _from_pack(actor: Account, made: Exercise, pack: ExercisePack, wanted: list[Task]) -> int:
    """The messages of the pack, to the roles by the names that they have in this plan."""
    names = {role.code: label(role.label) for role in pack.roles}
    names |= {role.code: role.name for role in roles(actor, made.plan) if role.code}
    players = {role.code for role in pack.roles if role.kind == "player"}
    by_code = {task.code: task for task in wanted} if made.plan.pack_urn == pack.urn else {}
    for number, row in enumerate(pack.injects, start=1):
        inject = Inject.objects.create(
            place_id=made.place_id, exercise=made, number=number, offset_s=row.offset_min * 60,
            kind=row.type, mode=row.mode, sender=names[row.sender][:160],
            to=_("everybody") if players <= set(row.to) else ", ".join(names[code] for code in row.to)[:300],
            message=label(row.message), note=label(row.controller_note) if row.controller_note else "",
        )  # fmt: skip
        inject.expected.set([by_code[code] for code in row.expects if code in by_code])
    return len(pack.injects)


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


@verb(events.InjectSet)
def set_inject(
    actor: Account,
    exercise: Exercise,
    inject: Inject | None = None,
    *,
    version: int = 1,
    pk: UUID | None = None,
    expected: Iterable[Task] = (),
    **facts: Any,
) -> Inject:
    """Add a message, or change one that has not come in yet. `offset_s` is its time on the exercise clock."""
    require(actor, Can.DIRECT, exercise)
    if set(facts) - set(INJECT):
        raise TypeError(f"not part of a message: {sorted(set(facts) - set(INJECT))}")
    wanted = list(expected)
    if any(task.plan_id != exercise.plan_id for task in wanted):
        raise Refused(
            _("A message can only call for tasks of the plan that is exercised. Nothing was saved."), "expected"
        )
    if inject is None:
        numbers = exercise.injects.select_for_update().order_by("number").values_list("number", flat=True)
        inject = Inject(place_id=exercise.place_id, exercise=exercise, number=max(numbers, default=0) + 1)
        inject.pk = pk or inject.pk
    else:
        inject = visible_to(actor, Inject, Can.DIRECT).select_for_update().get(pk=inject.pk)
        if inject.version != version:
            raise Conflict
        inject.version += 1
    if exercise.played or inject.delivered_at:
        raise Refused(_("This message has come in already, or the exercise is over. Nothing was changed."))
    for field, value in facts.items():
        setattr(inject, field, value)
    inject.save()
    inject.expected.set(wanted)
    event = events.InjectSet(inject=inject.pk, number=inject.number, offset_s=inject.offset_s)
    record(actor, event, object_id=exercise.pk, place_id=exercise.place_id, marking=exercise.marking)
    return inject


@verb(events.InjectSet)
def remove_inject(actor: Account, inject: Inject) -> None:
    """Leave out a message that has not come in yet."""
    exercise = inject.exercise
    require(actor, Can.DIRECT, exercise)
    if inject.delivered_at:
        raise Refused(_("This message has come in already: it stays on record. Nothing was changed."))
    event = events.InjectSet(inject=inject.pk, number=inject.number, offset_s=inject.offset_s, removed=True)
    inject.delete()
    record(actor, event, object_id=exercise.pk, place_id=exercise.place_id, marking=exercise.marking)
