"""Observed durations and the estimates of a plan."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engines.drill import pool

times = st.lists(st.floats(0, 10_000, allow_nan=False), max_size=8)
guesses = st.tuples(*[st.floats(0, 10_000, allow_nan=False)] * 3).map(lambda three: tuple(sorted(three)))


def test_by_hand():
    found = pool((60, 120, 240), [180, 240])
    assert found.duration == (60, (3 * 120 + 180 + 240) / 5, 240)
    assert found.n == 2
    again = pool(found.duration, [300], observed=found.n)
    assert again.duration == (60, pytest.approx((3 * 120 + 180 + 240 + 300) / 6), 300), "one by one or all at once"
    assert again.n == 3


def test_what_never_ended_raises_the_greatest_only():
    found = pool((60, 120, 240), [], [900])
    assert (found.duration, found.n) == ((60, 120, 900), 0)
    assert pool((60, 120, 240), [], [200]) is None
    assert pool(None, [], [200]) is None
    assert pool((60, 120, 240), []) is None


def test_without_a_guess_the_observations_stand_alone():
    assert pool(None, [30, 50, 400], [500]).duration == (30, 50, 500)


@given(guesses, times, times, st.integers(0, 20))
def test_the_range_only_widens_and_stays_in_order(guess, seen, still, observed):
    found = pool(guess, seen, still, observed)
    if found is None:
        return
    least, likely, greatest = found.duration
    assert least <= likely <= greatest
    assert least <= guess[0]
    assert greatest >= guess[2]
    assert found.n == observed + len(seen)


@given(guesses, st.lists(st.floats(0, 10_000, allow_nan=False), min_size=1, max_size=8))
def test_in_any_order_and_in_parts_it_comes_to_the_same(guess, seen):
    whole = pool(guess, seen)
    step = None
    for value in reversed(seen):
        before = step.duration if step else guess
        step = pool(before, [value], observed=step.n if step else 0)
    assert step.n == whole.n
    assert step.duration == pytest.approx(whole.duration, rel=1e-6, abs=1e-6)
