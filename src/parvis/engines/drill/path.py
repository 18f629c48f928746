"""The critical path: which tasks decide how long the whole takes (Kelley and Walker, 1959, critical-path planning)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import inf

from parvis.engines.drill.messages import Duration
from parvis.engines.drill.network import Link, Network, Node, delay_s, network
from parvis.engines.drill.plan import Plan, expected

#: Moments that differ by less are the same, in seconds.
NOTHING = 1e-9


@dataclass(frozen=True)
class Timing:
    """Seconds from the trigger, infinite for what never begins."""

    earliest_start: float
    earliest_finish: float
    latest_start: float
    latest_finish: float

    @property
    def slack(self) -> float:
        """Total float in seconds: how long it can slip without delaying the whole; 0 on a critical path."""
        if self.latest_start == inf:
            return inf
        slack = self.latest_start - self.earliest_start
        return slack if slack > NOTHING else 0.0


@dataclass(frozen=True)
class Schedule:
    """`timings` by task, in the plan's order; `duration` until all that can be done is; `critical` one longest chain.

    `clock`: when every node of the network ends, calls and time-outs too.
    """

    timings: Mapping[str, Timing]
    duration: float
    critical: tuple[str, ...]
    clock: "Clock"

    def holding(self, code: str) -> list[tuple[float, float]]:
        """When a role or resource is wanted: a span for each place of each piece of work."""
        return self.held.get(code, [])

    @cached_property
    def held(self) -> dict[str, list[tuple[float, float]]]:
        """By role and resource, when it is wanted."""
        found: dict[str, list[tuple[float, float]]] = {}
        for name, node in self.clock.net.nodes.items():
            end = self.clock.ends[name]
            if end < inf:
                for code, count in node.holds:
                    found.setdefault(code, []).extend([(self.clock.starts[name], end)] * count)
        return found


def peak_load(spans: Iterable[tuple[float, float]]) -> int:
    """The most spans (start, end) that run at once; one that ends where another starts does not overlap it."""
    steps = sorted(
        (moment, change) for start, end in spans if end > start for moment, change in ((start, 1), (end, -1))
    )
    running = peak = 0
    for _, change in steps:
        running += change
        peak = max(peak, running)
    return peak


def schedule(plan: Plan, durations: Mapping[str, float] | None = None) -> Schedule:
    """Earliest and latest times of every task on expected durations and delays, or on `durations` in seconds by code.

    A task begins when the last of its predecessors has come and the first of `one_of`. Going back, only the one of
    `one_of` that came first binds; so does, at a time-out, either the word or the end of the waiting: floats hold as
    long as the others stay as they are. Roles are taken to be free whenever needed (see `simulate`). Tasks that never
    begin are left out of the whole. PlanError for a cycle.
    """
    clock = forward(network(plan), plan, expected, durations)
    net, lasts, ends = clock.net, clock.lasts, clock.ends
    whole = max((ends[code] for code in net.tasks if ends[code] < inf), default=0.0)
    latest = dict.fromkeys(net.nodes, inf) | {code: whole for code in net.tasks if ends[code] < inf}
    for code in reversed(net.nodes):
        begun = latest[code] - lasts[code]
        for link in clock.binding(net.nodes[code]):
            bound = begun - clock.late(link)
            latest[link.source] = min(latest[link.source], bound)
    timings = {
        code: Timing(clock.starts[code], ends[code], latest[code] - lasts[code], latest[code]) for code in net.tasks
    }
    return Schedule(timings, whole, tuple(code for code in clock.chain() if code in timings), clock)


@dataclass(frozen=True)
class Clock:
    """A network on one set of times: seconds that each node lasts, seconds of each delay, and when each node
    starts and ends."""

    net: Network
    lasts: Mapping[str, float]
    delays: Mapping[str, float]
    starts: dict[str, float]
    ends: dict[str, float]

    def late(self, link: Link) -> float:
        """Seconds that a link takes."""
        return self.delays[link.delay.code] if link.delay else 0.0

    def arrival(self, link: Link) -> float:
        """When what a link brings is there."""
        return self.ends[link.source] + self.late(link)

    def binding(self, node: Node) -> tuple[Link, ...]:
        """The links that hold a node up when they slip: all that must come, and the first of those of which one must."""
        return (*node.all_of, min(node.one_of, key=self.arrival)) if node.one_of else node.all_of

    def chain(self) -> tuple[str, ...]:
        """From what ends last back to the trigger, each time to the one that held it up; the first comes first."""
        found: list[str] = []
        here = max((code for code in self.net.tasks if self.ends[code] < inf), key=self.ends.__getitem__, default=None)
        while here is not None:
            found.append(here)
            held = max(self.binding(self.net.nodes[here]), key=self.arrival, default=None)
            here = held.source if held else None
        return tuple(reversed(found))


def forward(
    net: Network, plan: Plan, value: Callable[[Duration], float], durations: Mapping[str, float] | None = None
) -> Clock:
    """When each node ends, with one `value` for each duration, or those of `durations` by code."""
    lasts = {code: value(node.duration) for code, node in net.nodes.items()} | dict(durations or {})
    clock = Clock(net, lasts, {delay.code: delay_s(delay, plan, value) for delay in net.delays}, {}, {})
    for code, node in net.nodes.items():
        begin = 0.0 if node.links or node.begins else inf
        for link in node.all_of:
            begin = max(begin, clock.arrival(link))
        if node.one_of:
            begin = max(begin, min(map(clock.arrival, node.one_of)))
        clock.starts[code] = begin
        clock.ends[code] = begin + lasts[code]
    return clock


def least(duration: Duration) -> float:
    """As fast as it can go."""
    return duration[0]
