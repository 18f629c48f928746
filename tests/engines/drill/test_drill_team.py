"""Every role must do it: the last one counts, and one that is missing leaves it undone."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engines.drill import Record, Task, by_every, conformance

PLAN = [Task("T1", (60, 60, 60), responsible=("a",), target_s=100)]
DONE = st.none() | st.integers(0, 500)


def under(records, roles, endex=900.0):
    return by_every(conformance(PLAN, records, endex).tasks[0], records, roles, endex)


@given(st.dictionaries(st.sampled_from("abc"), DONE, min_size=1))
def test_it_is_done_when_the_last_has_done_it(ends):
    records = [Record("T1", role, "o", event=0, start=0, done=done) for role, done in ends.items()]
    found = under(records, ["a", "b"])
    both = [ends.get(role) for role in "ab"]
    if None in both:
        assert (found.status, found.at_least_s) == ("never_done", 900)
        assert math.isnan(found.stamps["done"])
        assert not found.ratio > 1, "never done is not late"
    else:
        assert (found.status, found.stamps["done"], found.elapsed_s) == ("done", max(both), max(both))
        assert found.ratio == pytest.approx(max(both) / 100)
    assert not found.duplicate
    assert "b" not in found.wrong_owner


def test_of_several_observers_of_a_role_the_median_counts():
    records = [Record("T1", role, who, event=0, done=at) for role, who, at in (("a", "1", 10), ("a", "2", 20), ("a", "3", 90), ("b", "1", 15))]  # fmt: skip
    assert under(records, ["a", "b"]).stamps["done"] == 20


def test_what_nobody_watched_stays_unknown_and_a_third_role_is_a_wrong_owner():
    assert under([], ["a", "b"]).status == "not_observed"
    records = [Record("T1", role, "o", event=0, done=at) for role, at in (("a", 10), ("b", 20), ("c", 5))]
    assert under(records, ["a", "b"]).wrong_owner == ("c",)
