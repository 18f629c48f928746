"""A plan played many times: Parvis, simpy, and what drawing the random numbers alone takes.

    script/bench drill [--runs N] [--write]

200 tasks of 20 roles with room for two tasks each, one to three predecessors, three-point durations; 10,000 runs. Every
job is a process of its own with one thread; the figures are the median of its repetitions with the least and the most,
and the most memory held. Time is that of the processor, so that other work on the machine counts little.
(a) monte_carlo: everybody free when needed; simulate: with the room that roles have.
(b) the physical limit: as many PERT durations drawn by numpy, and nothing done with them.
(c) the same plan and the same durations in simpy, written lean (a process waits for one event after the other, without
    AllOf), with and without roles: 20 runs, times 500. Its times are compared with those of (a), run by run.
"""

import random
from collections.abc import Iterator
from typing import Any

from bench.jobs import Job, Jobs, Seen, main

TASKS, ROLES, ROOM, PLAYED = 200, 20, 2, 10_000
PEER, RUNS = 20, 7


def plan() -> Any:
    from parvis.engines.drill import Plan, Role, Task

    rng = random.Random(1)
    tasks = []
    for n in range(TASKS):
        least, likely, most = sorted(rng.uniform(10, 600) for _ in range(3))
        near = range(max(0, n - 30), n)
        before = rng.sample(near, min(len(near), rng.choice([1, 2, 2, 3]))) if n > 5 else []
        role = f"r{rng.randrange(ROLES)}"
        tasks.append(Task(f"t{n}", (least, likely, most), tuple(f"t{b}" for b in before), responsible=(role,)))
    return Plan(tuple(tasks), tuple(Role(f"r{n}", ROOM, ("somebody",)) for n in range(ROLES)))


def free() -> Job:
    from parvis.engines.drill import monte_carlo

    given = plan()
    return lambda: monte_carlo(given, 1, PLAYED)


def with_roles() -> Job:
    from parvis.engines.drill import simulate

    given = plan()
    return lambda: simulate(given, 1, PLAYED)


def limit() -> Job:
    import numpy as np

    points = np.array([task.duration for task in plan().tasks])
    rising = 1 + 4 * (points[:, 1] - points[:, 0]) / (points[:, 2] - points[:, 0])
    return lambda: np.random.default_rng(1).beta(rising, 6 - rising, size=(PLAYED, TASKS))


def simpy_free() -> Job:
    return _simpy(roles=False)


def simpy_roles() -> Job:
    return _simpy(roles=True)


def _simpy(*, roles: bool) -> Job:
    from parvis.engines.drill import monte_carlo, simulate

    given = plan()
    ours = (simulate if roles else monte_carlo)(given, 1, PEER)
    durations = ours.lasted.T.tolist()

    def job() -> None:
        for run in range(PEER):
            ended = _once(given, durations[run], roles=roles)
            assert max(abs(a - b) for a, b in zip(ended, ours.finish[:, run].tolist(), strict=True)) < 1e-6

    return job


def _once(given: Any, durations: list[float], *, roles: bool) -> list[float]:
    """One run in simpy: when each task ends."""
    import simpy

    environment = simpy.Environment()
    rooms = {role.code: simpy.Resource(environment, role.capacity) for role in given.roles}
    ended = [0.0] * len(durations)
    done: dict[str, Any] = {task.code: environment.event() for task in given.tasks}

    def work(number: int, task: Any) -> Iterator[Any]:
        for before in task.predecessors:
            yield done[before]
        if roles:
            with rooms[task.responsible[0]].request() as place:
                yield place
                yield environment.timeout(durations[number])
        else:
            yield environment.timeout(durations[number])
        ended[number] = environment.now
        done[task.code].succeed()

    for number, task in enumerate(given.tasks):
        environment.process(work(number, task))
    environment.run()
    return ended


JOBS: Jobs = {
    "free": (free, "(a) monte_carlo", 1),
    "roles": (with_roles, "(a) simulate, with roles", 1),
    "limit": (limit, "(b) drawing the durations", 1),
    "simpy_free": (simpy_free, "(c) simpy, from 20 runs", PLAYED // PEER),
    "simpy_roles": (simpy_roles, "(c) simpy with roles, from 20 runs", PLAYED // PEER),
}


def told(seen: Seen) -> str:
    free, roles = seen.seconds("free"), seen.seconds("roles")
    return f"""`script/bench drill`, {seen.when()}
What is measured is said at the head of `bench/drill.py`. Goals for 10,000 runs of 200 tasks: monte_carlo under 1 s, and at
least 50 times faster than simpy.

{seen.table()}

monte_carlo: {free / seen.seconds("limit"):.1f} times the limit, {seen.seconds("simpy_free") / free:.0f} times faster than simpy.
simulate: {roles / seen.seconds("limit"):.0f} times the limit, {seen.seconds("simpy_roles") / roles:.0f} times faster than simpy with roles."""


if __name__ == "__main__":
    main(__file__, __doc__, JOBS, RUNS, told)
