"""A network as arrays, for runs that are played side by side."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from parvis.engines.drill.draws import Draws, Floats
from parvis.engines.drill.network import Link, Network

Indices = NDArray[np.intp]


@dataclass(frozen=True)
class Table:
    """Nodes by number, in the order in which they are served, and one more that is nobody.

    `missing` (nodes,): how many must come; `choice` (nodes,): whether the first of some must come too; `roots`: the
    nodes that begin with the trigger. `after` (nodes, most): numbers of the links that leave a node, of which it has
    `counts`; `target` and `must` (links,): where a link leads, and whether it must come. `lasts` (runs, nodes) and
    `delays` (runs, links): seconds.
    """

    missing: NDArray[np.int32]
    choice: NDArray[np.bool_]
    roots: Indices
    after: Indices
    counts: Indices
    target: Indices
    must: NDArray[np.bool_]
    lasts: Floats
    delays: Floats
    codes: tuple[str, ...]
    links: tuple[Link, ...]

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
    leaving: list[list[int]] = [[] for _ in (*net.nodes, "nobody")]
    for n, (link, _, _) in enumerate(links):
        leaving[number[link.source]].append(n)
    after = np.zeros((len(leaving), max(map(len, leaving), default=0)), dtype=np.intp)
    for row, own in zip(after, leaving, strict=True):
        row[: len(own)] = own
    return Table(
        missing=np.array([*(len(node.all_of) for node in nodes), 1], dtype=np.int32),
        choice=np.array([*(bool(node.one_of) for node in nodes), False]),
        roots=np.array([n for n, node in enumerate(nodes) if not node.links and node.begins], dtype=np.intp),
        after=after,
        counts=np.array([len(own) for own in leaving], dtype=np.intp),
        target=np.array([to for _, to, _ in links], dtype=np.intp),
        must=np.array([must for _, _, must in links], dtype=np.bool_),
        lasts=np.zeros((0, len(leaving))),
        delays=np.zeros((0, len(links))),
        codes=net.served,
        links=tuple(link for link, _, _ in links),
    )
