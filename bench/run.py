"""An exercise with 60 people on SQLite while the server is killed 20 times: no stamp lost, every screen up to date.

    script/bench run              (makes its data in a temporary folder, serves it on loopback, prints tables, throws it away)

5 directors, 10 observers and 45 players each have a screen that asks every 1.5 seconds, as the pages do. Directors let messages come in
and write new ones, observers tap, players take note and write what they do. At 20 moments the whole server is killed with SIGKILL
and started again. Whoever gets no answer keeps what was said and sends it again with its id, as the pages do. At the end
every stamp that was ever tapped must be there exactly once. A screen's lag runs from the answer to whoever delivered a message to
the moment at which the message stands on the screen; lags that a kill fell into are told apart. The peer in the same run
is /health/, which asks the database for the number 1.
"""

import argparse
import contextlib
import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode

DIRECTORS, OBSERVERS, PLAYERS, KILLS, SECONDS, EVERY = 5, 10, 45, 20, 300.0, 1.5
MESSAGE = 0.3  # how often a director who acts writes a message: about one every six seconds
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Told:
    """What happened, from all threads: times by kind of request, stamps tapped and confirmed, messages and lags."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    tapped: set[str] = field(default_factory=set)
    confirmed: set[str] = field(default_factory=set)
    delivered: dict[str, float] = field(default_factory=dict)
    lags: list[tuple[float, float, float]] = field(default_factory=list)  # delivered, seen, lag
    unanswered: int = 0
    statuses: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    down: list[tuple[float, float]] = field(default_factory=list)


def prepare_run() -> dict[str, Any]:
    """A plan from the pack, an exercise that runs, 60 people with a session each."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from shapely.geometry import box

    from parvis.exercises import actions
    from parvis.people.actions import found_organisation, give_role, open_account
    from parvis.places.actions import register_place
    from parvis.plans.actions import write_plan
    from parvis.plans.queries import starters, tasks

    city = found_organisation(None, name="Bench")
    lead = open_account(None, email="lead@bench.test", name="Lead")
    give_role(None, lead, city, "coordinator")
    place = register_place(lead, city, name="Square", category="square", geometry=box(5, 48, 5.001, 48.001))
    plan = write_plan(lead, place, title="Plan", pack=starters()[0])
    exercise = actions.prepare(lead, plan, title="Run", pack=starters()[0])
    roles, people = list(plan.roles.all()), []
    for part, count, role in (
        ("director", DIRECTORS, "coordinator"), ("observer", OBSERVERS, "observer"), ("player", PLAYERS, "operator"),
    ):  # fmt: skip
        for n in range(count):
            account = open_account(None, email=f"{part}{n}@bench.test", name=f"{part} {n}")
            give_role(None, account, city, role)
            actions.invite(lead, exercise, account, part, roles[n % len(roles)] if part == "player" else None)
            session = SessionStore()
            session[SESSION_KEY] = str(account.pk)
            session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
            session[HASH_SESSION_KEY] = account.get_session_auth_hash()
            session.save()
            people.append((part, session.session_key))
    exercise = actions.set_state(lead, exercise, "ready")
    exercise = actions.set_state(lead, exercise, "running")
    return {"id": str(exercise.pk), "people": people, "tasks": [str(task.pk) for task in tasks(lead, plan)]}


class Person(threading.Thread):
    """One phone: it keeps asking, and now and then its owner does something; what gets no answer is sent again."""

    def __init__(self, part: str, session: str, made: dict[str, Any], port: int, until: float, told: Told) -> None:
        super().__init__(daemon=True)
        self.part, self.session, self.made, self.port, self.until, self.told = part, session, made, port, until, told
        self.chance = random.Random(session)
        self.base, self.page, self.token, self.known = f"/exercises/{made['id']}/", "", "", set[str]()
        self.wire: http.client.HTTPConnection | None = None
        self.queue: list[dict[str, Any]] = []
        self.waiting: list[str] = []
        self.board = {"director": "run/board/", "observer": "observe/board/", "player": "play/board/"}[part]

    def run(self) -> None:
        home = {"director": "run/", "observer": "observe/", "player": "play/"}[self.part]
        seen, act_at = "", time.monotonic() + self.chance.uniform(2, 12)
        while not self._load(home):
            time.sleep(0.2)
        seen = self._seen()
        ask_at = time.monotonic() + self.chance.uniform(0, EVERY)
        while time.monotonic() < self.until or self.queue:
            time.sleep(max(0.0, min(ask_at, act_at) - time.monotonic()))
            if time.monotonic() >= act_at and time.monotonic() < self.until:
                self._act()
                act_at = time.monotonic() + self.chance.uniform(4, 14)
            if time.monotonic() >= ask_at:
                if self._ask("poll", "GET", f"{self.base}{self.board}?seen={seen}&role=all") == 200:
                    seen = self._seen()
                    self._notice()
                self._send()
                ask_at = time.monotonic() + EVERY

    def _load(self, home: str) -> bool:
        if self._ask("page", "GET", f"{self.base}{home}") != 200:
            return False
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.page)
        self.token = found[1] if found else ""
        return True

    def _seen(self) -> str:
        found = re.search(r"seen=([^\"&]+)", self.page)
        return found[1] if found else ""

    def _notice(self) -> None:
        """Which messages stand on the screen for the first time."""
        now = time.monotonic()
        self.waiting = re.findall(r'action="(/exercises/injects/[^"]+/taken/)"', self.page)
        for mark in set(re.findall(r"MARK-(\w+)", self.page)) - self.known:
            self.known.add(mark)
            if mark in self.told.delivered:
                at = self.told.delivered[mark]
                self.told.lags.append((at, now, max(now - at, 0.0)))

    def _ask(self, name: str, method: str, address: str, body: str = "", kind: dict[str, str] | None = None) -> int:
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={self.cookie}", "X-CSRFToken": self.cookie} | (
            kind or {}
        )
        begun = time.perf_counter()
        try:
            if self.wire is None:
                self.wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            self.wire.request(method, address, body or None, headers)
            answer = self.wire.getresponse()
            self.page = answer.read().decode()
        except (OSError, http.client.HTTPException):
            self.told.unanswered += 1
            if self.wire:
                self.wire.close()
            self.wire = None
            return 0
        self.told.times[name].append(time.perf_counter() - begun)
        self.told.statuses[answer.status] += 1
        return answer.status

    cookie = "a" * 32

    def _act(self) -> None:
        if self.part == "observer":
            at = time.time() * 1000
            row = {"id": str(uuid.UUID(int=self.chance.getrandbits(128), version=4)), "task": self.chance.choice(self.made["tasks"]),
                   "kind": self.chance.choice(["detect", "alert", "ack", "start", "done"]), "at": at, "device": at}  # fmt: skip
            self.told.tapped.add(row["id"])
            self.queue.append(row)
            self._send()
        elif self.part == "player" and self.waiting and self.chance.random() < 0.5:
            self._ask("taken note of", "POST", self.waiting.pop(), urlencode({"id": uuid.uuid4()}), FORM)
        elif self.part == "player":
            body = {"id": str(uuid.UUID(int=self.chance.getrandbits(128), version=4)), "text": "We see to it."}
            self._ask("player's log", "POST", f"{self.base}play/", urlencode(body), FORM)
        elif self.chance.random() < MESSAGE:
            mark = f"{self.chance.getrandbits(40):x}"
            body = {"id": str(uuid.UUID(int=self.chance.getrandbits(128), version=4)), "mode": "call", "sender": "Desk",
                    "message": f"MARK-{mark} look up."}  # fmt: skip
            if self._ask("message now", "POST", f"{self.base}say/", urlencode(body), FORM) == 302:
                self.told.delivered[mark] = time.monotonic()

    def _send(self) -> None:
        if not self.queue:
            return
        batch = list(self.queue)
        body, kind = json.dumps({"stamps": batch}), {"Content-Type": "application/json"}
        if self._ask("stamps", "POST", f"{self.base}observe/stamps/", body, kind) != 200:
            return
        answer = json.loads(self.page)
        self.told.confirmed |= set(answer["safe"])
        gone = {*answer["safe"], *(row["id"] for row in answer["refused"])}
        self.queue = [row for row in self.queue if row["id"] not in gone]


class Server:
    """`parvis serve`, to be killed with everything that it started, and started again."""

    def __init__(self, port: int) -> None:
        self.port, self.process = port, None
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "parvis.cli.main", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)
        while not self.answers():
            time.sleep(0.05)

    def answers(self) -> bool:
        try:
            wire = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
            wire.request("GET", "/health/")
            return wire.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False

    def kill(self) -> None:
        """SIGKILL for the supervisor and for all of its children, which lead sessions of their own."""
        assert self.process
        for child in [*descendants(self.process.pid), self.process.pid]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        self.process.wait()


def descendants(pid: int) -> list[int]:
    """The processes that this one started, theirs first."""
    found = []
    with contextlib.suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split():
            found += [*descendants(int(child)), int(child)]
    return found


def play(arguments: argparse.Namespace, made: dict[str, Any], told: Told) -> None:
    server = Server(arguments.port)
    until = time.monotonic() + arguments.seconds
    people = [Person(part, key, made, arguments.port, until, told) for part, key in made["people"]]
    for person in people:
        person.start()
    chance = random.Random(1)
    try:
        stretch = arguments.seconds / (arguments.kills + 1)
        for number in range(arguments.kills):
            at = until - arguments.seconds + stretch * (number + 1) + chance.uniform(-0.3, 0.3) * stretch
            while time.monotonic() < at:
                told.times["/health/"].append(health(arguments.port))
                time.sleep(0.5)
            begun = time.monotonic()
            server.kill()
            server.start()
            told.down.append((begun, time.monotonic()))
        for person in people:
            person.join(timeout=arguments.seconds + 120)
    finally:
        server.kill()


def health(port: int) -> float:
    begun = time.perf_counter()
    with contextlib.suppress(OSError, http.client.HTTPException):
        wire = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        wire.request("GET", "/health/")
        wire.getresponse().read()
    return time.perf_counter() - begun


def report(arguments: argparse.Namespace, told: Told, kept: dict[str, int]) -> list[str]:
    down = sum(end - begin for begin, end in told.down)
    print(
        f"60 people, {arguments.seconds:g} s, {len(told.down)} kills ({down:.0f} s without server), {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    every = [took for name, found in told.times.items() if name != "/health/" for took in found]
    peer = median(told.times["/health/"])
    print(f"{'request':16} {'n':>6} {'p50 ms':>8} {'p95 ms':>8} {'p50 to /health/':>16}")
    for name, found in [*sorted(told.times.items()), ("all but health", every)]:
        parts = quantiles(found, n=20) if len(found) > 1 else found * 20
        print(f"{name:16} {len(found):>6} {parts[9] * 1000:>8.0f} {parts[18] * 1000:>8.0f} {parts[9] / peer:>16.1f}")
    whole = [lag for at, seen, lag in told.lags if not any(b <= seen and at <= e + EVERY for b, e in told.down)]
    through = [lag for at, seen, lag in told.lags if any(b <= seen and at <= e + EVERY for b, e in told.down)]
    for name, lags in (("no kill in between", whole), ("with a kill in between", through)):
        if len(lags) > 1:
            print(f"lag of a screen, {name}: n {len(lags)}, median {median(lags):.2f} s, p95 {quantiles(lags, n=20)[18]:.2f} s, most {max(lags):.2f} s, "
                  f"within 2 s {sum(lag <= 2 for lag in lags) / len(lags):.1%}")  # fmt: skip
    twice = [pk for pk, count in kept.items() if count > 1]
    lost, lost_confirmed = told.tapped - set(kept), told.confirmed - set(kept)
    print(f"stamps: {len(told.tapped)} tapped, {len(told.confirmed)} confirmed, {len(kept)} kept; requests without an answer, sent again: {told.unanswered}; "
          f"answers: {dict(told.statuses)}")  # fmt: skip
    print("lost:", len(lost), "confirmed and lost:", len(lost_confirmed), "twice:", len(twice))
    return [*lost, *lost_confirmed, *twice]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--port", type=int, default=8798)
    arguments = parser.parse_args()
    told = Told()
    with tempfile.TemporaryDirectory() as data:
        os.environ["PARVIS_DATA"] = data
        from parvis.cli.serve import prepare

        prepare(data)
        made = prepare_run()
        play(arguments, made, told)
        from django.db.models import Count

        from parvis.exercises.models import Stamp
        from parvis.journal.queries import check

        rows = Stamp.objects.order_by("pk").values_list("pk").annotate(n=Count("pk"))
        kept = {str(pk): count for pk, count in rows}
        whole = check().whole
    wrong = report(arguments, told, kept)
    print("chain of the journal whole:", whole)
    sys.exit(1 if wrong or not whole else 0)


if __name__ == "__main__":
    main()
