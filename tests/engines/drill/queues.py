"""The same plans in simpy, and what queueing theory says: oracles for the simulation."""

import math

import simpy

from parvis.engines.drill import Plan


def by_simpy(plan: Plan, lasts: dict[str, float]) -> dict[str, float]:
    """When each task is done, played once by simpy with every role a resource; and-joins only."""
    environment = simpy.Environment()
    rooms = {role.code: simpy.Resource(environment, role.capacity) for role in plan.roles}
    rooms |= {resource.code: simpy.Resource(environment, resource.quantity) for resource in plan.resources}
    done = {task.code: environment.event() for task in plan.tasks}
    ended: dict[str, float] = {}

    def work(task):
        yield simpy.AllOf(environment, [done[before] for before in task.predecessors])
        wanted = [*((role, task.people) for role in task.responsible), *task.resources]
        asked = [(rooms[code], rooms[code].request()) for code, count in wanted for _ in range(count)]
        yield simpy.AllOf(environment, [request for _, request in asked])
        yield environment.timeout(lasts[task.code])
        for room, request in asked:
            room.release(request)
        ended[task.code] = environment.now
        done[task.code].succeed()

    for task in plan.tasks:
        environment.process(work(task))
    environment.run()
    return ended


def erlang_c(servers: int, load: float) -> float:
    """Probability that a caller waits in M/M/c with `load` = arrival rate / service rate (Erlang, 1917)."""
    last = load**servers / math.factorial(servers) * servers / (servers - load)
    return last / (sum(load**k / math.factorial(k) for k in range(servers)) + last)
