"""What the director left out on the clock is nobody's time: durations without it, moments with it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engines.drill import Record, Task, conformance, latencies, moment_after, worked

SECONDS = st.integers(0, 20_000)


@st.composite
def played(draw):
    """Jumps one after the other, and the clock of an exercise second by second as people lived through it."""
    lived, clock, jumps = 0, 0, []
    for wait, skipped in draw(st.lists(st.tuples(st.integers(0, 2000), st.integers(1, 4000)), max_size=4)):
        clock += wait
        lived += wait
        jumps.append((clock, skipped))
        clock += skipped
    return jumps


def on_the_clock(lived, jumps):
    """The clock after so many seconds of people's time, counted by hand: a jump comes before anything that follows it."""
    skipped = 0
    for start, seconds in jumps:
        if lived > start - skipped:
            skipped += seconds
    return lived + skipped


@given(played(), SECONDS, SECONDS)
def test_a_duration_is_what_people_lived_through(jumps, begun, took):
    first, last = on_the_clock(begun, jumps), on_the_clock(begun + took, jumps)
    assert worked(first, last, jumps) == took
    assert worked(last, first, jumps) == -took
    assert last - first >= took, "the clock never shows less"


@given(played(), SECONDS, SECONDS)
def test_a_deadline_leaves_people_the_time_that_it_promises(jumps, begun, within):
    due = moment_after(begun, within, jumps)
    assert due >= begun + within
    assert worked(begun, due, jumps) == within


@given(played(), st.lists(SECONDS, min_size=3, max_size=3))
def test_durations_add_up(jumps, moments):
    a, b, c = sorted(moments)
    assert worked(a, b, jumps) + worked(b, c, jumps) == worked(a, c, jumps)
    assert 0 <= worked(a, b, jumps) <= b - a


def test_without_a_jump_it_is_the_clock_and_unknown_stays_unknown():
    assert worked(100, 160) == 60
    assert moment_after(100, 60) == 160
    assert math.isnan(worked(math.nan, 160, [(0, 10)]))


def test_a_task_open_over_a_jump_of_twenty_minutes():
    """Called at 10:00, the clock set from 12:00 to 32:00, done at 33:00: three minutes, not twenty-three."""
    plan = [Task("T1", (60, 60, 60), responsible=("r",), target_s=300), Task("T2", (60, 60, 60), responsible=("r",))]
    seen = [Record("T1", "r", "o", event=600, start=660, done=1980), Record("T2", "r", "o", event=600, start=700)]
    found = conformance(plan, seen, 2000, [(720, 1200)])
    done, never = found.tasks
    assert (done.elapsed_s, done.latencies["done"], done.ratio) == (180, 120, pytest.approx(0.6))
    assert done.stamps["done"] == 1980, "moments stay on the clock"
    assert never.at_least_s == 200
    assert found.load[0].busy_s == 120 + 100
    whole = next(step for step in latencies(found.tasks, 2000, [(720, 1200)]) if step.step == "whole")
    assert (whole.n, whole.open, whole.longest.seconds) == (1, 1, 200)
