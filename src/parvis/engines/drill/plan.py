"""A plan as the engine sees it: frozen, by codes, without a text of users. All times are seconds from the trigger."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from parvis.engines.drill.actors import Organisation, Period, Person, Role
from parvis.engines.drill.errors import PlanError
from parvis.engines.drill.messages import Channel, Duration, Message

Phase = Literal["alert", "decide", "protect", "evacuate", "rescue", "inform", "recover"]


@dataclass(frozen=True)
class Task:
    """One task. `duration` is (least, most likely, greatest) in seconds; `target_s` counts from the trigger to done.

    `predecessors` must all be done before; of `one_of` the first that is done suffices. Roles by code: `responsible`
    do it, with `people` places of each; `accountable` answer for it, `consulted` are asked, `informed` are told by it.
    `resources`: (code, how many) that it holds while it lasts. A `milestone` is what is reported on. `observed`: on
    how many observed times the duration rests, 0 for a guess. `exercised_on`: the last exercise that played it;
    `flawed_on`: the last exercise or event that found a flaw in it. PlanError for times that cannot be.
    """

    code: str
    duration: Duration
    predecessors: tuple[str, ...] = ()
    target_s: float | None = None
    responsible: tuple[str, ...] = ()
    accountable: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    phase: Phase = "protect"
    one_of: tuple[str, ...] = ()
    people: int = 1
    resources: tuple[tuple[str, int], ...] = ()
    milestone: bool = False
    observed: int = 0
    exercised_on: date | None = None
    flawed_on: date | None = None

    def __post_init__(self) -> None:
        """Refuse times that cannot be."""
        least, likely, greatest = self.duration
        if not 0 <= least <= likely <= greatest < float("inf"):
            raise PlanError("durations", (self.code,))
        if self.target_s is not None and not self.target_s > 0:
            raise PlanError("target", (self.code,))

    @property
    def expected_s(self) -> float:
        """Mean duration (least + 4 likely + greatest) / 6 (Malcolm et al., 1959, Operations Research 7(5), 646-669)."""
        return expected(self.duration)


def expected(duration: Duration) -> float:
    """Mean of a PERT duration in seconds."""
    least, likely, greatest = duration
    return (least + 4 * likely + greatest) / 6


@dataclass(frozen=True)
class Resource:
    """Equipment that tasks share: how many there are."""

    code: str
    quantity: int = 1


@dataclass(frozen=True)
class Trigger:
    """What sets a plan off, and the tasks that begin with it."""

    code: str
    tasks: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """Everything that is reckoned with. `periods` in the order of their turn; people who are not listed are reached.

    Without triggers, every task that waits for nothing begins at 0.
    """

    tasks: tuple[Task, ...] = ()
    roles: tuple[Role, ...] = ()
    messages: tuple[Message, ...] = ()
    channels: tuple[Channel, ...] = ()
    resources: tuple[Resource, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    periods: tuple[Period, ...] = ()

    @cached_property
    def by_code(self) -> Mapping[str, Task]:
        """The tasks by code."""
        return {task.code: task for task in self.tasks}

    @cached_property
    def role_by_code(self) -> Mapping[str, Role]:
        """The roles by code."""
        return {role.code: role for role in self.roles}

    @cached_property
    def person_by_code(self) -> Mapping[str, Person]:
        """Everybody who is listed or holds a role, by code."""
        held = {who: Person(who) for role in self.roles for period in self.period_codes for who in role.people(period)}
        return held | {person.code: person for person in self.people}

    @property
    def period_codes(self) -> tuple[str, ...]:
        """The codes of the duty periods; one nameless period where the plan has none."""
        return tuple(period.code for period in self.periods) or ("",)

    @property
    def milestones(self) -> tuple[str, ...]:
        """What is reported on: the milestones, else the tasks with a target, else the tasks that nothing waits for."""
        marked = tuple(task.code for task in self.tasks if task.milestone)
        return marked or tuple(task.code for task in self.tasks if task.target_s is not None) or self.last

    @property
    def last(self) -> tuple[str, ...]:
        """Tasks that nothing waits for."""
        used = {p for task in self.tasks for p in (*task.predecessors, *task.one_of)}
        used |= {message.sender for message in self.messages if message.receiver}
        return tuple(task.code for task in self.tasks if task.code not in used)
