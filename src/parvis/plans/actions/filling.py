"""What a pack puts into a new plan, in the language of the writer."""

from typing import Any

from parvis.content.queries import label
from parvis.content.schemas import ExercisePack, PlanPack
from parvis.plans.models import Carrier, Channel, Message, Need, Period, Plan, PlanRole, Resource, Task, Trigger

LONGEST = {PlanRole: 120, Period: 80, Channel: 60, Resource: 120}


def fill(plan: Plan, pack: ExercisePack | PlanPack) -> tuple[int, int]:
    """How many roles and tasks came with it. Who holds the roles, the town says."""
    return _exercise(plan, pack) if isinstance(pack, ExercisePack) else _plan(plan, pack)


def _exercise(plan: Plan, pack: ExercisePack) -> tuple[int, int]:
    """Roles and tasks of the pack. Who does a task also answers for it until somebody says otherwise."""
    roles = {
        role.code: PlanRole(place_id=plan.place_id, plan=plan, code=role.code, name=label(role.label)[:120])
        for role in pack.roles
        if role.kind == "player"
    }
    PlanRole.objects.bulk_create(roles.values())
    for row in pack.tasks:
        owner = roles.get(row.role)
        task = Task.objects.create(
            place_id=plan.place_id, plan=plan, code=row.id, text=label(row.text)[:300], target_s=row.target_min * 60,
            phase=Task.Phase.ALERT if row.tells else Task.Phase.PROTECT, responsible=owner, accountable=owner,
        )  # fmt: skip
        task.informed.set([roles[code] for code in row.tells if code in roles])
    return len(roles), len(pack.tasks)


def _plan(plan: Plan, pack: PlanPack) -> tuple[int, int]:
    """Everything that the pack holds. Usual channels that the writer named stay behind those of the pack."""
    for n, period in enumerate(pack.periods, 1):
        _made(Period, period, plan=plan, position=n, hours=period.hours)
    plan.channels.all().delete()
    channels = {row.code: _channel(plan, row, n) for n, row in enumerate(pack.channels, 1)}
    resources = {row.code: _made(Resource, row, plan=plan, quantity=row.quantity) for row in pack.resources}
    roles = {row.code: _role(plan, row) for row in pack.roles}
    for row in pack.roles:
        roles[row.code].incompatible.set([roles[code] for code in row.incompatible])
    tasks = {row.id: _task(plan, row, roles) for row in pack.tasks}
    for task in pack.tasks:
        tasks[task.id].predecessors.set([tasks[code] for code in task.after])
        tasks[task.id].one_of.set([tasks[code] for code in task.one_of])
        Need.objects.bulk_create(Need(task=tasks[task.id], resource=resources[code]) for code in task.needs)
    for word in pack.messages:
        message = Message.objects.create(
            plan=plan, sender=tasks[word.sender], receiver=tasks.get(word.task or ""), role=roles.get(word.role or ""),
            way=word.way, call_s=word.call_s, timeout_s=word.timeout_s, fallback=label(word.fallback)[:300],
            fallback_s=word.fallback_s,
        )  # fmt: skip
        Carrier.objects.bulk_create(
            Carrier(message=message, channel=channels[code], position=n) for n, code in enumerate(word.channels, 1)
        )
    for trigger in pack.triggers:
        made = Trigger.objects.create(plan=plan, description=label(trigger.label)[:200], threat=trigger.threat or "")
        made.tasks.set([tasks[code] for code in trigger.tasks])
    return len(roles), len(tasks)


def _made(model: Any, row: Any, **facts: Any) -> Any:
    return model.objects.create(name=label(row.label)[: LONGEST[model]], **facts)


def _channel(plan: Plan, row: Any, position: int) -> Channel:
    least, usual, most = row.delay_s
    made: Channel = _made(
        Channel, row, plan=plan, kind=row.kind, usual=row.usual, position=position, availability=row.availability,
        delay_min_s=least, delay_mode_s=usual, delay_max_s=most,
    )  # fmt: skip
    return made


def _role(plan: Plan, row: Any) -> PlanRole:
    made: PlanRole = _made(
        PlanRole, row, plan=plan, place_id=plan.place_id, code=row.code, organisation=label(row.organisation)[:200],
        level=row.level, capacity=row.capacity,
    )  # fmt: skip
    return made


def _task(plan: Plan, row: Any, roles: dict[str, PlanRole]) -> Task:
    least, usual, most = row.durations_s
    task = Task.objects.create(
        place_id=plan.place_id, plan=plan, code=row.id, text=label(row.text)[:300], phase=row.phase,
        responsible=roles[row.role], accountable=roles[row.answers or row.role], target_s=row.target_s, dur_min_s=least,
        dur_mode_s=usual, dur_max_s=most, people=row.people, milestone=row.milestone,
    )  # fmt: skip
    task.consulted.set([roles[code] for code in row.asks])
    task.informed.set([roles[code] for code in row.tells])
    return task
