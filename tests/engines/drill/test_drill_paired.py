"""With and without a measure: paired task by task."""

from hypothesis import given
from hypothesis import strategies as st

from parvis.engines.drill import paired

times = st.dictionaries(
    st.sampled_from("abcdef"), st.lists(st.none() | st.floats(0, 9000, allow_nan=False), min_size=1, max_size=3)
)


def test_by_hand():
    found = paired({"a": [60], "b": [100], "c": [None], "d": [40]}, {"a": [30], "b": [110], "c": [20], "d": [None]})
    assert [(pair.task, pair.difference) for pair in found.pairs] == [("a", -30), ("b", 10), ("c", None), ("d", None)]
    assert (found.middle, found.gained, found.lost, found.runs) == (-10, ("c",), ("d",), (1, 1))
    said = " ".join(one.sentence() for one in found.statements())
    assert "2 tasks were done both ways: 1 faster with it, 1 slower." in said
    assert "10 seconds faster" not in said
    assert "-10" in said
    assert "played once each way" in said


def test_several_runs_count_by_their_median():
    found = paired({"a": [60, None, 80]}, {"a": [30, 50]})
    assert found.middle == 40 - 70
    assert "3 runs without and 2 with" in found.statements()[-1].sentence()


def test_nothing_is_said_of_nothing():
    found = paired({"a": [None]}, {})
    assert (found.pairs, found.middle) == ((), None)


@given(times, times)
def test_the_other_way_round_is_the_opposite(without, with_it):
    one, other = paired(without, with_it), paired(with_it, without)
    assert [pair.difference for pair in one.pairs] == [
        None if pair.difference is None else -pair.difference for pair in other.pairs
    ]
    assert (one.gained, one.lost) == (other.lost, other.gained)
    assert all(found.sentence() for found in one.statements())
