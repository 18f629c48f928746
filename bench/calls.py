"""200 providers answer a call in its last hour, played in one minute, against a server on SQLite: nothing lost, nothing late.

    script/bench calls            (makes its data in a temporary folder, serves it on loopback, prints a table, throws it away)

Each provider opens the draft, saves it, looks once more and sends it, at a moment of its own; one in twenty comes after closing.
An hour is played in a minute, so the server works sixty times as hard as in the case that is meant.
"""

import argparse
import http.client
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from datetime import timedelta
from statistics import quantiles
from urllib.parse import urlencode

from pages import wait

PROVIDERS, SECONDS, LATE = 200, 60.0, 20


def prepare_call(providers: int) -> tuple[str, list[str]]:
    """A published call with a link for each provider; it closes in an hour, until the bench says when."""
    from django.utils import timezone
    from shapely.geometry import box

    from parvis.assessment.actions import write_vulnerability
    from parvis.people.actions import found_organisation, give_role, open_account
    from parvis.places.actions import register_place
    from parvis.solutions import actions
    from parvis.solutions.actions import calls
    from parvis.solutions.actions.calls import answering

    answering.MOST_LINKS_PER_MINUTE = providers + 1  # links are given before the clock runs
    city = found_organisation(None, name="Bench")
    lead = open_account(None, email="lead@bench.test", name="Lead")
    give_role(None, lead, city, "coordinator")
    place = register_place(lead, city, name="Square", category="square", geometry=box(5, 48, 5.001, 48.001))
    weakness = write_vulnerability(lead, place, title="Dark")
    needs = [actions.write_requirement(lead, weakness, text=f"Need {n}") for n in range(8)]
    soon = timezone.now() + timedelta(hours=1)
    call = calls.prepare_call(
        lead, place, title="Light", description="Light for all.", contact="Town hall", questions_until=soon, closes=soon,
        words={need.pk: f"Wish {n}" for n, need in enumerate(needs)}, attachments=["pdf"],
    )  # fmt: skip
    call = calls.publish_call(lead, call)
    return str(call.pk), [
        calls.ask_link(call, calls.page_token(call, "link"), organisation=f"Provider {n}") for n in range(providers)
    ]


def provider(
    number: int, port: int, link: str, begin: float, times: dict[str, list[float]], told: dict[str, str]
) -> None:
    """One provider; what the server answered to the sending is noted."""
    time.sleep(max(0.0, begin - time.monotonic()))
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    page, base = "", f"/calls/a/{link}/"

    def ask(name: str, method: str, address: str, form: dict[str, str] | None = None) -> int:
        nonlocal page
        begun = time.perf_counter()
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
        connection.request(method, address, urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        times[name].append(time.perf_counter() - begun)
        return answer.status

    ask("open the draft", "GET", base)
    draft = {
        "version": version(page),
        "organisation": f"Provider {number}",
        "solution": f"Idea {number}",
        "summary": "x" * 2000,
    }
    draft |= {f"meets-{n}": "yes" for n in range(1, 9)} | {f"how-{n}": "y" * 400 for n in range(1, 9)}
    ask("save the draft", "POST", base, draft)
    ask("look once more", "GET", f"{base}send/")
    status = ask("send", "POST", f"{base}send/", {"version": version(page)}) if version(page) else 422
    told[link] = "sent" if status == 302 else f"refused {status}"
    connection.close()


def version(page: str) -> str:
    found = re.search(r'name="version"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="version"', page)
    return next(filter(None, found.groups()), "") if found else ""


def verdict(told: dict[str, str]) -> list[str]:
    """What was promised against what lies in the database."""
    from django.db.models import F

    from parvis.solutions.models import CallVersion
    from parvis.solutions.queries.calls import by_link, own_copy, sent

    wrong = [f"late: {row}" for row in CallVersion.objects.filter(at__gte=F("answer__call__closes"))]
    for link, answer in told.items():
        version_kept = sent(by_link(link))
        if (answer == "sent") != (version_kept is not None):
            wrong.append(f"{answer}, but kept: {version_kept}")
        elif version_kept and not own_copy(version_kept, link).solution.startswith("Idea"):
            wrong.append(f"another content: {version_kept}")
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--providers", type=int, default=PROVIDERS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--port", type=int, default=8797)
    arguments = parser.parse_args()
    times: dict[str, list[float]] = defaultdict(list)
    told: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as data:
        os.environ["PARVIS_DATA"] = data
        from parvis.cli.serve import prepare

        prepare(data)
        call, links = prepare_call(arguments.providers)
        command = [sys.executable, "-m", "parvis.cli.main", "serve", "--port", str(arguments.port)]
        with subprocess.Popen(command) as server:
            try:
                wait(arguments.port)
                play(arguments, call, links, times, told)
            finally:
                server.terminate()
        wrong = verdict(told)
    report(arguments, times, told, wrong)
    sys.exit(1 if wrong else 0)


def play(
    arguments: argparse.Namespace, call: str, links: list[str], times: dict[str, list[float]], told: dict[str, str]
) -> None:
    from django.utils import timezone

    from parvis.solutions.models import Call

    chance = random.Random(1)
    begin = time.monotonic() + 2
    closes = timezone.now() + timedelta(seconds=2 + arguments.seconds)
    Call.objects.filter(pk=call).update(questions_until=closes, closes=closes)
    moments = [
        begin + arguments.seconds * (1.02 if n % LATE == 0 else chance.triangular(0, 1, 1)) for n in range(len(links))
    ]  # most come at the end
    threads = [
        threading.Thread(target=provider, args=(n, arguments.port, link, moment, times, told))
        for n, (link, moment) in enumerate(zip(links, moments, strict=True))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def report(
    arguments: argparse.Namespace, times: dict[str, list[float]], told: dict[str, str], wrong: list[str]
) -> None:
    accepted = sum(answer == "sent" for answer in told.values())
    print(f"{arguments.providers} providers in {arguments.seconds:g} s, {accepted} accepted in time, {len(told) - accepted} refused, "
          f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")  # fmt: skip
    print(f"{'step':16} {'n':>5} {'p50 ms':>8} {'p95 ms':>8}")
    for name, found in times.items():
        parts = quantiles(found, n=20)
        print(f"{name:16} {len(found):>5} {parts[9] * 1000:>8.0f} {parts[18] * 1000:>8.0f}")
    print("lost or late:", wrong or "none")


if __name__ == "__main__":
    main()
