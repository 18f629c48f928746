"""How long a word was under way from one role to the next."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from parvis.engines.drill.conformance import TaskResult
from parvis.engines.drill.latency import Latency, summary
from parvis.engines.drill.messages import Message
from parvis.engines.drill.plan import Task
from parvis.engines.drill.worked import Jumps, worked

K = TypeVar("K", bound=tuple[str, ...])
SAID = ("order", "alert", "done")
HEARD = ("ack", "decide", "order", "start")


@dataclass(frozen=True)
class Relay:
    """One word: from the order of `sender` (a task) until the role that goes on, or is told, acknowledged it.

    `seconds`: that delay, or for a word that nobody acknowledged how long it had been out when the exercise ended
    (`arrived` False). `exact`: both moments were noted; else the nearest stamps stand for them: that the word was
    passed on or the task done, that the receiver decided, ordered or began.
    """

    sender: str
    receiver: str
    pair: tuple[str, str]
    channels: tuple[str, ...]
    seconds: float
    arrived: bool
    exact: bool


def relays(
    tasks: Iterable[Task],
    messages: Iterable[Message],
    results: Iterable[TaskResult],
    endex: float | None = None,
    jumps: Jumps = (),
) -> tuple[Relay, ...]:
    """Every word between two roles of which both ends can be told, in the order of the messages.

    A receiver that acted before the word was said needed none: that stands under the order of the tasks. A receiver that
    waited for several words and acknowledged none was held up by the last of them only: the others say nothing.
    """
    plan, seen = {task.code: task for task in tasks}, {row.task: row for row in results}
    words = [message for message in messages if message.sender in seen]
    last: dict[str, float] = {}
    for message in words:
        said = _first(seen[message.sender], SAID)[1]
        last[message.receiver] = max(last.get(message.receiver, -math.inf), -math.inf if math.isnan(said) else said)
    found = (_relay(message, plan, seen, endex, last=last[message.receiver], jumps=jumps) for message in words)
    return tuple(relay for relay in found if relay)


def _relay(
    message: Message,
    plan: Mapping[str, Task],
    seen: Mapping[str, TaskResult],
    endex: float | None,
    *,
    last: float,
    jumps: Jumps,
) -> Relay | None:
    sender = _role(plan[message.sender])
    receiver = _role(plan[message.receiver]) if message.receiver else message.role
    row = seen.get(message.receiver or message.sender)
    if row is None or not sender or not receiver or sender == receiver:
        return None
    said_by, said = _first(seen[message.sender], SAID if message.receiver else SAID[:2])
    heard_by, heard = _first(row, HEARD if message.receiver else HEARD[:1])
    arrived = not math.isnan(heard)
    if not arrived and (row.status != "never_done" or endex is None):
        return None
    seconds = worked(said, heard if arrived else endex or 0.0, jumps)
    if math.isnan(seconds) or seconds < 0:
        return None
    if message.receiver and heard_by != HEARD[0] and said < last:
        return None
    exact = said_by == SAID[0] and heard_by == HEARD[0]
    return Relay(message.sender, message.receiver, (sender, receiver), message.channels, seconds, arrived, exact)


def _role(task: Task) -> str:
    return task.responsible[0] if task.responsible else ""


def _first(row: TaskResult, stamps: tuple[str, ...]) -> tuple[str, float]:
    """The first of the stamps that was noted, in this order of preference."""
    return next(((name, row.stamps[name]) for name in stamps if not math.isnan(row.stamps[name])), ("", math.nan))


def by_pair(found: Iterable[Relay]) -> Mapping[tuple[str, str], Latency]:
    """Delays by sending and receiving role, in the order of their first word."""
    return _by([(relay.pair, relay) for relay in found])


def by_channel(found: Iterable[Relay]) -> Mapping[tuple[str, ...], Latency]:
    """Delays by the channels that the plan names for the word."""
    return _by([(relay.channels, relay) for relay in found])


def _by(keyed: list[tuple[K, Relay]]) -> dict[K, Latency]:
    groups: dict[K, list[Relay]] = {}
    for key, relay in keyed:
        groups.setdefault(key, []).append(relay)
    return {
        key: summary("relay", [r.seconds for r in rows if r.arrived], [r.seconds for r in rows if not r.arrived])
        for key, rows in groups.items()
    }
