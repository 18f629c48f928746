"""Room in roles and resources, as arrays: what each node holds while it lasts."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from parvis.engines.drill.draws import Assumptions
from parvis.engines.drill.network import Network
from parvis.engines.drill.plan import Plan

#: As `simulation.CHANGES`.
CHANGES = 3


@dataclass(frozen=True)
class Places:
    """`roles`: those that have a row in `rooms`, before the resources.

    `rooms` (places, most): 0 for room that a place has, infinite beyond. `held` and `count` (nodes + 1, most): the
    places that a node holds, and how many of each, 0 for none. `hands` (nodes + 1, changes): whether people of the
    node change at each of the next changes of duty.
    """

    roles: tuple[str, ...]
    rooms: NDArray[np.float64]
    held: NDArray[np.intp]
    count: NDArray[np.intp]
    hands: NDArray[np.bool_]


def places_of(plan: Plan, net: Network, assumptions: Assumptions) -> Places:
    """The places of a plan. Room that can never be short is left out; a role that is not listed has no limit."""
    demand: dict[str, int] = {}
    for node in net.nodes.values():
        for code, count in node.holds:
            demand[code] = demand.get(code, 0) + count
    roles = tuple(role.code for role in plan.roles if role.code in demand)
    room = {role: min(plan.role_by_code[role].capacity, demand[role]) for role in roles}
    room |= {r.code: min(r.quantity, demand[r.code]) for r in plan.resources if r.code in demand}
    number = {code: n for n, code in enumerate(room)}
    rooms = np.full((max(len(room), 1), max(room.values(), default=1)), np.inf)
    for code, n in number.items():
        rooms[n, : room[code]] = 0.0
    holds = [
        [(number[code], count) for code, count in node.holds if code in number]
        for node in map(net.nodes.__getitem__, net.served)
    ]
    most = max(map(len, holds), default=0)
    held, counts = (np.zeros((len(holds) + 1, most), dtype=np.intp) for _ in range(2))
    for n, own in enumerate(holds):
        for turn, (place, count) in enumerate(own):
            held[n, turn], counts[n, turn] = place, count
    return Places(roles, rooms, held, counts, _hands(plan, net, assumptions))


def _hands(plan: Plan, net: Network, assumptions: Assumptions) -> NDArray[np.bool_]:
    """Whether a node's roles pass to other people at each of the next changes of duty, (nodes + 1, changes)."""
    codes = plan.period_codes
    now = codes.index(assumptions.period) if assumptions.period in codes else 0
    turns = [codes[(now + n) % len(codes)] for n in range(CHANGES + 1)]
    changing = {role.code: [role.people(a) != role.people(b) for a, b in pairwise(turns)] for role in plan.roles}
    never = [False] * CHANGES
    rows = [
        [any(flags) for flags in zip(never, *(changing.get(code, never) for code, _ in node.holds), strict=True)]
        for node in map(net.nodes.__getitem__, net.served)
    ]
    return np.array([*rows, never], dtype=np.bool_)
