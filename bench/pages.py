"""How long every page takes: 5,000 places, 50,000 scenarios and 200,000 judgements in SQLite, 30 people at work on one machine.

    script/bench pages            (makes its data in a temporary folder, serves it on loopback, prints a table, throws it away)

The peer in the same run is /health/, which does nothing but ask the database for the number 1: what the server and the
machine cost without Parvis. Each person asks for a page, waits for it, reads it for about THINK seconds (exponential, seeded) and asks
for the next, a fixed number of times. With `--think 0` nobody reads: that is the most the machine can serve, and waiting is queueing.
"""

import argparse
import http.client
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path
from statistics import quantiles

PLACES, SCENARIOS_EACH, EXPERTS = 5000, 10, 4
PEOPLE, ROUNDS, THINK = 30, 34, 3.0


def seed(places: int) -> tuple[str, list[str], list[str]]:
    """Fill the database in bulk; returns a session key and the ids of some places and assessments."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from django.utils import timezone
    from shapely.geometry import box

    from parvis.assessment.models import Assessment, Judgement, Scenario
    from parvis.content.queries import find
    from parvis.people.actions import found_organisation, give_role, open_account
    from parvis.places.models import Place
    from parvis.places.queries import categories

    chance = random.Random(1)
    city = found_organisation(None, name="Bench")
    people = [open_account(None, email=f"expert{n}@bench.test", name=f"Expert {n}") for n in range(EXPERTS)]
    for account in people:
        give_role(None, account, city, "coordinator")
    lead, codes = people[0], sorted(categories())
    method = find("urn:parvis:method:reference")
    assert method
    rows = []
    for n in range(places):
        west, south = -20 + (n % 100) * 0.002, 46 + (n // 100) * 0.002
        place = Place(
            owner=city,
            author=lead,
            name=f"Place {n:05}",
            category=codes[n % len(codes)],
            geometry=box(west, south, west + 0.001, south + 0.001),
        )
        place.fit_box()
        rows.append(place)
    Place.objects.bulk_create(rows, batch_size=500)
    assessments = [
        Assessment(place=place, author=lead, title=f"Assessment of {place.name}", condition="ordinary_day", state="closed" if n % 4 else "discussing",
                   method_urn=method.urn, method_version=method.version, closed=timezone.now() if n % 4 else None)
        for n, place in enumerate(rows)
    ]  # fmt: skip
    Assessment.objects.bulk_create(assessments, batch_size=500)
    scenarios = [
        Scenario(place_id=a.place_id, assessment=a, author=lead, family="attack", threat="VEHICLE", title=f"Scenario {n}",
                 threats_urn="urn:parvis:threats:reference", threats_version="1.0")
        for a in assessments for n in range(SCENARIOS_EACH)
    ]  # fmt: skip
    Scenario.objects.bulk_create(scenarios, batch_size=500)
    Judgement.objects.bulk_create(
        (
            Judgement(place_id=s.place_id, assessment_id=s.assessment_id, scenario=s, expert=account, round=1,
                      values={"probability": chance.randint(1, 5), "vulnerability": chance.randint(1, 5), "consequence": 3},
                      impacts={"people": 3}, confidence=3)
            for s in scenarios for account in people
        ),
        batch_size=1000,
    )  # fmt: skip
    session = SessionStore()
    session[SESSION_KEY] = str(lead.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = lead.get_session_auth_hash()
    session.create()
    return session.session_key, [str(p.pk) for p in rows[::97]], [str(a.pk) for a in assessments[::97]]


def addresses(places: list[str], assessments: list[str]) -> dict[str, list[str]]:
    """Every kind of page, with the addresses that stand for it."""
    return {
        "the machine: /health/": ["/health/"],
        "home": ["/"],
        "places, first page": ["/places/"],
        "places, page 150": ["/places/?page=150"],
        "places, search": ["/places/?q=0042"],
        "map of the whole city": ["/places/map.geojson"],
        "map of one district": ["/places/map.geojson?bbox=-19.99,46.0,-19.97,46.02"],
        "page of a place": [f"/places/{pk}/" for pk in places],
        "sheet of a place": [f"/places/{pk}/sheet/" for pk in places],
        "map of a place": [f"/places/{pk}/map.geojson" for pk in places],
        "assessments": ["/assessments/"],
        "an assessment": [f"/assessments/{pk}/" for pk in assessments],
        "result of an assessment": [f"/assessments/{pk}/result/" for pk in assessments],
        "assessments of a place": [f"/assessments/place/{pk}/" for pk in places],
        "solutions": ["/solutions/"],
        "plans": ["/plans/"],
        "exercises": ["/exercises/"],
        "residents": ["/residents/"],
        "exchange": ["/exchange/"],
        "API: places": ["/api/v1/places?limit=100"],
    }


def person(
    number: int,
    port: int,
    cookie: str,
    kinds: dict[str, list[str]],
    times: dict[str, list[float]],
    wrong: list[str],
    think: float,
) -> None:
    """One person at work: asks, waits for the answer, asks again."""
    chance = random.Random(number)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    names = list(kinds)
    for turn in range(ROUNDS):
        name = names[(number + turn) % len(names)]
        address = chance.choice(kinds[name])
        time.sleep(chance.expovariate(1 / think) if think else 0)
        begun = time.perf_counter()
        connection.request("GET", address, headers={"Cookie": f"sessionid={cookie}"})
        answer = connection.getresponse()
        answer.read()
        times[name].append(time.perf_counter() - begun)
        if answer.status != 200:
            wrong.append(f"{answer.status} {address}")
    connection.close()


def measure(
    port: int, cookie: str, kinds: dict[str, list[str]], people: int, think: float
) -> tuple[dict[str, list[float]], list[str]]:
    times: dict[str, list[float]] = defaultdict(list)
    wrong: list[str] = []
    threads = [
        threading.Thread(target=person, args=(n, port, cookie, kinds, times, wrong, think)) for n in range(people)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", type=int, default=PLACES)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--think", type=float, default=THINK)
    parser.add_argument("--port", type=int, default=8799)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as data:
        os.environ["PARVIS_DATA"] = data
        from parvis.cli.serve import prepare

        prepare(data)
        cookie, places, assessments = seed(arguments.places)
        kinds = addresses(places, assessments)
        size = Path(data, "parvis.sqlite3").stat().st_size / 1e6
        command = [sys.executable, "-m", "parvis.cli.main", "serve", "--port", str(arguments.port)]
        with subprocess.Popen(command) as server:
            try:
                wait(arguments.port)
                measure(arguments.port, cookie, kinds, 2, 0)  # the first answer of a process loads templates and packs
                times, wrong = measure(arguments.port, cookie, kinds, arguments.people, arguments.think)
            finally:
                server.terminate()
    print(f"{arguments.places} places, {arguments.places * SCENARIOS_EACH} scenarios, {arguments.places * SCENARIOS_EACH * EXPERTS} judgements, "
          f"{size:.0f} MB SQLite, {arguments.people} people reading {arguments.think:g} s a page, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")  # fmt: skip
    print(f"{'page':26} {'n':>5} {'p50 ms':>8} {'p95 ms':>8} {'x machine':>10}")
    base = quantiles(times["the machine: /health/"], n=20)[18]
    for name, found in times.items():
        parts = quantiles(found, n=20)
        print(f"{name:26} {len(found):>5} {parts[9] * 1000:>8.0f} {parts[18] * 1000:>8.0f} {parts[18] / base:>10.1f}")
    if wrong:
        print("answers that were not 200:", sorted(set(wrong))[:10])
        sys.exit(1)


def wait(port: int) -> None:
    for _ in range(600):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/health/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.1)
    sys.exit("the server did not start")


if __name__ == "__main__":
    main()
