"""The messages of an exercise as rows of a script, and by what the words of a sheet are recognised."""

from parvis.content import queries as content
from parvis.content.schemas import ExercisePack
from parvis.exercises.models import Exercise, Inject
from parvis.exercises.msel import Known, Row
from parvis.exercises.queries.reading import injects, tasks
from parvis.exercises.queries.run import moves, objectives
from parvis.people.models import Account
from parvis.plans.models import PlanRole
from parvis.plans.queries import roles


def script(account: Account | None, exercise: Exercise) -> list[Row]:
    """Every message in the order of the clock. For those who direct: the caller has asked."""
    rows = injects(account, exercise).select_related("move").prefetch_related("objectives")
    return [
        Row(one.offset_s, one.kind, one.mode, one.sender, one.to, one.message, one.note,
            tuple(sorted(task.code for task in one.tasks)), tuple(sorted(goal.number for goal in one.objectives.all())),
            one.move.number if one.move else None, _terms(one))
        for one in rows
    ]  # fmt: skip


def _terms(inject: Inject) -> tuple[tuple[str, int | None, str], ...]:
    """Of each task that it calls for, where they are not those of the plan: its own, else those of the message."""
    found = []
    for one in inject.actions.all():
        within, rule = one.deadline_s or inject.deadline_s, one.rule or inject.rule
        every = rule == Inject.Rule.EVERY
        if (within and within != one.task.target_s) or every:
            found.append((one.task.code, None if within == one.task.target_s else within, rule if every else ""))
    return tuple(sorted(found, key=lambda row: row[0]))


def role_names(account: Account, exercise: Exercise) -> dict[str, PlanRole]:
    """Every role of the plan by its name, by its code, and by the names that its pack gives it in each language."""
    plan, found = exercise.plan, dict[str, PlanRole]()
    pack = content.pack(plan.pack_urn, plan.pack_version) if plan.pack_urn else None
    labels = {role.code: role.label for role in pack.roles} if isinstance(pack, ExercisePack) else {}
    every = list(roles(account, plan))
    for role in every:
        found |= {name.casefold(): role for name in (role.code, *labels.get(role.code, {}).values()) if name}
    return found | {role.name.casefold(): role for role in every}  # what the plan calls it comes before anything else


def known(account: Account, exercise: Exercise) -> Known:
    return Known(
        objectives={goal.number: goal.text for goal in objectives(account, exercise)},
        moves={move.number: move.title for move in moves(account, exercise)},
        targets={task.code: task.target_s for task in tasks(account, exercise) if task.target_s},
        roles={name: role.name for name, role in role_names(account, exercise).items()},
    )
