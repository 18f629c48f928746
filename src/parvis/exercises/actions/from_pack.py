"""What a pack brings into an exercise: its moves, its objectives and its messages, to the roles as the plan names them."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from parvis.content.queries import label
from parvis.content.schemas import ExercisePack
from parvis.content.schemas.exercise import Terms
from parvis.exercises.models import CapabilityTarget, Exercise, Inject, Move, Objective
from parvis.people.models import Account
from parvis.plans.models import Task
from parvis.plans.queries import roles


def from_pack(actor: Account, made: Exercise, pack: ExercisePack, wanted: list[Task]) -> int:
    """Write them; returns how many messages there are. Part of the verb that prepares."""
    own = {role.code: role for role in roles(actor, made.plan) if role.code}
    names = {role.code: label(role.label) for role in pack.roles} | {code: role.name for code, role in own.items()}
    players = {role.code for role in pack.roles if role.kind == "player"}
    by_code = {task.code: task for task in wanted} if made.plan.pack_urn == pack.urn else {}
    moves, goals = _moves(made, pack), _objectives(made, pack, by_code)
    for number, row in enumerate(pack.injects, start=1):
        all_of_them = players <= set(row.to)
        inject = Inject.objects.create(
            place_id=made.place_id, exercise=made, number=number, offset_s=row.offset_min * 60, move=moves[row.move],
            kind=row.type, mode=row.mode, sender=names[row.sender][:160],
            to=_("everybody") if all_of_them else ", ".join(names[code] for code in row.to)[:300],
            message=label(row.message), note=label(row.controller_note) if row.controller_note else "",
        )  # fmt: skip
        inject.roles.set([] if all_of_them else [own[code] for code in row.to if code in own])
        inject.objectives.set([goals[code] for code in row.objectives])
        for code in dict.fromkeys(row.expects):
            if code in by_code:
                terms = row.terms.get(code, Terms())
                within = terms.within_min * 60 if terms.within_min else None
                inject.actions.create(task=by_code[code], deadline_s=within, rule=terms.rule or "")
    return len(pack.injects)


def _moves(made: Exercise, pack: ExercisePack) -> dict[int, Move]:
    return {
        row.number: Move.objects.create(
            exercise=made, number=row.number, title=label(row.title)[:160], begins_s=row.start_min * 60,
            situation=label(row.situation),
        )
        for row in pack.moves
    }  # fmt: skip


def _objectives(made: Exercise, pack: ExercisePack, by_code: Mapping[str, Task]) -> dict[str, Objective]:
    found = {}
    for number, row in enumerate(pack.objectives, start=1):
        found[row.id] = goal = Objective.objects.create(
            exercise=made, number=number, text=label(row.text)[:300], smart_target=label(row.target)[:300],
            priority=row.priority or Objective.Priority.MEDIUM,
        )  # fmt: skip
        for target in row.targets:
            aim = CapabilityTarget.objects.create(
                exercise=made, objective=goal, text=label(target.text)[:300], metric=label(target.metric)[:160],
                threshold=target.threshold, unit=target.unit, source=made.plan.title[:200],
            )  # fmt: skip
            aim.critical.set([by_code[code] for code in target.tasks if code in by_code])
    return found
