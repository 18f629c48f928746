"""Many providers at the same moment on a real server: none lost, none late by the clock at receipt, each receipt verifies."""

import os
import socket
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.solutions.calls import together


def test_sixteen_at_once_and_a_call_that_closes_in_the_middle(tmp_path: Path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("PARVIS_", "DJANGO_"))}
    run = subprocess.run(
        [sys.executable, together.__file__, str(tmp_path), str(port)], capture_output=True, text=True, check=False,
        env=mine | {"PYTHONPATH": os.pathsep.join(str(ROOT / part) for part in ("src", "bench"))},
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr[-4000:]
    assert "wrong: nothing" in run.stdout
