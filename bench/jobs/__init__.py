"""What several measurements share: jobs that take turns, each a process of its own with one thread, and what they took.

Time is that of the processor, so that other work on the machine counts little.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "develop" / "performance.md"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
HEAD = "| what | median | least to most | memory |\n|---|---:|---:|---:|"

Job = Callable[[], object]
#: By name: what makes the job ready, what it stands for, and how often it would have to be repeated for the whole.
Jobs = Mapping[str, tuple[Callable[[], Job], str, int]]


@dataclass(frozen=True)
class Seen:
    """What every job took: `runs` by name, each with seconds, megabytes, and the length of what it found."""

    jobs: Jobs
    runs: dict[str, list[dict[str, float]]]
    load: float

    def seconds(self, name: str) -> float:
        """The median for the whole."""
        return statistics.median(run["seconds"] for run in self.runs[name]) * self.jobs[name][2]

    def table(self) -> str:
        return "\n".join([HEAD, *map(self._row, self.runs)])

    def when(self) -> str:
        return f"{time.strftime('%Y-%m-%d')}: one thread of {os.cpu_count()} processors, load {self.load:.1f} at the start; processor time."

    def _row(self, name: str) -> str:
        seconds = sorted(run["seconds"] * self.jobs[name][2] for run in self.runs[name])
        memory = max(run["memory"] for run in self.runs[name])
        return f"| {self.jobs[name][1]} | {self.seconds(name):.3g} s | {seconds[0]:.3g} to {seconds[-1]:.3g} s | {memory:.0f} MB |"


def main(file: str, about: str, jobs: Jobs, runs: int, told: Callable[[Seen], str]) -> None:
    """The command of a measurement. With `--write` its text goes between the marks of its name on the page."""
    name = Path(file).stem
    options = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--runs", type=int, default=runs, help="how often each job runs")
    options.add_argument("--write", action="store_true", help="put the table into docs/develop/performance.md")
    options.add_argument("--one", metavar="JOB", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.one:
        print(json.dumps(_one(jobs[given.one][0]())))
        return
    load = os.getloadavg()[0]
    text = told(Seen(jobs, _measured(file, jobs, given.runs), load))
    print(text)
    if given.write:
        page, begin, end = PAGE.read_text(encoding="utf-8"), f"<!-- {name} -->", f"<!-- /{name} -->"
        before, rest = page.split(begin)
        PAGE.write_text(f"{before}{begin}\n{text}\n{end}{rest.split(end)[1]}", encoding="utf-8")


def _one(job: Job) -> dict[str, float]:
    """Runs a job once, in this process."""
    before = time.process_time()
    found = job()
    seconds = time.process_time() - before
    status = Path("/proc/self/status").read_text(encoding="ascii")
    memory = int(status.split("VmHWM:")[1].split()[0]) / 1024
    return {"seconds": seconds, "memory": memory, "size": len(found) if isinstance(found, tuple) else 0}


def _measured(file: str, jobs: Jobs, runs: int) -> dict[str, list[dict[str, float]]]:
    """The runs of every job; the jobs take turns, so that a busy minute of the machine falls on all of them."""
    environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    seen: dict[str, list[dict[str, float]]] = {name: [] for name in jobs}
    for _ in range(runs):
        for name in jobs:
            command = [sys.executable, file, "--one", name]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
            seen[name].append(json.loads(done.stdout.splitlines()[-1]))
    return seen
