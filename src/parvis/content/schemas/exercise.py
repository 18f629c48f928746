"""Exercise packs: a table-top that can be played as it stands."""

import operator
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from parvis.content.schemas.common import Code, Head, Once, Strict, Text, Texts, ThreatCode

Minute = Annotated[int, Field(ge=0, le=1440)]
TaskCode = Annotated[str, StringConstraints(pattern=r"^T[0-9]{2}$")]
InjectCode = Annotated[str, StringConstraints(pattern=r"^I[0-9]{2}$")]
ObjectiveCode = Annotated[str, StringConstraints(pattern=r"^O[0-9]$")]


class Role(Strict):
    """Who sits at the table. Outside partners are played by a controller."""

    code: Code
    kind: Literal["player", "controller", "observer"]
    label: Text
    brief: Text


class CapabilityTarget(Strict):
    """A threshold of an objective, and the tasks by which it is met."""

    text: Text
    metric: Text
    threshold: Annotated[float, Field(gt=0)]
    unit: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    tasks: Annotated[Once[TaskCode], Field(min_length=1)]


class Objective(Strict):
    """What the exercise finds out, with a target that can be measured. Priority 1 is the highest.

    What a pack from before does not say stays out of its digest.
    """

    id: ObjectiveCode
    text: Text
    target: Text
    priority: Annotated[Literal[1, 2, 3] | None, Field(exclude_if=operator.not_)] = None
    targets: Annotated[list[CapabilityTarget], Field(exclude_if=operator.not_)] = []


class Task(Strict):
    """An expected action: who does it, and how soon after the inject that calls for it."""

    id: TaskCode
    text: Text
    role: Code
    target_min: Annotated[int, Field(ge=1, le=240)]
    critical: bool = False
    tells: Once[Code] = []


class Move(Strict):
    """A stretch of the exercise with its own situation."""

    number: Annotated[int, Field(ge=1, le=9)]
    title: Text
    start_min: Minute
    situation: Text


class Terms(Strict):
    """By when and by whom one task of an inject is done, where it is not as the task says."""

    within_min: Annotated[int | None, Field(ge=1, le=240)] = None
    rule: Literal["one", "every"] | None = None


class Inject(Strict):
    """A message that players receive at its time on the exercise clock."""

    id: InjectCode
    move: Annotated[int, Field(ge=1, le=9)]
    offset_min: Minute
    type: Literal["inject", "contingency", "information"]
    mode: Literal["call", "radio", "mail", "sms", "verbal", "paper", "media", "social"]
    sender: Code
    to: Annotated[Once[Code], Field(min_length=1)]
    message: Text
    expects: Once[TaskCode] = []
    #: By task. Empty it stays out of the digest: a pack from before keeps its own.
    terms: Annotated[dict[TaskCode, Terms], Field(exclude_if=operator.not_)] = {}
    objectives: Once[ObjectiveCode] = []
    controller_note: Text | None = None


class HotWashQuestion(Strict):
    """A question of the hot wash; answers carry no name."""

    id: Code
    text: Text
    form: Literal["scale", "words"]


class AgendaItem(Strict):
    """A line of the running order, in minutes of the meeting."""

    start_min: Minute
    minutes: Annotated[int, Field(ge=1)]
    title: Text


class ExercisePack(Head):
    """A ready exercise: roles, objectives, expected actions, moves, injects, hot wash."""

    kind: Literal["exercise"]
    type: Literal["seminar", "workshop", "tabletop", "game", "drill", "functional", "full_scale"]
    duration_min: Annotated[int, Field(ge=15, le=1440)]
    play_starts_min: Minute
    threats: Once[ThreatCode]
    #: Kinds of place that the scenario fits, the best first. Empty it stays out of the digest: a pack from before keeps its own.
    places: Annotated[Once[Code], Field(exclude_if=operator.not_)] = []
    purpose: Text
    place: Text
    conventions: Texts
    roles: Annotated[Once[Role], Field(min_length=2)]
    objectives: Annotated[Once[Objective], Field(min_length=1)]
    tasks: Annotated[Once[Task], Field(min_length=1)]
    moves: Annotated[Once[Move], Field(min_length=1)]
    injects: Annotated[Once[Inject], Field(min_length=1)]
    hot_wash: Once[HotWashQuestion]
    agenda: list[AgendaItem]

    @model_validator(mode="after")
    def _everything_named_exists(self) -> "ExercisePack":
        roles = {role.code for role in self.roles}
        known = roles | {task.id for task in self.tasks} | {objective.id for objective in self.objectives}
        named = {name for task in self.tasks for name in (task.role, *task.tells)}
        named |= {code for goal in self.objectives for target in goal.targets for code in target.tasks}
        for inject in self.injects:
            named |= {inject.sender, *inject.to, *inject.expects, *inject.objectives}
            if inject.terms.keys() - set(inject.expects):
                raise ValueError(f"terms:{inject.id}")
        if named - known:
            raise ValueError("unknown:" + ", ".join(sorted(named - known)))
        moves = {move.number: move.start_min for move in self.moves}
        for inject in self.injects:
            if inject.offset_min < moves.get(inject.move, self.duration_min):
                raise ValueError(f"inject_time:{inject.id}")
        times = [inject.offset_min for inject in self.injects]
        if any(after < before for before, after in pairwise(times)):
            raise ValueError("inject_order")
        if self.play_starts_min + times[-1] > self.duration_min:
            raise ValueError("inject_end")
        return self
