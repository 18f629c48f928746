"""The critical path: against the textbook, every chain counted, and networkx."""

from itertools import permutations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.drill.plans import PROJECT, small_plans

from parvis.engines.drill import Message, Plan, PlanError, Task, Trigger, refusals, schedule, simulate
from parvis.engines.drill.path import peak_load


def test_the_textbook_project() -> None:
    found = schedule(PROJECT)
    assert found.duration == pytest.approx(44)
    assert "".join(found.critical) == "ABCEFJLN"
    slack = {code: round(timing.slack, 9) for code, timing in found.timings.items() if timing.slack}
    assert slack == {"D": 4, "G": 4, "H": 4, "M": 4, "I": 2, "K": 1}
    h = found.timings["H"]
    assert (h.earliest_start, h.earliest_finish, h.latest_start, h.latest_finish) == pytest.approx((29, 38, 33, 42))
    assert schedule(PROJECT, {"J": 20}).duration == pytest.approx(56)


def longest_by_networkx(plan: Plan, lasts: dict[str, float]) -> dict[str, float]:
    """The latest arrival at the end of every task, by the longest path in a graph with durations on its edges."""
    graph = nx.DiGraph()
    for task in plan.tasks:
        graph.add_edge("trigger", task.code, weight=lasts[task.code])
        graph.add_edges_from((before, task.code, {"weight": lasts[task.code]}) for before in task.predecessors)
    found = {}
    for task in plan.tasks:
        upstream = graph.subgraph({task.code} | nx.ancestors(graph, task.code))
        found[task.code] = nx.dag_longest_path_length(upstream)
    return found


@given(small_plans())
def test_earliest_finish_is_the_longest_path_of_networkx(plan: Plan) -> None:
    found = schedule(plan)
    lasts = {task.code: task.expected_s for task in plan.tasks}
    expected = longest_by_networkx(plan, lasts)
    for code, timing in found.timings.items():
        assert timing.earliest_finish == pytest.approx(expected[code])
        assert timing.latest_start >= timing.earliest_start - 1e-9
    assert sum(lasts[code] for code in found.critical) == pytest.approx(found.duration)
    assert all(found.timings[code].slack == 0 for code in found.critical)


@given(small_plans(), st.data())
def test_a_task_may_slip_by_its_float_and_not_by_more(plan: Plan, data: st.DataObject) -> None:
    found = schedule(plan)
    task = data.draw(st.sampled_from(plan.tasks))
    slack = found.timings[task.code].slack
    assert schedule(plan, {task.code: task.expected_s + slack}).duration == pytest.approx(found.duration)
    assert schedule(plan, {task.code: task.expected_s + slack + 1}).duration == pytest.approx(found.duration + 1)


def fixed(code: str, seconds: float, *before: str, one_of: tuple[str, ...] = ()) -> Task:
    return Task(code, (seconds,) * 3, before, one_of=one_of)


def test_the_first_of_some_suffices() -> None:
    plan = Plan(
        (fixed("camera", 10), fixed("call", 60), fixed("alarm", 5, one_of=("camera", "call")), fixed("end", 100))
    )
    found = schedule(plan)
    assert found.timings["alarm"].earliest_start == 10
    assert found.timings["camera"].slack == 85
    assert found.timings["call"].slack == 40, "nobody waits for the second: it may last until the whole ends"
    both = Plan((fixed("a", 20), fixed("b", 5), fixed("c", 9), fixed("d", 1, "a", one_of=("b", "c"))))
    assert schedule(both).timings["d"].earliest_start == 20


def test_one_that_must_come_anyway_suffices() -> None:
    plan = Plan((fixed("a", 20), fixed("b", 50), fixed("c", 1, "a", one_of=("a", "b"))), messages=(Message("b", "c"),))
    for ends in (schedule(plan).timings["c"].earliest_finish, *simulate(plan, 1, runs=2).done("c")):
        assert ends == 21


def test_a_time_out_ends_the_waiting() -> None:
    tasks = (
        fixed("decide", 500),
        fixed("drive", 60, "decide"),
        fixed("load", 30),
        fixed("other", 10, "load", "decide"),
    )
    word = Message("decide", "other", timeout_s=100, fallback=(20, 20, 20))
    found = schedule(Plan(tasks, messages=(word,)))
    assert found.timings["drive"].earliest_start == 500
    assert found.timings["other"].earliest_start == 150, "30 to load, 100 of waiting, 20 to ask elsewhere"
    early = Message("decide", "other", timeout_s=1000)
    assert schedule(Plan(tasks, messages=(early,))).timings["other"].earliest_start == 500


def test_a_call_takes_time_and_a_push_none() -> None:
    tasks = (fixed("decide", 100), fixed("drive", 60))
    pull, push = (Message("decide", "drive", way=way, call=(30, 30, 30)) for way in ("pull", "push"))
    assert schedule(Plan(tasks, messages=(pull,))).timings["drive"].earliest_start == 130
    assert schedule(Plan(tasks, messages=(push,))).timings["drive"].earliest_start == 100


def test_what_no_trigger_sets_off_never_begins() -> None:
    plan = Plan((fixed("a", 1), fixed("b", 1), fixed("c", 1, "b")), triggers=(Trigger("knife", ("a",)),))
    found = schedule(plan)
    assert [found.timings[code].earliest_start for code in "abc"] == [0, float("inf"), float("inf")]
    assert found.duration == 1
    assert found.critical == ("a",)


def test_an_empty_plan_takes_no_time() -> None:
    assert schedule(Plan()).duration == 0
    assert schedule(Plan()).critical == ()


def test_a_cycle_is_named() -> None:
    circle = Plan((fixed("a", 1, "c"), fixed("b", 1, "a"), fixed("c", 1), fixed("d", 1)), messages=(Message("b", "c"),))
    with pytest.raises(PlanError) as refused:
        schedule(circle)
    assert refused.value.code == "cycle"
    named = refused.value.tasks[:-1]
    assert refused.value.tasks[0] == refused.value.tasks[-1]
    assert named in set(permutations("abc"))
    assert "circle" in str(refused.value)
    assert [error.code for error in refusals(circle)] == ["cycle"]


def test_peak_load() -> None:
    assert peak_load([(0, 10), (10, 20)]) == 1
    assert peak_load([(0, 10), (9, 20), (5, 5)]) == 2
    assert peak_load([]) == 0
