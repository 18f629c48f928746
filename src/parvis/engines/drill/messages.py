"""How the word gets through: messages between tasks, and the channels that carry them."""

from dataclasses import dataclass
from typing import Literal

Duration = tuple[float, float, float]
"""Least, most likely and greatest, in seconds."""

Way = Literal["push", "pull"]


@dataclass(frozen=True)
class Channel:
    """A radio, telephone, messenger or platform. `delay`: how long a word takes on it, in seconds.

    `availability`: the probability (0..1) that it works in an event; whatever breaks it, breaks it for everybody.
    """

    code: str
    delay: Duration = (0.0, 0.0, 0.0)
    availability: float = 1.0


@dataclass(frozen=True)
class Message:
    """The word that `sender` (a task) is done, for `receiver` (a task that waits for it) or `role` (who is only told).

    `push`: it goes out by itself when the sender is done (an alarm, a broadcast, a shared log) and needs nobody.
    `pull`: the receiver waits to be called; the call is work, `call` seconds of it, for whoever did the sender.
    `channels` are tried in their order. `timeout_s`: how long the receiver waits, from the moment at which everything
    else that it must have is there, before it acts on its own; `fallback`: how long it then takes to get the word in
    another way (none: it begins without it). Without `sender` the call comes from outside the plan.
    """

    sender: str
    receiver: str = ""
    role: str = ""
    channels: tuple[str, ...] = ()
    way: Way = "push"
    call: Duration = (30.0, 60.0, 180.0)
    timeout_s: float | None = None
    fallback: Duration = (0.0, 0.0, 0.0)

    @property
    def code(self) -> str:
        """The message's own code."""
        return f"{self.sender}>{self.receiver or self.role}"
