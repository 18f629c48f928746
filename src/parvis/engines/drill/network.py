"""A plan as a network of nodes with and-joins, or-joins and delays: what every reckoning of this engine runs on.

Tasks become nodes. A call (a message that is pulled) becomes a node too, for it is work. A time-out becomes an
or-join: either the word comes, or the waiting ends. So path, Monte Carlo and simulation know one kind of node only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from parvis.engines.drill.messages import Duration, Message
from parvis.engines.drill.plan import Plan, Task
from parvis.engines.drill.reading import sorted_codes

NONE: Duration = (0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Delay:
    """Seconds between two nodes: `wait`, what `spread` adds, and the way of the word over `channels`."""

    code: str
    wait: float = 0.0
    spread: Duration = NONE
    channels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """From another node, by code, perhaps with a delay."""

    source: str
    delay: Delay | None = None


@dataclass(frozen=True)
class Node:
    """`all_of` must all have come, and the first of `one_of`. `holds`: (role or resource, how many places).

    `begins`: whether a node that waits for nothing begins with the trigger; otherwise it never does.
    """

    code: str
    duration: Duration
    all_of: tuple[Link, ...] = ()
    one_of: tuple[Link, ...] = ()
    holds: tuple[tuple[str, int], ...] = ()
    begins: bool = True

    @property
    def links(self) -> tuple[Link, ...]:
        """Everything that it waits for."""
        return (*self.all_of, *self.one_of)


@dataclass(frozen=True)
class Network:
    """`nodes` by code, each after those that it waits for; `tasks`: the codes that are tasks, in the plan's order."""

    nodes: dict[str, Node]
    tasks: tuple[str, ...]

    @cached_property
    def served(self) -> tuple[str, ...]:
        """The codes in the order in which those that are ready at one moment are served: calls, then as in the plan."""
        tasks = set(self.tasks)
        return (*(code for code in self.nodes if code not in tasks), *self.tasks)

    @property
    def delays(self) -> tuple[Delay, ...]:
        """Every delay once."""
        found = {link.delay.code: link.delay for node in self.nodes.values() for link in node.links if link.delay}
        return tuple(found.values())


def network(plan: Plan) -> Network:
    """The network of a plan. PlanError for a cycle. What a plan does not contain is not waited for (see `refusals`)."""
    started = {code for trigger in plan.triggers for code in trigger.tasks} if plan.triggers else None
    nodes: dict[str, Node] = {}
    for message in plan.messages:
        if message.way == "pull" and message.sender in plan.by_code:
            call = _call(plan, message)
            nodes[call.code] = call
    words: dict[str, dict[str, Message]] = {}
    for message in plan.messages:
        if message.sender in plan.by_code:
            words.setdefault(message.receiver, {})[message.sender] = message
    for task in plan.tasks:
        begins = started is None or task.code in started
        nodes.update((node.code, node) for node in _nodes(plan, task, words.get(task.code, {}), begins=begins))
    order = sorted_codes({code: [link.source for link in node.links] for code, node in nodes.items()})
    return Network({code: nodes[code] for code in order}, tuple(task.code for task in plan.tasks))


def delay_s(delay: Delay, plan: Plan, value: Callable[[Duration], float]) -> float:
    """Seconds of a delay when the first of its channels works, with one `value` for each duration."""
    first = next((channel.delay for channel in plan.channels if channel.code in delay.channels[:1]), NONE)
    return delay.wait + value(delay.spread) + value(first)


def _call(plan: Plan, message: Message) -> Node:
    sender = plan.by_code[message.sender]
    holds = tuple((role, 1) for role in dict.fromkeys(sender.responsible))
    return Node(f"call {message.code}", message.call, (Link(sender.code),), holds=holds)


def _nodes(plan: Plan, task: Task, words: dict[str, Message], *, begins: bool) -> list[Node]:
    """The node of a task, with one for each time-out before it."""
    every = [p for p in dict.fromkeys(task.predecessors) if p in plan.by_code]
    some = [p for p in dict.fromkeys(task.one_of) if p in plan.by_code]
    every += [sender for sender in words if sender not in (*every, *some)]
    if set(some) & set(every):  # one that must come anyway is among those of which one suffices: it will do
        some = []
    holds = (*((role, task.people) for role in dict.fromkeys(task.responsible)), *task.resources)
    patient = {sender for sender, message in words.items() if message.timeout_s is not None}
    if not patient:
        all_of = tuple(_link(p, words.get(p)) for p in every)
        one_of = tuple(_link(p, words.get(p)) for p in some)
        return [Node(task.code, task.duration, all_of, one_of, holds, begins)]
    base = Node(f"wait {task.code}", NONE, tuple(_link(p, words.get(p)) for p in every if p not in patient))
    limits = {sender: _either(words[sender], base.code) for sender in words if sender in patient}
    all_of = (Link(base.code), *(Link(limits[p].code) for p in every if p in patient))
    one_of = tuple(Link(limits[p].code) if p in patient else _link(p, words.get(p)) for p in some)
    return [base, *limits.values(), Node(task.code, task.duration, all_of, one_of, holds)]


def _either(message: Message, base: str) -> Node:
    """The word comes, or the waiting ends and the word is got in another way."""
    ends = Delay(f"timeout {message.code}", message.timeout_s or 0.0, message.fallback)
    return Node(f"either {message.code}", NONE, (), (_link(message.sender, message), Link(base, ends)))


def _link(source: str, message: Message | None) -> Link:
    if message is None:
        return Link(source)
    carried = Delay(f"word {message.code}", channels=message.channels) if message.channels else None
    return Link(f"call {message.code}" if message.way == "pull" else source, carried)
