"""`parvis demo`: the town of Valombre, or your own city, ready to try."""

import argparse
import hashlib
import os
import re
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from parvis.cli.console import DONE, FOUND, INPUT_UNUSABLE, errors, fail, progress

PASSWORD = "valombre-open-square"  # noqa: S105  # printed on the front page of the demonstration
KEPT = "The town in {folder} is built already and keeps its language. Remove the folder to build it anew, or choose another with --data."
PEOPLE = "coordinator, police, municipal, fire, planner, operator, station, chapter, director, observer, observer2, reader, administrator"


def add_to(commands: Any) -> None:
    command = commands.add_parser(
        "demo",
        help="try Parvis with the invented town of Valombre, or with your own city",
        description="Create a demonstration in a folder of its own, start it on this machine only, and say how to sign in. "
        "A second start takes seconds.",
    )
    command.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
    command.add_argument(
        "--data", metavar="DIR", default="var/demo", help="folder of the demonstration (default: var/demo)"
    )
    command.add_argument(
        "--language",
        choices=("en", "fr"),
        help="language of the town's stories (default: fr where this machine speaks French, otherwise en)",
    )
    command.add_argument(
        "--extract", type=Path, metavar="FILE", help="begin with this OpenStreetMap extract of a real city instead"
    )
    command.add_argument("--check", action="store_true", help="set up, see that the first page answers, stop")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if arguments.extract:
        arguments.extract.stat()
        arguments.data = (
            arguments.data if arguments.data != "var/demo" else f"var/{arguments.extract.name.split('.')[0]}"
        )
    os.environ["PARVIS_DATA"], os.environ["PARVIS_DEMO"] = arguments.data, "1"
    # Without PARVIS_CITY a real city is called after its file: porto-centre-2020.osm.pbf is Porto.
    word = re.split(r"[-_.]", arguments.extract.name)[0].capitalize() if arguments.extract else "Valombre"
    os.environ.setdefault("PARVIS_CITY", word)
    language = arguments.language or os.environ.get("PARVIS_LANGUAGE") or spoken()
    os.environ["PARVIS_LANGUAGE"] = language
    from parvis.cli.serve import prepare, supervise  # noqa: PLC0415  # settings read the environment first

    prepare(arguments.data)
    if arguments.language and built():
        errors.print(KEPT.format(folder=arguments.data), markup=False)
    problem = build(arguments.extract, language)
    if problem:
        return fail(problem, INPUT_UNUSABLE)
    ready = (
        f"\n  Parvis is on http://127.0.0.1:{arguments.port}/\n\n"
        f"  Sign in as coordinator@valombre.example with the password {PASSWORD}\n"
        f"  (others: {PEOPLE} @valombre.example, same password)\n\n  Ctrl+C stops it.\n"
    )
    if arguments.check:
        return check(arguments.port)
    return supervise("127.0.0.1", arguments.port, 2, ready)


def spoken() -> str:
    """The language of this machine, as its locale says it, if the town speaks it."""
    says = next(filter(None, (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "fr" if says.startswith("fr") else "en"


def built() -> bool:
    from parvis.people.models import Organisation  # noqa: PLC0415  # after set_up

    return Organisation.objects.exists()


def build(extract: Path | None, language: str = "en") -> str:
    """Make the demonstration unless it is there. The answer is a problem, or nothing."""
    if built():
        return ""
    from django.utils import translation  # noqa: PLC0415  # after set_up

    from parvis.cli.valombre import build_town, found_people  # noqa: PLC0415

    if extract is None:
        with progress("Building Valombre") as tell:
            build_town(tell, language)
        return ""
    from parvis.places.actions import ask_import  # noqa: PLC0415
    from parvis.places.actions.reading import carry_out, sentence_of_problem  # noqa: PLC0415

    with translation.override(language):
        people = found_people()
    with extract.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    run = ask_import(people.coordinator, people.city, file_name=extract.name, sha256=digest)
    with progress(extract.name) as tell:
        return sentence_of_problem(carry_out(run.pk, extract, tell).problem)


def check(port: int) -> int:
    """Start, ask for the first page and for the sign-in page, stop."""
    import subprocess  # noqa: PLC0415  # only here

    command = [sys.executable, "-m", "parvis.cli.main", "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(command) as child:  # noqa: S603  # our own module
        try:
            answers = [
                _answer(f"http://127.0.0.1:{port}{path}", child) for path in ("/", "/accounts/login/", "/health/")
            ]
        finally:
            child.terminate()
    good = all(status == 200 for status in answers)  # noqa: PLR2004
    errors.print(
        "The demonstration answers." if good else f"The demonstration does not answer: {answers}", markup=False
    )
    return DONE if good else FOUND


def _answer(address: str, child: Any, patience_s: float = 60) -> int:
    """The status of the page, waiting until the server listens."""
    until = time.monotonic() + patience_s
    while time.monotonic() < until and child.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310  # loopback
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.2)
    return 0
