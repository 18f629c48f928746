"""Fences for a process that reads a stranger's file."""

import resource
import signal
from types import FrameType

MEGABYTE = 1 << 20
LARGEST_OUTPUT = 4096 * MEGABYTE
GRACE = 10  # seconds between being asked to stop and being stopped


def limit(megabytes: int, seconds: int) -> None:
    """Limits this process: address space, processor time, size of any file it writes; no core dumps.

    Beyond the memory Python raises MemoryError; beyond the time TimeoutError, and GRACE seconds later the system ends
    the process. Limits already stricter than these stay.
    """
    signal.signal(signal.SIGXCPU, out_of_time)
    lower(resource.RLIMIT_AS, megabytes * MEGABYTE)
    lower(resource.RLIMIT_CPU, seconds, seconds + GRACE)
    lower(resource.RLIMIT_FSIZE, LARGEST_OUTPUT)
    lower(resource.RLIMIT_CORE, 0)


def lower(kind: int, soft: int, hard: int | None = None) -> None:
    _, ceiling = resource.getrlimit(kind)
    most = soft if hard is None else hard
    if ceiling != resource.RLIM_INFINITY:
        most = min(most, ceiling)
    resource.setrlimit(kind, (min(soft, most), most))


def out_of_time(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError("the processor time allowed is used up")
