"""A network as arrays, for runs that are played side by side."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from parvis.engines.drill.draws import Draws, Floats
from parvis.engines.drill.network import Link, Network

Indices = NDArray[np.intp]


@dataclass(frozen=True)
class Table:
    """Nodes by number, in the order in which they are served, and one more that is nobody.

    `missing` (nodes,): how many must come; `choice` (nodes,): whether the first of some must come too; `roots`: the
    nodes that begin with the trigger. Links by number, those that leave one node side by side: `counts` of them from
    `begin` on; `target` and `must` (links,): where a link leads, and whether it must come. `lasts` (runs, nodes) and
    `delays` (runs, links): seconds.
    """

    missing: NDArray[np.int32]
    choice: NDArray[np.bool_]
    roots: Indices
    begin: Indices
    counts: Indices
    target: Indices
    must: NDArray[np.bool_]
    lasts: Floats
    delays: Floats
    codes: tuple[str, ...]
    links: tuple[Link, ...]

    @cached_property
    def choosing(self) -> bool:
        """Whether there is an or-join at all."""
        return not self.must.all()

    @cached_property
    def delayed(self) -> bool:
        """Whether any link takes time."""
        return any(link.delay for link in self.links)

    def drawn(self, draws: Draws, part: slice) -> "Table":
        """The table with the random numbers of some runs."""
        runs = part.stop - part.start
        lasts = np.zeros((runs, len(self.codes) + 1))
        for n, code in enumerate(self.codes):
            lasts[:, n] = draws.durations[code][part]
        delays = np.zeros((runs, len(self.links)))
        for n, link in enumerate(self.links):
            if link.delay:
                delays[:, n] = draws.delays[link.delay.code][part]
        return replace(self, lasts=lasts, delays=delays)


def table_of(net: Network) -> Table:
    """The network as arrays, without random numbers yet."""
    nodes = [net.nodes[code] for code in net.served]
    number = {code: n for n, code in enumerate(net.served)}
    links = [(link, to, link in node.all_of) for to, node in enumerate(nodes) for link in node.links]
    links.sort(key=lambda found: number[found[0].source])
    counts = np.bincount([number[link.source] for link, _, _ in links], minlength=len(nodes) + 1)
    return Table(
        missing=np.array([*(len(node.all_of) for node in nodes), 1], dtype=np.int32),
        choice=np.array([*(bool(node.one_of) for node in nodes), False]),
        roots=np.array([n for n, node in enumerate(nodes) if not node.links and node.begins], dtype=np.intp),
        begin=np.cumsum(counts) - counts,
        counts=counts,
        target=np.array([to for _, to, _ in links], dtype=np.intp),
        must=np.array([must for _, _, must in links], dtype=np.bool_),
        lasts=np.zeros((0, len(nodes) + 1)),
        delays=np.zeros((0, len(links))),
        codes=net.served,
        links=tuple(link for link, _, _ in links),
    )
