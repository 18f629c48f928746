"""Observers who tap while the server is killed: `test_killed.py` runs this as a process of its own.

Three observers tap twelve times each. When eight stamps are confirmed, and again when twenty are, the server with all its children gets
SIGKILL and is started again. Whoever got no answer keeps what was tapped and sends it again with its id.
"""

# ruff: noqa: PLC0415, T201  # a process of its own: Django is set up before it is imported, and the verdict is printed

import os
import sys
import threading
import time
import uuid
from typing import Any

OBSERVERS, TAPS, KILL_AT = 3, 12, (8, 20)


def observe(person: Any, told: Any, up: threading.Event, news: threading.Condition) -> None:
    """One observer: tap, send, and go on tapping whether or not an answer came."""
    while not person._load("observe/"):
        up.wait()
    for number in range(TAPS):
        at = time.time() * 1000
        row = {"id": str(uuid.uuid4()), "task": person.made["tasks"][number], "kind": "done", "at": at, "device": at - 3_600_000}  # fmt: skip
        told.tapped.add(row["id"])
        person.queue.append(row)
        person._send()
        with news:
            news.notify()
    while person.queue:
        up.wait()
        person._send()
        with news:
            news.notify()


def verdict(told: Any) -> list[str]:
    from parvis.exercises.models import Stamp
    from parvis.journal.models import Entry
    from parvis.journal.queries import check

    kept = [str(pk) for pk in Stamp.objects.order_by("pk").values_list("pk", flat=True)]
    wrong = [f"lost: {pk}" for pk in told.tapped - set(kept)]
    wrong += [f"confirmed and lost: {pk}" for pk in told.confirmed - set(kept)]
    if len(told.tapped) != OBSERVERS * TAPS or len(kept) != len(told.tapped) or told.confirmed != told.tapped:
        wrong.append(f"{len(told.tapped)} tapped, {len(told.confirmed)} confirmed, {len(kept)} kept")
    if Entry.objects.filter(action="exercises.stamped").count() != len(kept) or not check().whole:
        wrong.append("the journal does not tell of each stamp once")
    return wrong


def main(data: str, port: int) -> None:
    os.environ["PARVIS_DATA"] = data
    import run  # type: ignore[import-not-found]  # bench, on the path of this process

    from parvis.cli.serve import prepare

    run.DIRECTORS, run.OBSERVERS, run.PLAYERS = 1, OBSERVERS, 1
    prepare(data)
    made, told = run.prepare_run(), run.Told()
    server, up, news = run.Server(port), threading.Event(), threading.Condition()
    up.set()
    people = [run.Person(part, key, made, port, 0.0, told) for part, key in made["people"] if part == "observer"]
    threads = [threading.Thread(target=observe, args=(person, told, up, news), daemon=True) for person in people]
    try:
        for thread in threads:
            thread.start()
        for enough in KILL_AT:
            with news:
                while len(told.confirmed) < enough:
                    news.wait()
            up.clear()
            server.kill()
            server.start()
            up.set()
        for thread in threads:
            thread.join()
    finally:
        server.kill()
    wrong = verdict(told)
    print("wrong:", wrong or "nothing", "unanswered:", told.unanswered)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
