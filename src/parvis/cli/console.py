"""What the commands share: exit codes, progress, and a Django that is set up."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

DONE, FOUND, USAGE, INPUT_UNUSABLE, NOT_SET_UP = 0, 1, 2, 3, 4
errors = Console(stderr=True, highlight=False)


def fail(sentence: str, code: int) -> int:
    """Say on standard error what happened and what to do, and give the exit code back."""
    errors.print(sentence, markup=False, soft_wrap=True)
    return code


def set_up(data: str | None = None) -> None:
    """Make Django ready; `data` is the data folder when the command names one."""
    if data:
        os.environ["PARVIS_DATA"] = data
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    import django  # noqa: PLC0415  # settings read the environment that was set above

    django.setup()


def set_up_existing(data: str | None) -> str:
    """Make Django ready for an installation that is there already. The answer is a problem, or nothing."""
    folder = Path(data or os.environ.get("PARVIS_DATA") or "var")
    if "PARVIS_DATABASE_URL" not in os.environ and not (folder / "parvis.sqlite3").exists():
        return f"There is no installation in {folder}. Name its folder with --data, or start one with `parvis serve`."
    set_up(data)
    return ""


@contextmanager
def progress(label: str) -> Iterator[Callable[[str, float], None]]:
    """A bar on standard error; where that is no terminal, a line at each new step."""
    if not sys.stderr.isatty():
        seen: set[str] = set()

        def tell(step: str, _done: float) -> None:
            if step not in seen:
                seen.add(step)
                errors.print(f"{label}: {step}", markup=False)

        yield tell
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors) as bar:
        task = bar.add_task(label, total=1.0)
        yield lambda step, done: bar.update(task, completed=done, description=f"{label}: {step}")
