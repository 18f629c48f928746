"""Geometry of the pictures: inside the frame, in order, and the same figures in words."""

from hypothesis import given
from hypothesis import strategies as st

from parvis.web.components.bar import bar
from parvis.web.components.dots import LEFT, RIGHT, dots
from parvis.web.components.ranks import ranks
from parvis.web.components.ribbon import ribbon
from parvis.web.components.shift import shift
from parvis.web.components.timeline import timeline

share = st.floats(0, 1, allow_nan=False)


def number(text: str) -> float:
    return float(text.rstrip("%"))


@given(st.lists(st.floats(-3, 9, allow_nan=False), min_size=1, max_size=12))
def test_dots_stay_on_the_axis_and_never_hide_each_other(values):
    picture = dots(values)
    assert picture.count == len(values) == len(picture.dots)
    assert all(LEFT <= number(dot.x) <= RIGHT for dot in picture.dots)
    assert all(5 <= number(dot.y) <= number(picture.height) for dot in picture.dots)


def test_equal_judgements_stand_on_top_of_each_other():
    picture = dots([3, 3, 3])
    assert len({dot.x for dot in picture.dots}) == 1
    assert len({dot.y for dot in picture.dots}) == 3
    assert (picture.range, picture.median) == ("", "3")


def test_no_judgement_is_no_picture():
    assert dots([]).count == 0


@given(share, share, share)
def test_a_bar_has_its_range_whichever_way_round(value, low, high):
    picture = bar(value, low, high)
    assert picture == bar(value, high, low)
    assert picture is not None
    assert 0 <= picture.low <= picture.high <= 100
    if picture.width:
        assert number(picture.x) + number(picture.width) <= 100.1


def test_an_unknown_value_is_not_drawn_as_nought():
    assert bar(None) is None
    assert bar(0.0) is not None
    without = bar(0.5, None, 0.7)
    assert without is not None
    assert without.width == ""


def test_the_small_ribbon_says_what_is_open():
    picture = ribbon([{"label": "Plan", "state": "stale", "state_label": "stale"}, {"label": "Place", "state": "done"}])
    assert [part.x for part in picture.parts] == [0, 12]
    assert picture.width == 22
    assert picture.text == "1 of 2 links done; Plan: stale"


@given(st.lists(st.integers(0, 50), min_size=1, max_size=6).filter(any))
def test_ranks_fill_the_row(counts):
    (row,) = ranks([{"label": "A", "probabilities": [count / sum(counts) for count in counts]}])
    assert abs(sum(number(part.width) for part in row.parts) - 100) < 0.5
    assert row.first == f"{round(100 * counts[0] / sum(counts))} %"


def test_planned_and_observed_share_one_clock():
    rows = [
        {"label": "Close", "planned_start": 0, "planned_end": 5, "observed_start": 0, "observed_end": 10},
        {"label": "Warn", "planned_start": 5, "planned_end": 20, "observed_start": None, "observed_end": None},
    ]
    picture = timeline(rows)
    assert [tick.label for tick in picture.ticks] == ["0", "5", "10", "15", "20"]
    close, warn = picture.rows
    assert close.late
    assert close.observed is not None
    assert (close.observed.x, close.observed.width) == ("0%", "50%")
    assert warn.observed is None
    assert not warn.late


def test_then_and_now_stand_on_one_axis_and_what_is_not_known_is_left_out():
    both = shift(1, 5)
    assert (both.then, both.now, both.same) == ("22", "230", False)
    assert both.line.startswith("M30 ")
    assert both.axis.count("v6") == 5
    assert shift(3, 3).same
    assert shift(3, 3).line == ""
    assert (shift(None, 3).then, shift(None, 3).line) == ("", "")
    assert shift(None, None) is None
    assert shift(0, 250, 0, 100).now == "230"
    assert shift(0, 50, 0, 100).axis.count("v6") == 5  # a long scale is marked at its quarters
    assert "," not in shift(1.5, 2.25).line
