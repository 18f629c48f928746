"""A network in layers, left to right (Sugiyama, Tagawa and Toda, 1981): each thing behind all that it waits for.

Links over more than one layer get a place in each layer that they pass, so that no line runs through a box; the order
within a layer follows the middle of the neighbours, forwards and backwards in turn.
"""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter

SWEEPS = 6
Edge = tuple[str, str]


@dataclass(frozen=True)
class Layered:
    """`at`: layer and row of each node. `ways`: for each link the (layer, row) places that it passes, ends included."""

    at: Mapping[str, tuple[int, float]]
    ways: Mapping[Edge, tuple[tuple[int, float], ...]]
    layers: int
    rows: int


def layered(nodes: Sequence[str], edges: Iterable[Edge]) -> Layered:
    """Place the nodes of a network without circles."""
    links = list(dict.fromkeys(edges))
    before: dict[str, list[str]] = {node: [] for node in nodes}
    for source, to in links:
        before[to].append(source)
    depth: dict[str, int] = {}
    for node in TopologicalSorter(before).static_order():
        depth[node] = max((depth[one] + 1 for one in before[node]), default=0)
    layers: list[list[str]] = [[] for _ in range(max(depth.values(), default=-1) + 1)]
    for node in nodes:
        layers[depth[node]].append(node)
    chains = {link: _chain(link, depth, layers) for link in links}
    steps = [step for chain in chains.values() for step in itertools.pairwise(chain)]
    _sort(layers, steps)
    most = max((len(layer) for layer in layers), default=0)
    at = {
        name: (number, (most - len(layer)) / 2 + row)
        for number, layer in enumerate(layers)
        for row, name in enumerate(layer)
    }
    ways = {link: tuple(at[name] for name in chain) for link, chain in chains.items()}
    return Layered({node: at[node] for node in nodes}, ways, len(layers), most)


def _chain(link: Edge, depth: Mapping[str, int], layers: list[list[str]]) -> list[str]:
    """The ends of a link with a stand-in for each layer between them."""
    source, to = link
    between = [f"{source}>{to}@{number}" for number in range(depth[source] + 1, depth[to])]
    for number, name in enumerate(between, depth[source] + 1):
        layers[number].append(name)
    return [source, *between, to]


def _sort(layers: list[list[str]], steps: Sequence[Edge]) -> None:
    """Each layer by the middle of its neighbours in the one before it, then behind it."""
    back: dict[str, list[str]] = {}
    ahead: dict[str, list[str]] = {}
    for source, to in steps:
        back.setdefault(to, []).append(source)
        ahead.setdefault(source, []).append(to)
    for sweep in range(SWEEPS):
        order = layers if sweep % 2 == 0 else layers[::-1]
        for fixed, moved in itertools.pairwise(order):
            row = {name: number for number, name in enumerate(fixed)}
            sides = back if sweep % 2 == 0 else ahead
            middle = {
                name: sum(row[one] for one in sides[name]) / len(sides[name]) if sides.get(name) else float(number)
                for number, name in enumerate(moved)
            }
            moved.sort(key=middle.__getitem__)
