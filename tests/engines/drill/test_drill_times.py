import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.engines.drill import PlanError, Role, Task, schedule, simulate, simulate_with_roles

# Hillier and Lieberman, Introduction to Operations Research, chapter on project management: the Reliable Construction
# Company. Three-point estimates in weeks, predecessors; published: 44 weeks along A-B-C-E-F-J-L-N.
RELIABLE = {
    "A": ((1, 2, 3), ""),
    "B": ((2, 3.5, 8), "A"),
    "C": ((6, 9, 18), "B"),
    "D": ((4, 5.5, 10), "C"),
    "E": ((1, 4.5, 5), "C"),
    "F": ((4, 4, 10), "E"),
    "G": ((5, 6.5, 11), "D"),
    "H": ((5, 8, 17), "EG"),
    "I": ((3, 7.5, 9), "C"),
    "J": ((3, 9, 9), "FI"),
    "K": ((4, 4, 4), "J"),
    "L": ((1, 5.5, 7), "J"),
    "M": ((1, 2, 3), "H"),
    "N": ((5, 5.5, 9), "KL"),
}
PROJECT = [Task(code, duration, tuple(before)) for code, (duration, before) in RELIABLE.items()]


def test_the_textbook_project() -> None:
    found = schedule(PROJECT)
    assert found.duration == pytest.approx(44)
    assert "".join(found.critical) == "ABCEFJLN"
    slack = {code: round(timing.slack, 9) for code, timing in found.timings.items() if timing.slack}
    assert slack == {"D": 4, "G": 4, "H": 4, "M": 4, "I": 2, "K": 1}
    h = found.timings["H"]
    assert (h.earliest_start, h.earliest_finish, h.latest_start, h.latest_finish) == pytest.approx((29, 38, 33, 42))
    assert schedule(PROJECT, {"J": 20}).duration == pytest.approx(56)


@st.composite
def plans(draw: st.DrawFn, *, fixed: bool = False) -> list[Task]:
    size = draw(st.integers(1, 7))
    tasks = []
    for n in range(size):
        least, more, most = (draw(st.integers(0, 9)) for _ in range(3))
        duration = (least, least, least) if fixed else (least, least + more, least + more + most)
        before = draw(st.sets(st.integers(0, n - 1))) if n else set()
        owner = draw(st.sampled_from(["a", "b"]))
        tasks.append(Task(f"t{n}", duration, tuple(f"t{b}" for b in before), responsible=(owner,)))
    return draw(st.permutations(tasks))


def longest(tasks: list[Task], code: str) -> float:
    """The longest chain up to a task, by looking at every chain."""
    by_code = {t.code: t for t in tasks}
    task = by_code[code]
    return task.expected_s + max((longest(tasks, p) for p in task.predecessors), default=0.0)


@given(plans())
def test_earliest_finish_is_the_longest_chain(tasks: list[Task]) -> None:
    found = schedule(tasks)
    for code, timing in found.timings.items():
        assert timing.earliest_finish == pytest.approx(longest(tasks, code))
        assert timing.latest_start >= timing.earliest_start - 1e-9
    assert sum(t.expected_s for t in tasks if t.code in found.critical) == pytest.approx(found.duration)
    assert all(found.timings[code].slack == 0 for code in found.critical)


@given(plans(fixed=True))
def test_without_uncertainty_all_engines_agree(tasks: list[Task]) -> None:
    planned = schedule(tasks)
    simulated = simulate(tasks, seed=1, draws=3)
    queued = simulate_with_roles(tasks, [Role("a", 9), Role("b", 9)], seed=1, draws=3)
    expected = [planned.timings[code].earliest_finish for code in simulated.codes]
    np.testing.assert_allclose(simulated.finish, [expected] * 3)
    np.testing.assert_allclose(queued.times.finish, [expected] * 3)
    np.testing.assert_allclose(simulated.criticality, [planned.timings[c].slack == 0 for c in simulated.codes])
    assert set(queued.waiting.values()) <= {0.0}


@settings(max_examples=40)
@given(plans())
def test_fewer_hands_are_never_faster(tasks: list[Task]) -> None:
    free = simulate(tasks, seed=5, draws=20)
    roomy = simulate_with_roles(tasks, [Role("a", 9)], seed=5, draws=20)
    np.testing.assert_allclose(roomy.times.finish, free.finish)
    tight = simulate_with_roles(tasks, [Role("a"), Role("b")], seed=5, draws=20)
    assert (tight.times.finish >= free.finish - 1e-9).all()
    assert (free.p50 <= free.p80).all()
    assert (free.p80 <= free.p95).all()


def test_simulation_of_the_textbook_project() -> None:
    found = simulate(PROJECT, seed=1, draws=20_000)
    done = dict(zip(found.codes, found.finish.T, strict=True))
    assert done["C"].mean() == pytest.approx(16, abs=0.1)  # a chain: the means add up
    assert 44 < found.whole.mean() < 46.5  # parallel paths: later than the critical path alone
    critical = dict(zip(found.codes, found.criticality, strict=True))
    assert critical["A"] == critical["C"] == 1
    assert critical["M"] < critical["N"] <= 1
    assert np.isnan(found.met).all()
    np.testing.assert_array_equal(found.finish, simulate(PROJECT, seed=1, draws=20_000).finish)


def test_probability_of_meeting_a_target() -> None:
    found = simulate(
        [
            Task("a", (0, 0, 0), target_s=1),
            Task("b", (60, 60, 60), ("a",), target_s=60),
            Task("c", (0, 30, 60), target_s=30),
        ],
        seed=2,
    )
    met = dict(zip(found.codes, found.met, strict=True))
    assert met["a"] == met["b"] == 1
    assert met["c"] == pytest.approx(0.5, abs=0.03)


def test_a_queue_worked_by_hand() -> None:
    calls = [Task(f"call{n}", (60, 60, 60), ("alarm",), responsible=("desk",)) for n in range(3)]
    plan = [Task("alarm", (10, 10, 10)), *calls]
    one = simulate_with_roles(plan, [Role("desk")], seed=1, draws=1)
    assert sorted(one.times.finish[0]) == [10, 70, 130, 190]
    assert sorted(one.waiting.values()) == [0, 0, 60, 120]
    two = simulate_with_roles(plan, [Role("desk", 2)], seed=1, draws=1)
    assert sorted(two.times.finish[0]) == [10, 70, 70, 130]
    assert math.isnan(two.times.criticality[0])


def test_an_empty_plan_takes_no_time() -> None:
    assert schedule([]).duration == 0
    assert schedule([]).critical == ()
    assert simulate([], seed=1, draws=2).whole.tolist() == [0, 0]
    assert simulate_with_roles([], [], seed=1, draws=2).waiting == {}


def test_a_cycle_is_named() -> None:
    circle = [
        Task("a", (1, 1, 1), ("c",)),
        Task("b", (1, 1, 1), ("a",)),
        Task("c", (1, 1, 1), ("b",)),
        Task("d", (1, 1, 1)),
    ]
    with pytest.raises(PlanError) as refused:
        schedule(circle)
    assert refused.value.code == "cycle"
    named = refused.value.tasks[:-1]
    assert refused.value.tasks[0] == refused.value.tasks[-1]
    assert named in set(permutations("abc"))
    assert "circle" in str(refused.value)


def test_refusals() -> None:
    with pytest.raises(PlanError, match="does not contain: x") as unknown:
        simulate([Task("a", (1, 1, 1), ("x",))], seed=1)
    assert unknown.value.sentence(lambda _: "Inconnu : %(tasks)s") == "Inconnu : x"
    with pytest.raises(PlanError, match="same code: a"):
        schedule([Task("a", (1, 1, 1)), Task("a", (2, 2, 2))])
    for duration in ((2, 1, 3), (-1, 0, 1), (0, 1, math.inf), (math.nan, 1, 2)):
        with pytest.raises(ValueError, match="must rise"):
            Task("a", duration)
    with pytest.raises(ValueError, match="above 0"):
        Task("a", (1, 1, 1), target_s=0)
    with pytest.raises(ValueError, match="one draw"):
        simulate([], seed=1, draws=0)
    with pytest.raises(ValueError, match="one draw"):
        simulate_with_roles([], [Role("a", 0)], seed=1)
