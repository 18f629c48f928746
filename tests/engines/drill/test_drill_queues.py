"""Capacity: against simpy, against Erlang's formula, and by hand."""

import dataclasses
import math
import random

import numpy as np
import pytest
from tests.engines.drill.queues import by_simpy, erlang_c

from parvis.engines.drill import Plan, Resource, Role, Task, monte_carlo, simulate
from parvis.engines.drill import simulation as engine
from parvis.engines.drill.draws import Assumptions, Draws
from parvis.engines.drill.montecarlo import prepared


def tight_plan(seed: int) -> Plan:
    """Tasks that share few hands and less equipment."""
    rng = random.Random(seed)
    tasks = []
    for n in range(rng.randrange(2, 16)):
        before = [f"t{b}" for b in rng.sample(range(n), min(n, rng.choice([0, 0, 1, 2])))]
        owners = tuple(rng.sample("ab", rng.choice([1, 1, 2])))
        least, likely, most = sorted(rng.uniform(1, 100) for _ in range(3))
        held = (("pump", rng.choice([1, 2])),) if rng.random() < 0.3 else ()
        people = rng.choice([1, 1, 2]) if owners == ("a",) else 1
        tasks.append(
            Task(f"t{n}", (least, likely, most), tuple(before), responsible=owners, people=people, resources=held)
        )
    return Plan(tuple(tasks), (Role("a", 2, ("p",)), Role("b", 1, ("q",))), resources=(Resource("pump", 2),))


@pytest.mark.parametrize("seed", range(60))
def test_plans_with_little_room_end_when_simpy_says(seed: int) -> None:
    plan = tight_plan(seed)
    played = simulate(plan, seed, runs=4)
    for run in range(4):
        lasts = dict(zip(played.codes, played.lasted[:, run].tolist(), strict=True))
        ended = by_simpy(plan, lasts)
        assert {code: played.done(code)[run] for code in played.codes} == pytest.approx(ended)


def test_the_tight_plans_do_wait() -> None:
    waiting = [simulate(tight_plan(seed), seed, runs=4).waited.any() for seed in range(60)]
    assert sum(waiting) > 45


@pytest.mark.parametrize(("servers", "load"), [(1, 0.6), (2, 1.5), (4, 3.0)])
def test_a_queue_waits_as_erlang_says(servers: int, load: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """M/M/c: arrivals are a chain of tasks that nobody works on, calls are tasks of one role; service mean 1.

    Sixty independent runs of 1,500 callers, of which the first 300 only fill the queue: their means are independent,
    so that four standard errors of their spread bound the distance to Erlang C, P(wait) / (c - load).
    """
    callers, warm, runs = 1500, 300, 60
    chain = [Task(f"a{n}", (1, 1, 1), (f"a{n - 1}",) if n else ()) for n in range(callers)]
    calls = [Task(f"c{n}", (1, 1, 1), (f"a{n}",), responsible=("desk",)) for n in range(callers)]
    plan = Plan((*chain, *calls), (Role("desk", servers, ("p",)),))
    net, drawn = prepared(plan, 1, runs, Assumptions())
    rng = np.random.default_rng(7)
    mean = {"a": 1 / load, "c": 1.0}
    lasts = {code: rng.exponential(mean[code[0]], runs) for code in net.nodes}
    monkeypatch.setattr(engine, "prepared", lambda *_: (net, Draws(runs, lasts, drawn.delays)))
    played = simulate(plan, 1, runs=runs)
    rows = [played.place[f"c{n}"] for n in range(warm, callers)]
    before = [played.place[f"a{n}"] for n in range(warm, callers)]
    waited = played.start[rows] - played.finish[before]
    assert (waited >= -1e-9).all()
    each = waited.mean(axis=0)
    error = each.std(ddof=1) / math.sqrt(runs)
    expected = erlang_c(servers, load) / (servers - load)
    assert abs(each.mean() - expected) < 4 * error
    delayed = (waited > 1e-9).mean(axis=0)
    assert abs(delayed.mean() - erlang_c(servers, load)) < 4 * delayed.std(ddof=1) / math.sqrt(runs)


def test_erlang_c_of_a_published_table() -> None:
    assert erlang_c(1, 0.6) == pytest.approx(0.6)  # M/M/1: the server's load
    assert erlang_c(2, 1.0) == pytest.approx(1 / 3)  # Gross and Harris, Fundamentals of Queueing Theory: M/M/2
    assert erlang_c(10, 8.0) == pytest.approx(0.409, abs=0.001)


def test_a_queue_worked_by_hand() -> None:
    calls = [Task(f"call{n}", (60, 60, 60), ("alarm",), responsible=("desk",)) for n in range(3)]
    one = Plan((Task("alarm", (10, 10, 10)), *calls), (Role("desk", holders=("p",)),))
    played = simulate(one, 1, runs=1)
    assert sorted(played.finish[:, 0]) == [10, 70, 130, 190]
    assert sorted(played.waited) == [0, 0, 60, 120]
    two = simulate(dataclasses.replace(one, roles=(Role("desk", 2, ("p",)),)), 1, runs=1)
    assert sorted(two.finish[:, 0]) == [10, 70, 70, 130]
    assert (monte_carlo(one, 1, runs=1).finish[:, 0] == [10, 70, 70, 70]).all()
