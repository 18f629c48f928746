"""What an exercise leaves out: tasks that nothing calls for, objectives that nothing serves, organisations that nobody plays."""

from dataclasses import dataclass

from parvis.exercises.models import Exercise, Inject, Objective, Participant
from parvis.exercises.queries.reading import injects, participants, tasks
from parvis.exercises.queries.run import conditions, objectives
from parvis.people.models import Account
from parvis.plans.models import PlanRole, Task
from parvis.plans.queries import roles

#: Objectives times organisations beyond which a run is seldom still observed. Parvis's own rule of thumb: public inquiries
#: name exercises that were too large, no source gives a number.
TOO_LARGE = 60


@dataclass(frozen=True)
class Coverage:
    """`unplayed`: organisations of the plan without a player. `stuck`: messages that can never come in by themselves."""

    uncalled: tuple[Task, ...]
    unserved: tuple[Objective, ...]
    unmeasured: tuple[Objective, ...]
    unplayed: tuple[str, ...]
    stuck: tuple[Inject, ...]
    unanswered: tuple[Participant, ...]
    observers: int
    objectives: int
    organisations: int

    @property
    def too_large(self) -> bool:
        return self.objectives * self.organisations > TOO_LARGE

    @property
    def whole(self) -> bool:
        gaps = (self.uncalled, self.unserved, self.unmeasured, self.unplayed, self.stuck, self.unanswered)
        return not any(gaps) and self.observers > 1 and not self.too_large


def coverage(account: Account, exercise: Exercise) -> Coverage:
    rows = list(injects(account, exercise).prefetch_related("objectives"))
    goals, people = list(objectives(account, exercise)), list(participants(account, exercise))
    called = {task.pk for row in rows for task in row.tasks}
    served = {goal.pk for row in rows for goal in row.objectives.all()}
    named = {_organisation(role) for role in roles(account, exercise.plan)}
    playing = [person.role_played for person in people if person.part == Participant.Part.PLAYER]
    played = {_organisation(role) for role in playing if role}
    asked = [person for person in people if person.part != Participant.Part.DIRECTOR]
    return Coverage(
        uncalled=tuple(
            task for task in tasks(account, exercise) if task.pk not in called and not task.predecessors.all()
        ),
        unserved=tuple(goal for goal in goals if goal.pk not in served),
        unmeasured=tuple(goal for goal in goals if not goal.targets.all()),
        unplayed=tuple(sorted(named - played)),
        stuck=tuple(_stuck(account, exercise, rows)),
        unanswered=tuple(person for person in asked if exercise.contact_sent and person.reached is None),
        observers=sum(person.part == Participant.Part.OBSERVER for person in people),
        objectives=len(goals),
        organisations=len(named),
    )


def _organisation(role: PlanRole) -> str:
    return role.organisation or role.name


def _stuck(account: Account, exercise: Exercise, rows: list[Inject]) -> list[Inject]:
    """Messages that wait on one another in a circle. One that follows a message given by hand is not among them."""
    follows: dict[object, list[object]] = {}
    for one in conditions(account, exercise):
        follows.setdefault(one.inject_id, []).append(one.after_id)
    waits = {row.pk: row for row in rows if row.trigger in {Inject.Trigger.ALL, Inject.Trigger.ANY}}
    free = {row.pk for row in rows if row.pk not in waits}
    growing = True
    while growing:
        growing = False
        for pk, row in waits.items():
            before = [after is None or after in free for after in follows.get(pk, [])]
            comes = bool(before) and (all(before) if row.trigger == Inject.Trigger.ALL else any(before))
            if comes and pk not in free:
                free.add(pk)
                growing = True
    return [row for pk, row in waits.items() if pk not in free]
