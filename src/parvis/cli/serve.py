"""`parvis serve`: the pages, the API and one background worker, from one command."""

import argparse
import gc
import os
import signal
import time
from collections.abc import Callable
from importlib import import_module
from multiprocessing import Process
from types import FrameType
from typing import Any

from parvis.cli.console import DONE, errors, set_up
from parvis.cli.worker import main as worker_main


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
    gc.disable()  # while hundreds of modules load there is no garbage, only walks through all that is there already
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
    _load()
    server, worker = _start(_serve, host, port, workers), _start(worker_main)
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    errors.print(on_ready or f"Parvis is on http://{host}:{port}/ (Ctrl+C stops it)", markup=False)
    while not stopping and server.is_alive():
        if not worker.is_alive():
            worker = _start(worker_main)
        time.sleep(0.3)
    for child in (worker, server):
        child.terminate()
    for child in (worker, server):
        child.join(timeout=10)
        if child.is_alive():
            child.kill()
    return DONE if stopping else server.exitcode or 1


def _load() -> None:
    """Load Parvis once: server and worker are copies of this process, so that a start takes a third of the time and their
    memory is shared. A connection to the database is not for sharing."""
    from django.db import connections  # noqa: PLC0415  # after set_up

    import_module("parvis.config.wsgi")
    connections.close_all()


def _start(task: Callable[..., None], *words: object) -> Process:
    child = Process(target=_apart, args=(task, *words))
    child.start()
    return child


def _apart(task: Callable[..., None], *words: object) -> None:
    """In a session of its own: Ctrl+C is for the supervisor, which then ends its children in their order."""
    os.setsid()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    task(*words)


def _serve(host: str, port: int, workers: int) -> None:
    from granian import Granian  # noqa: PLC0415  # the other commands need no server
    from granian.constants import Interfaces  # noqa: PLC0415
    from granian.log import LogLevels  # noqa: PLC0415

    Granian(
        "parvis.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=2,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()
