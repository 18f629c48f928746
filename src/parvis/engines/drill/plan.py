"""A plan as the engine sees it: tasks in an order, and the roles that do them. Codes only, no text of users."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from typing import Literal

from parvis.engines.drill.wording import state
from parvis.engines.statement import Translate

Phase = Literal["alert", "decide", "protect", "evacuate", "rescue", "inform", "recover"]


class PlanError(ValueError):
    """A plan that cannot be put on a clock: `code` is `cycle`, `unknown_task` or `same_code`; `tasks` names them."""

    def __init__(self, code: str, tasks: tuple[str, ...]) -> None:
        """Keep the code and the tasks for the caller; the message is the English sentence."""
        self.code = code
        self.tasks = tasks
        super().__init__(self.sentence())

    def sentence(self, translate: Translate = str) -> str:
        """What is wrong, for a person."""
        return state(self.code, tasks=" → ".join(self.tasks)).sentence(translate)


@dataclass(frozen=True)
class Task:
    """One task. `duration` is (least, most likely, greatest) in seconds; `target_s` counts from the trigger to done.

    `predecessors` are codes of tasks that must be done before. Roles by code: `responsible` do it, `accountable`
    answer for it, `consulted` are asked, `informed` are told by it: a task that informs somebody is a notification.
    `channels` carry its messages. `waits_for_call`: it starts only when somebody calls; `timeout_s`: after how long
    its owner acts without that call. ValueError for durations out of order or below 0, or a target not above 0.
    """

    code: str
    duration: tuple[float, float, float]
    predecessors: tuple[str, ...] = ()
    target_s: float | None = None
    responsible: tuple[str, ...] = ()
    accountable: tuple[str, ...] = ()
    consulted: tuple[str, ...] = ()
    informed: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    phase: Phase = "protect"
    waits_for_call: bool = False
    timeout_s: float | None = None

    def __post_init__(self) -> None:
        """Refuse times that cannot be."""
        least, likely, greatest = self.duration
        if not 0 <= least <= likely <= greatest < float("inf"):
            raise ValueError(f"The durations of {self.code} must rise from 0: least, most likely, greatest.")
        if self.target_s is not None and not self.target_s > 0:
            raise ValueError(f"The target of {self.code} must be above 0 seconds.")

    @property
    def expected_s(self) -> float:
        """Mean duration (least + 4 likely + greatest) / 6 (Malcolm et al., 1959, Operations Research 7(5), 646-669)."""
        least, likely, greatest = self.duration
        return (least + 4 * likely + greatest) / 6


@dataclass(frozen=True)
class Role:
    """One role. `capacity`: how many tasks it can do at once. `holders` and `deputies`: opaque codes of people."""

    code: str
    capacity: int = 1
    holders: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()
    organisation: str = ""


def in_order(tasks: Iterable[Task]) -> dict[str, Task]:
    """The tasks by code, every task after its predecessors.

    PlanError for two tasks with one code, for a predecessor that is not in the plan, and for a cycle, which it names.
    """
    by_code: dict[str, Task] = {}
    for task in tasks:
        if task.code in by_code:
            raise PlanError("same_code", (task.code,))
        by_code[task.code] = task
    unknown = tuple(sorted({p for task in by_code.values() for p in task.predecessors} - set(by_code)))
    if unknown:
        raise PlanError("unknown_task", unknown)
    try:
        order = list(TopologicalSorter({code: task.predecessors for code, task in by_code.items()}).static_order())
    except CycleError as error:
        raise PlanError("cycle", tuple(error.args[1])) from None
    return {code: by_code[code] for code in order}


def successors(tasks: Mapping[str, Task]) -> dict[str, list[str]]:
    """For each task the codes of the tasks that wait for it."""
    found: dict[str, list[str]] = {code: [] for code in tasks}
    for code, task in tasks.items():
        for before in dict.fromkeys(task.predecessors):
            found[before].append(code)
    return found
