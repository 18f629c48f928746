"""The same plan with people who can only do so much at once, who change duty, and who may not answer.

All runs are played side by side: at each step every run serves the task that has been ready longest. First come, first
served, unbroken: a task takes its places at every role and resource that it needs as they fall free, in the order in
which tasks became ready, and keeps them until it is done, as a request to each in simpy does. Because a finishing time
never precedes the moment at which the task became ready, the next to be served is always known.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from parvis.engines.drill.draws import Assumptions, Floats, search, stream
from parvis.engines.drill.montecarlo import RUNS, Runs, collected, prepared
from parvis.engines.drill.places import Places, places_of
from parvis.engines.drill.plan import Plan
from parvis.engines.drill.table import Table, table_of

#: Called with a step and the share of it that is done; an exception that it raises ends the reckoning.
Progress = Callable[[str, float], None]
Indices = NDArray[np.intp]

#: Runs that are played side by side: their tables stay in the processor's cache.
CHUNK = 1000
#: Changes of duty that are looked at after the trigger.
CHANGES = 3
SERVED = 1 << 20


@dataclass
class _Board:
    """Where one chunk of runs stands. Columns by node; the last column is a node that takes whatever has no place."""

    ready: Floats
    base: Floats
    first: Floats
    missing: NDArray[np.int32]
    free: Floats
    sought: Floats
    start: Floats
    finish: Floats


def simulate(
    plan: Plan,
    seed: int,
    runs: int = RUNS,
    assumptions: Assumptions | None = None,
    progress: Progress | None = None,
) -> Runs:
    """Monte Carlo in which roles and resources have room for so many tasks, and people can be out of reach.

    A task takes `people` places of each of its roles and its resources while it lasts; a call takes one place of the
    caller. A role that nobody who holds it answers for does nothing in that run. At a change of duty, roles that
    change hands begin nothing for `handover_s`, and what is under way takes that much longer. With room enough and
    everybody reached the times equal those of `monte_carlo` under the same seed. `progress` hears "simulate".
    """
    given, report = assumptions or Assumptions(), progress or (lambda _step, _done: None)
    net, drawn = prepared(plan, seed, runs, given)
    places, board_of = places_of(plan, net, given), table_of(net)
    late = search(plan, places.roles, seed, runs, given)
    changes = _changes(plan, seed, runs, given)
    start, finish = (np.full((runs, len(net.nodes)), np.inf) for _ in range(2))
    waited = np.zeros(len(net.nodes))
    for begin in range(0, runs, CHUNK):
        part = slice(begin, min(begin + CHUNK, runs))
        table = board_of.drawn(drawn, part)
        board = _board(table, places, {role: late[role][part] for role in late}, part.stop - begin)
        waited += _play(board, table, places, changes[part], given.handover_s)
        start[part], finish[part] = board.start[:, :-1], board.finish[:, :-1]
        report("simulate", part.stop / runs)
    begun = {code: np.ascontiguousarray(start[:, n]) for n, code in enumerate(net.served)}
    ended = {code: np.ascontiguousarray(finish[:, n]) for n, code in enumerate(net.served)}
    at = {code: n for n, code in enumerate(net.served)}
    return collected(net, drawn, begun, ended, waited[[at[code] for code in net.tasks]] / runs)


def _changes(plan: Plan, seed: int, runs: int, assumptions: Assumptions) -> Floats:
    """Moments (runs, changes) of the next changes of duty: the trigger falls anywhere in its period."""
    if not plan.periods:
        return np.zeros((runs, 0))
    codes = [period.code for period in plan.periods]
    now = codes.index(assumptions.period) if assumptions.period in codes else 0
    lengths = [plan.periods[(now + n) % len(codes)].length_s for n in range(CHANGES)]
    left = stream(seed, "change of duty").random(runs) * lengths[0]
    moments: Floats = left[:, None] + np.concatenate([[0.0], np.cumsum(lengths[1:])])
    return moments


def _board(table: Table, places: Places, late: dict[str, Floats], runs: int) -> _Board:
    nodes = len(table.missing)
    ready = np.full((runs, nodes), np.inf)
    ready[:, table.roots] = 0.0
    free = np.broadcast_to(places.rooms, (runs, *places.rooms.shape)).copy()
    sought = np.zeros((runs, len(places.rooms)))
    for row, role in enumerate(places.roles):
        sought[:, row] = late[role]
    missing = np.broadcast_to(table.missing, (runs, nodes)).copy()
    times = [np.full((runs, nodes), np.inf) for _ in range(3)]
    return _Board(ready, np.zeros((runs, nodes)), times[0], missing, free, sought, times[1], times[2])


def _play(board: _Board, table: Table, places: Places, changes: Floats, handover_s: float) -> Floats:
    """Serve every task of every run; returns the seconds waited, summed over the runs, by node."""
    runs = np.arange(len(board.ready))
    nobody = len(table.missing) - 1
    waited = np.zeros(nobody + 1)
    for _ in range(nobody):
        node = board.ready.argmin(axis=1)
        ready = board.ready[runs, node]
        node[np.isinf(ready)] = nobody
        if (node == nobody).all():
            break
        board.ready[runs, node] = np.inf
        board.missing[runs, node] = SERVED
        start = _begin(board, places, node, ready)
        moved, extra = _handed_over(start, table.lasts[runs, node], places.hands[node], changes, handover_s)
        done = moved + table.lasts[runs, node] + extra
        _take(board, places, node, done)
        board.start[runs, node], board.finish[runs, node] = moved, done
        known = np.isfinite(moved)
        waited += np.bincount(node[known], moved[known] - ready[known], nobody + 1)
        _tell(board, table, node, done)
    return waited[:-1]


def _begin(board: _Board, places: Places, node: Indices, ready: Floats) -> Floats:
    """When a task can begin: its roles found, and room in all that it holds."""
    start = ready.copy()
    for turn in range(places.held.shape[1]):
        rows = np.flatnonzero(places.count[node, turn])
        if not len(rows):
            break
        place, count = places.held[node[rows], turn], places.count[node[rows], turn]
        late = board.sought[rows, place]
        if late.any():
            board.free[rows, place] = np.maximum(board.free[rows, place], (ready[rows] + late)[:, None])
            board.sought[rows, place] = 0.0
        start[rows] = np.maximum(start[rows], board.free[rows, place, count - 1])
    return start


def _take(board: _Board, places: Places, node: Indices, done: Floats) -> None:
    """Keep the places until the task is done. The moments at which places fall free stay in order."""
    for turn in range(places.held.shape[1]):
        rows = np.flatnonzero(places.count[node, turn])
        if not len(rows):
            break
        place, count = places.held[node[rows], turn], places.count[node[rows], turn]
        free = board.free[rows, place]
        taken = np.arange(free.shape[1]) < count[:, None]
        free = np.where(taken, done[rows, None], free)
        free.sort(axis=1)
        board.free[rows, place] = free


def _handed_over(
    start: Floats, lasts: Floats, hands: NDArray[np.bool_], changes: Floats, handover_s: float
) -> tuple[Floats, Floats]:
    """Start after a change of duty that falls on it, and the seconds that later changes add. `hands`: (runs, changes)."""
    extra = np.zeros(len(start))
    for turn in range(changes.shape[1]):
        moment, costs = changes[:, turn], np.where(hands[:, turn], handover_s, 0.0)
        start = np.where((moment <= start) & (start < moment + costs), moment + costs, start)
        extra += np.where((start < moment) & (moment < start + lasts + extra), costs, 0.0)
    return start, extra


def _tell(board: _Board, table: Table, node: Indices, done: Floats) -> None:
    """Let those who wait for a task know when it will be done; who has all that it needs becomes ready.

    No two links lead from one node to the same other, so every place of the flat tables is written once.
    """
    counts = table.counts[node]
    rows = np.repeat(np.arange(len(node)), counts)
    link = np.arange(len(rows)) + np.repeat(table.begin[node] - np.cumsum(counts) + counts, counts)
    at = rows * len(table.missing) + table.target[link]
    came = done[rows]
    if table.delayed:
        came += table.delays.ravel()[rows * len(table.target) + link]
    base, first, missing = board.base.ravel(), board.first.ravel(), board.missing.ravel()
    if table.choosing:
        soft = ~table.must[link]
        first[at[soft]] = np.minimum(first[at[soft]], came[soft])
        hard = at[~soft]
        base[hard] = np.maximum(base[hard], came[~soft])
        missing[hard] -= 1
    else:
        base[at] = np.maximum(base[at], came)
        missing[at] -= 1
    ready = at[missing[at] == 0]
    moment = base[ready]
    if table.choosing:
        chosen = table.choice[ready % len(table.missing)]
        moment = np.where(chosen, np.maximum(moment, first[ready]), moment)
    board.ready.ravel()[ready] = moment
