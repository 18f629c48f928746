"""Latencies and relay delays of an exercise, coverage, and when the plan would have been done."""

import math
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from parvis.engines.drill import (
    Message,
    Plan,
    Record,
    Task,
    by_channel,
    by_pair,
    conformance,
    coverage,
    expected_on,
    latencies,
    quantile,
    relays,
)

whole = st.lists(st.integers(0, 400).map(float), max_size=12)


@given(whole, whole, st.sampled_from([0.5, 0.8]))
def test_quantiles_are_those_of_the_product_limit_estimate(taken, still, share):
    found = quantile(taken, still, share)
    if not taken and not still:
        assert math.isnan(found.seconds)
        return
    steps = ecdf(CensoredData(uncensored=taken, right=still)).sf
    reached = [
        time
        for time, left in zip(steps.quantiles, steps.probabilities, strict=True)
        if left <= 1 - share + 1e-9 and time in taken
    ]
    assert found.at_least == (not reached)
    assert found.seconds == (min(reached) if reached else max(taken + still))


@given(whole.filter(bool), whole)
def test_what_was_still_open_never_shortens_a_time(taken, still):
    for share in (0.5, 0.8):
        late = [time + max(taken) for time in still]
        assert quantile(taken, late, share).seconds >= quantile(taken, [], share).seconds


PLAN = [
    Task("report", (1, 1, 1), (), 120, ("guard",), informed=("mayor",)),
    Task("close", (1, 1, 1), ("report",), 300, ("patrol",)),
    Task("clear", (1, 1, 1), ("report",), 300, ("patrol",)),
    Task("tell", (1, 1, 1), ("close",), 300, ("press",)),
]


def results(*records: Record, endex: float | None = 1000):
    return conformance(PLAN, records, endex).tasks


def test_steps_are_differences_of_stamps_and_open_ones_count_to_the_end():
    rows = results(
        Record("report", "guard", "o", event=0, detect=30, alert=90, ack=100, start=100, done=160),
        Record("close", "patrol", "o", event=0, start=200),
        Record("clear", "patrol", "o", event=400),
    )
    found = {one.step: one for one in latencies(rows, 1000)}
    assert (found["detect"].n, found["detect"].open) == (1, 1), "clear was called for, and nothing of it was seen"
    assert found["begin"].median.seconds == median([100, 200, 10**6])
    assert (found["begin"].p80.seconds, found["begin"].p80.at_least) == (600, True)
    assert (found["done"].n, found["done"].open) == (1, 1)
    assert (found["done"].longest.seconds, found["done"].longest.at_least) == (800, True)
    assert (found["whole"].median.seconds, found["whole"].n, found["whole"].open) == (1000, 1, 2)
    assert "decide" not in found, "an end that was not noted is unknown, not zero and not open"
    assert {one.step: one.open for one in latencies(rows)}["whole"] == 0, "without an end nothing is known to be open"


def test_a_stamp_that_comes_before_the_one_before_it_gives_no_time():
    assert [one.step for one in latencies(results(Record("report", event=50, detect=20)), 100)] == []


MESSAGES = [
    Message("report", "close", channels=("radio",)),
    Message("report", "clear", channels=("radio",)),
    Message("report", role="mayor", channels=("telephone",)),
    Message("close", "clear", channels=("radio",)),
    Message("close", "tell", channels=("telephone", "radio")),
    Message("", "tell"),
]


def test_a_relay_runs_from_the_order_to_the_acknowledgement():
    rows = results(
        Record("report", "guard", "o", event=0, alert=50, ack=95, order=60, done=70),
        Record("close", "patrol", "o", event=0, ack=90, start=100, done=200),
        Record("clear", "patrol", "o", event=0, start=40, done=200),
        Record("tell", "", "o", event=0),
    )
    found = {(one.sender, one.receiver): one for one in relays(PLAN, MESSAGES, rows, 1000)}
    assert set(found) == {("report", "close"), ("report", ""), ("close", "tell")}, "not to oneself, not before the word"
    assert (found["report", "close"].seconds, found["report", "close"].exact) == (30, True)
    assert (found["report", ""].seconds, found["report", ""].pair) == (35, ("guard", "mayor"))
    never = found["close", "tell"]
    assert (never.seconds, never.arrived, never.exact) == (800, False, False)
    pairs = by_pair(found.values())
    assert (pairs["patrol", "press"].n, pairs["patrol", "press"].open) == (0, 1)
    assert pairs["patrol", "press"].median.at_least
    assert by_channel(found.values())["radio",].median.seconds == 30


def test_a_receiver_that_waited_for_several_was_held_up_by_the_last():
    plan = [
        Task("early", (1, 1, 1), responsible=("a",)), Task("late", (1, 1, 1), responsible=("b",)),
        Task("both", (1, 1, 1), ("early", "late"), responsible=("c",)),
    ]  # fmt: skip
    words = [Message("early", "both"), Message("late", "both")]
    seen = [Record("early", "a", "o", event=0, done=10), Record("late", "b", "o", event=0, done=500)]
    rows = conformance(plan, [*seen, Record("both", "c", "o", event=0, start=520, done=600)], 900).tasks
    assert [(one.sender, one.seconds) for one in relays(plan, words, rows, 900)] == [("late", 20)]
    acknowledged = conformance(plan, [*seen, Record("both", "c", "o", event=0, ack=505, start=520)], 900).tasks
    assert [one.seconds for one in relays(plan, words, acknowledged, 900)] == [495, 5]


def test_coverage_names_what_nobody_rated():
    found = coverage(["a", "b", "a", "c"], ["c", "a", "other"])
    assert (found.evaluated, found.missing, found.share) == (("a", "c"), ("b",), pytest.approx(2 / 3))
    assert coverage([], ["a"]).share is None


def test_the_plan_is_put_on_the_clock_of_the_exercise():
    plan = Plan((
        Task("first", (60, 60, 60)),
        Task("next", (30, 30, 30), ("first",)),
        Task("late", (10, 10, 10), ("first",)),
        Task("guessed", (0, 5, 9), ("next",)),
        Task("uncalled", (5, 5, 5)),
    ))  # fmt: skip
    found = expected_on(plan, {"first": 100, "late": 500}, frozenset({"first", "next", "late", "uncalled"}), seed=1)
    assert {code: (one.p50, one.p80) for code, one in found.items()} == {
        "first": (160, 160), "next": (190, 190), "late": (510, 510)
    }  # fmt: skip
    assert expected_on(plan, {}, frozenset({"first"}), seed=1) == {}


@given(st.integers(0, 10**6))
def test_half_is_never_later_than_four_in_five(seed):
    plan = Plan((Task("a", (10, 20, 90)), Task("b", (5, 50, 60), ("a",)), Task("c", (1, 2, 3), (), one_of=("a", "b"))))
    for one in expected_on(plan, {"a": 30}, frozenset("abc"), seed, runs=50).values():
        assert 30 <= one.p50 <= one.p80
