"""Two phones and a server, and everything that can happen between them: a generator of histories for the rules of the visit.

A phone writes into its own memory before anything else; the server writes a batch whole or not at all. Messages are lost,
doubled, cut and overtake each other; either side is killed between receiving, writing and confirming; clocks are a year off.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from parvis.assessment.rules.visit import ANSWER, NOTE, PHOTO, Said, State, fold, receive

QUESTIONS = ("lit", "exits", "cared-for")
ZONES = (None, UUID(int=7))
VALUES = ("yes", "no", "not_observed", "")
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


@dataclass
class Server:
    """What is on its disk: entries by id, and how often each was applied."""

    disk: dict[UUID, Said] = field(default_factory=dict)
    applied: dict[UUID, int] = field(default_factory=dict)

    def take(self, batch: list[Said], killed: str) -> list[UUID] | None:
        """Receive, write, confirm; killed before or after the writing it confirms nothing."""
        receipt = receive(self.disk, batch)
        assert not receipt.taken
        if killed == "before":
            return None
        for entry in receipt.fresh:
            self.disk[entry.id] = entry
            self.applied[entry.id] = self.applied.get(entry.id, 0) + 1
        return None if killed == "after" else list(receipt.safe)

    def known_of(self, assessor: UUID) -> list[Said]:
        return [entry for entry in self.disk.values() if entry.assessor == assessor]


@dataclass
class Phone:
    """What is in its database: its assessor's entries, and the ids that nobody has confirmed yet."""

    assessor: UUID
    device: str
    skew: timedelta
    disk: dict[UUID, Said] = field(default_factory=dict)
    unsent: set[UUID] = field(default_factory=set)
    confirmed: set[UUID] = field(default_factory=set)

    def say(self, random: Random) -> None:
        kind = random.choice((ANSWER, ANSWER, NOTE, PHOTO))
        question, zone, value = random.choice(QUESTIONS), random.choice(ZONES), random.choice(VALUES)
        here = Said(UUID(int=0), self.assessor, self.device, 0, kind, question, zone).register
        standing = fold(self.disk.values()).get(here, ())
        made = Said(
            UUID(int=random.getrandbits(128)), self.assessor, self.device, len(self.disk) + 1, kind, question, zone,
            value=value, note=random.choice(("", "wet leaves")),
            replaces=frozenset(entry.id for entry in standing), said_at=NOW + self.skew,
        )  # fmt: skip
        self.disk[made.id] = made
        self.unsent.add(made.id)

    def confirm(self, ids: list[UUID]) -> None:
        self.unsent -= set(ids)
        self.confirmed |= set(ids)

    def learn(self, entries: list[Said]) -> None:
        self.disk |= {entry.id: entry for entry in entries}


@dataclass
class History:
    """One run: what was done, and where everybody ended."""

    seed: int
    server: Server
    phones: list[Phone]
    said: dict[UUID, Said] = field(default_factory=dict)

    @property
    def states(self) -> list[State]:
        return [fold(self.server.disk.values()), *(fold(phone.disk.values()) for phone in self.phones)]


def play(seed: int, *, same_assessor: bool) -> History:
    """A history of up to sixty events, then a quiet network until everything is delivered."""
    random = Random(seed)
    people = [UUID(int=1), UUID(int=1 if same_assessor else 2)]
    phones = [
        Phone(people[n], f"phone-{n}", timedelta(days=random.choice((0, 0, 365, -365)), minutes=random.randint(-9, 9)))
        for n in range(2)
    ]
    history = History(seed, Server(), phones)
    flying: list[tuple[Phone, list[Said]]] = []
    for _ in range(random.randint(5, 60)):
        phone = random.choice(phones)
        event = random.random()
        if event < 0.45:
            phone.say(random)
        elif event < 0.7:
            flying.append((phone, _some(phone, random)))
        elif flying:
            _arrive(history.server, flying, random)
    for phone in phones:
        history.said |= {id_: entry for id_, entry in phone.disk.items() if entry.device == phone.device}
    _calm(history)
    return history


def _some(phone: Phone, random: Random) -> list[Said]:
    """What the phone sends: all that is unsent or a part of it, in any order, some of it twice; now and then old news."""
    sure = sorted(phone.unsent, key=str)
    batch = [phone.disk[id_] for id_ in random.sample(sure, random.randint(0, len(sure)))]
    old = [phone.disk[id_] for id_ in sorted(phone.confirmed, key=str) if random.random() < 0.1]
    again = [entry for entry in batch if random.random() < 0.2]
    mixed = [*batch, *old, *again]
    random.shuffle(mixed)
    return mixed


def _arrive(server: Server, flying: list[tuple[Phone, list[Said]]], random: Random) -> None:
    """A message arrives: any of those under way, perhaps cut, perhaps staying under way as a double."""
    place = random.randrange(len(flying))
    phone, batch = flying[place] if random.random() < 0.2 else flying.pop(place)
    if random.random() < 0.2:
        batch = batch[: random.randint(0, len(batch))]
    safe = server.take(batch, random.choice(("", "", "", "before", "after")))
    if safe is not None and random.random() < 0.75:  # else the confirmation is lost, or the phone killed before it
        phone.confirm(safe)
        if random.random() < 0.5:
            phone.learn(server.known_of(phone.assessor))


def _calm(history: History) -> None:
    for phone in history.phones:
        safe = history.server.take([phone.disk[id_] for id_ in sorted(phone.unsent, key=str)], "")
        phone.confirm(safe or [])
    for phone in history.phones:
        phone.learn(history.server.known_of(phone.assessor))


def faults(history: History, *, same_assessor: bool) -> list[str]:
    """What must never happen, and did."""
    server, found = history.server, []
    if server.disk != history.said:
        found.append("the server lacks or invents an entry")
    if any(count != 1 for count in server.applied.values()):
        found.append("an entry was applied twice")
    if _vanished(server):
        found.append("an answer vanished that nobody replaced who had seen it")
    for phone in history.phones:
        if not phone.confirmed <= set(server.disk) or phone.unsent:
            found.append(f"{phone.device}: confirmed is not there, or something is still unsent")
        own = {key: rows for key, rows in history.states[0].items() if key.assessor == phone.assessor}
        if fold(phone.disk.values()) != own:
            found.append(f"{phone.device} differs from the server")
        if not same_assessor and own != _last_words(phone):
            found.append(f"{phone.device}: what was said last does not stand alone")
    if same_assessor and history.states[1] != history.states[2]:
        found.append("two phones of one assessor differ")
    return [f"history {history.seed}: {fault}" for fault in found]


def _vanished(server: Server) -> set[UUID]:
    """Entries that do not stand although no entry names them as replaced: what a rule of clocks would do."""
    stands = {entry.id for rows in fold(server.disk.values()).values() for entry in rows}
    replaced = {old for entry in server.disk.values() for old in entry.replaces}
    return set(server.disk) - stands - replaced


def _last_words(phone: Phone) -> State:
    """Of somebody with one phone, the last entry in every register stands: by its own counter, not by any clock."""
    last: dict[Any, Said] = {}
    for entry in phone.disk.values():
        if entry.register not in last or last[entry.register].seq < entry.seq:
            last[entry.register] = entry
    return {key: (entry,) for key, entry in last.items()}
