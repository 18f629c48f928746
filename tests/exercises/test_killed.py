"""A server that is killed in the middle of a run loses no stamp, and keeps none twice."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.exercises import killed


def test_every_tap_is_there_once_though_the_server_was_killed_twice(tmp_path: Path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("PARVIS_", "DJANGO_"))}
    run = subprocess.run(
        [sys.executable, killed.__file__, str(tmp_path), str(port)], capture_output=True, text=True, check=False,
        env=mine | {"PYTHONPATH": os.pathsep.join(str(ROOT / part) for part in ("src", "bench"))},
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr[-4000:]
    assert "wrong: nothing" in run.stdout
