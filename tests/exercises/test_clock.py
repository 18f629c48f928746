"""The exercise clock: it starts, stands, goes on and ends; and when a task was called for."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.exercises.rules import TRANSITIONS, clock_s, events_of
from parvis.web.components.clock import said

T0 = datetime(2026, 3, 14, 10, 20, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return T0 + timedelta(seconds=seconds)


def test_a_clock_that_never_started_shows_nothing():
    assert clock_s(None, [], None, T0) == 0


@given(st.lists(st.tuples(st.integers(1, 600), st.integers(1, 600)), max_size=6), st.integers(0, 600))
def test_pauses_do_not_count(stretches, rest):
    """Running and standing in turn: the clock shows the sum of what ran."""
    now, pauses = 0, []
    for ran, stood in stretches:
        pauses.append([at(now + ran).isoformat(), at(now + ran + stood).isoformat()])
        now += ran + stood
    expected = sum(ran for ran, _ in stretches) + rest
    assert clock_s(T0, pauses, None, at(now + rest)) == pytest.approx(expected)


@given(st.integers(1, 600), st.integers(0, 600))
def test_a_clock_that_stands_shows_the_moment_at_which_it_stopped(ran, since):
    assert clock_s(T0, [[at(ran).isoformat(), None]], None, at(ran + since)) == pytest.approx(ran)


@given(st.integers(1, 600), st.integers(0, 10_000))
def test_an_exercise_that_ended_grows_no_longer(lasted, since):
    assert clock_s(T0, [], at(lasted), at(lasted + since)) == pytest.approx(lasted)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "00:00"), (65, "01:05"), (3599.6, "1:00:00"), (3727, "1:02:07"), (None, ""), (float("nan"), "")],
)
def test_a_time_as_people_read_it(seconds, text):
    assert said(seconds) == text


def test_every_state_can_be_reached_and_left():
    reached, waiting = set(), ["draft"]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += TRANSITIONS[state]
    assert reached == set(TRANSITIONS)
    assert all(TRANSITIONS.values())


class Node:
    """A task as `events_of` reads it."""

    def __init__(self, code, *before):
        self.code, self.before = code, before
        self.predecessors = self

    def all(self):
        return self.before


def test_a_task_is_called_for_by_its_message_or_with_the_last_before_it():
    a, b = Node("A"), Node("B")
    c = Node("C", a, b)
    d = Node("D", c)
    tasks = [a, b, c, d]
    assert events_of(tasks, {"A": 10.0, "B": 40.0}) == {"A": 10, "B": 40, "C": 40, "D": 40}
    assert events_of(tasks, {"A": 10.0}) == {"A": 10}, "C waits for B as well"
    assert events_of(tasks, {"A": 10.0, "B": 40.0, "D": None}) == {"A": 10, "B": 40, "C": 40}
    assert events_of(tasks, {"A": 10.0, "B": 40.0, "D": 5.0})["D"] == 5


def test_tasks_in_a_circle_are_never_called_for():
    a = Node("A")
    b = Node("B", a)
    a.before = (b,)
    assert events_of([a, b], {}) == {}
