"""`parvis serve`: the pages, the API and one background worker, from one command."""

import argparse
import signal
import subprocess
import sys
import time
from types import FrameType
from typing import Any

from parvis.cli.console import DONE, errors, set_up

Process = subprocess.Popen[bytes]


def add_to(commands: Any) -> None:
    command = commands.add_parser(
        "serve",
        help="start Parvis",
        description="Bring the database up to date, load the content packs and start Parvis with one background worker. "
        "Stops with Ctrl+C.",
    )
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    command.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
    command.add_argument("--data", metavar="DIR", help="data folder (default: PARVIS_DATA, else ./var)")
    command.add_argument("--workers", type=int, default=2, help="server processes (default: 2)")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    prepare(arguments.data)
    return supervise(arguments.host, arguments.port, arguments.workers)


def prepare(data: str | None) -> None:
    """Create or upgrade the database and load the packs that are not loaded yet. Repeats safely."""
    set_up(data)
    from django.core.management import call_command  # noqa: PLC0415  # after set_up

    from parvis.content.actions import load_shipped  # noqa: PLC0415

    call_command("migrate", interactive=False, verbosity=0)
    load_shipped()
    _take_stock()


def _take_stock() -> None:
    """Let SQLite count its rows, some thousand of each index: without, it sorts whole tables where an index would do.
    PostgreSQL does this by itself."""
    from django.db import connection  # noqa: PLC0415  # after set_up

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit=2000")
            cursor.execute("ANALYZE")


def supervise(host: str, port: int, workers: int, on_ready: str = "") -> int:
    """Run server and worker until asked to stop; a worker that dies is started again, a server that dies ends it all."""
    server = _start_server(host, port, workers)
    worker = _start_worker()
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    errors.print(on_ready or f"Parvis is on http://{host}:{port}/ (Ctrl+C stops it)", markup=False)
    while not stopping and server.poll() is None:
        if worker.poll() is not None:
            worker = _start_worker()
        time.sleep(0.3)
    for child in (worker, server):
        if child.poll() is None:
            child.terminate()
    for child in (worker, server):
        _wait(child)
    return DONE if stopping else server.returncode or 1


def _wait(child: Process) -> None:
    try:
        child.wait(timeout=10)
    except subprocess.TimeoutExpired:
        child.kill()


def _start_server(host: str, port: int, workers: int) -> Process:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    command += ["--workers", str(workers), "--blocking-threads", "2", "--no-ws", "--log-level", "warning"]
    command.append("parvis.config.wsgi:application")
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603  # our own choice of words


def _start_worker() -> Process:
    return subprocess.Popen([sys.executable, "-m", "parvis.cli.worker"], start_new_session=True)
