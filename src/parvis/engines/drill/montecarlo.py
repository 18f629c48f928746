"""How long a plan takes when durations are uncertain and everybody is free when needed: the network, many times."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from parvis.engines.drill.draws import Assumptions, Draws, Floats, draw
from parvis.engines.drill.network import Link, Network, Node, network
from parvis.engines.drill.path import NOTHING
from parvis.engines.drill.plan import Plan

RUNS = 10_000


@dataclass(frozen=True)
class Runs:
    """Times in seconds from the trigger, infinite for what never comes. `codes`: the tasks, in the plan's order.

    `start`, `finish` and `lasted` (tasks, runs): `lasted` is the drawn duration. `nodes`: when every node of the
    network ended, calls and time-outs too, by code (runs,). `waited` (tasks,): mean seconds that a task was ready but
    for a busy role or resource, or for somebody to be found.
    """

    codes: tuple[str, ...]
    start: Floats
    finish: Floats
    lasted: Floats
    waited: Floats
    draws: Draws
    net: Network
    begun: dict[str, Floats]
    ended: dict[str, Floats]

    @cached_property
    def place(self) -> dict[str, int]:
        """The row of each task."""
        return {code: row for row, code in enumerate(self.codes)}

    def done(self, task: str) -> Floats:
        """When a task is done, (runs,)."""
        finish: Floats = self.finish[self.place[task]]
        return finish

    @cached_property
    def whole(self) -> Floats:
        """When all that is ever done is done, (runs,)."""
        if not self.codes:
            return np.zeros(self.draws.runs)
        latest: Floats = np.where(np.isinf(self.finish), 0.0, self.finish).max(axis=0)
        return latest


def monte_carlo(plan: Plan, seed: int, runs: int = RUNS, assumptions: Assumptions | None = None) -> Runs:
    """Monte Carlo over the plan's network, without limits on what roles can carry.

    Durations follow `draws.pert`, channels break with their probability; people are all there. With three equal points
    everywhere and channels that always work the times are those of `schedule`. PlanError for a cycle, ValueError for
    no runs.
    """
    net, drawn = prepared(plan, seed, runs, assumptions or Assumptions())
    start: dict[str, Floats] = {}
    finish: dict[str, Floats] = {}
    for code, node in net.nodes.items():
        start[code] = _ready(node, finish, drawn)
        finish[code] = start[code] + drawn.durations[code]
    return collected(net, drawn, start, finish, np.zeros(len(net.tasks)))


def prepared(plan: Plan, seed: int, runs: int, assumptions: Assumptions) -> tuple[Network, Draws]:
    """The network of a plan with its random numbers."""
    if runs < 1:
        raise ValueError("At least one run is needed.")
    net = network(plan)
    return net, draw(net, plan, seed, runs, assumptions)


def collected(net: Network, drawn: Draws, start: dict[str, Floats], finish: dict[str, Floats], waited: Floats) -> Runs:
    """Times by node as tables by task."""
    shape = (len(net.tasks), drawn.runs)
    rows = [np.array([times[code] for code in net.tasks]).reshape(shape) for times in (start, finish, drawn.durations)]
    return Runs(net.tasks, rows[0], rows[1], rows[2], waited, drawn, net, start, finish)


def _ready(node: Node, finish: dict[str, Floats], drawn: Draws) -> Floats:
    """When all that a node waits for has come, (runs,)."""
    if not node.links:
        return np.full(drawn.runs, 0.0 if node.begins else np.inf)
    ready = np.zeros(drawn.runs)
    for link in node.all_of:
        np.maximum(ready, arrivals(link, finish, drawn), out=ready)
    if node.one_of:
        first = arrivals(node.one_of[0], finish, drawn)
        for link in node.one_of[1:]:
            first = np.minimum(first, arrivals(link, finish, drawn))
        np.maximum(ready, first, out=ready)
    return ready


def arrivals(link: Link, finish: dict[str, Floats], drawn: Draws) -> Floats:
    """When what a link brings is there, (runs,)."""
    if link.delay is None:
        return finish[link.source]
    there: Floats = finish[link.source] + drawn.delays[link.delay.code]
    return there


def criticality(found: Runs, milestone: str | None = None) -> Floats:
    """Share (tasks,) of the runs in which a task lies on a critical path to a milestone, or to the end of the whole.

    The criticality index (Van Slyke, 1963, Operations Research 11(5), 839-860), counted by walking back in every run
    from what ends last over whatever held it up. Only for `monte_carlo`: a queue has no single path.
    """
    ends = found.whole if milestone is None else found.done(milestone)
    on: dict[str, NDArray[np.bool_]] = {}
    for code in reversed(found.net.nodes):
        last = found.ended[code] >= ends - NOTHING
        wanted = code in found.place if milestone is None else code == milestone
        held = last & wanted
        on[code] = held & np.isfinite(found.ended[code])
    for code in reversed(found.net.nodes):
        _walk_back(found, code, on)
    return np.array([on[code].mean() for code in found.codes])


def _walk_back(found: Runs, code: str, on: dict[str, NDArray[np.bool_]]) -> None:
    """Mark what held a node up, in the runs in which the node itself is marked."""
    node, begun = found.net.nodes[code], found.begun[code]
    first = [arrivals(link, found.ended, found.draws) for link in node.one_of]
    least = np.min(first, axis=0) if first else None
    for link, came in [
        *((link, arrivals(link, found.ended, found.draws)) for link in node.all_of),
        *((link, came) for link, came in zip(node.one_of, first, strict=True)),
    ]:
        held = on[code] & (came >= begun - NOTHING)
        if least is not None and link in node.one_of:
            held &= came <= least + NOTHING
        on[link.source] |= held
