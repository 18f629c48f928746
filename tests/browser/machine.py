"""A server that a browser test may kill and start again."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tests.browser.conftest import Server, environment, free_port


class Machine:
    """A server in a process of its own, which can be killed and started again on the same data and the same address."""

    def __init__(self, data: Path, build: str) -> None:
        """`build`: a program that fills the data folder; `made` is the last line that it prints."""
        self.data, self.port = data, free_port()
        self.made = self.run(build).strip().splitlines()[-1]
        self.server = Server(f"http://127.0.0.1:{self.port}", data)
        self.child: subprocess.Popen[bytes] | None = None

    def run(self, code: str) -> str:
        path = os.pathsep.join(["src", "."])
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment(self.data, PYTHONPATH=path), check=True, timeout=300,
            capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout

    def start(self) -> None:
        command = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
        ]
        command += ["--workers", "1", "--blocking-threads", "4", "--no-ws", "parvis.config.wsgi:application"]
        log = (self.data / "server.log").open("ab")
        self.child = subprocess.Popen(
            command, env=environment(self.data, PARVIS_CITY="Valombre"), stdout=log, stderr=log, start_new_session=True
        )
        log.close()
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(f"{self.server.address}/health/", timeout=2).close()
            except OSError:
                continue
            return
        raise AssertionError((self.data / "server.log").read_text())

    def kill(self) -> None:
        """kill -9 of the server with all its workers: nothing is finished, nothing is said."""
        if self.child:
            os.killpg(self.child.pid, signal.SIGKILL)
            self.child.wait()
            self.child = None
