import pytest

from parvis.engines.privacy import DifferenceError, differences, no_difference
from parvis.engines.privacy.difference import Release

OLD: Release = {frozenset({"a"}): 20, frozenset({"b"}): 30, frozenset("ab"): 50, frozenset({"c"}): None}


def test_what_changes_little_is_refused() -> None:
    with pytest.raises(DifferenceError, match="about 3 people") as refused:
        no_difference(OLD, {frozenset({"a"}): 23})
    assert refused.value.differences[0].parts == (frozenset("a"),)
    no_difference(OLD, {frozenset({"a"}): 20})
    no_difference(OLD, {frozenset({"a"}): 31})
    no_difference(OLD, {frozenset({"a"}): 23}, k=3)


def test_overlapping_areas_are_refused() -> None:
    assert differences(OLD, {frozenset("abx"): 55})[0].people == 5
    assert differences(OLD, {frozenset("a1"): 31, frozenset("a"): None}) == ()
    within = differences({}, {frozenset("a"): 40, frozenset("ab"): 44})
    assert [d.people for d in within] == [4]


def test_a_whole_less_its_parts_is_refused() -> None:
    parts = {frozenset({"a"}): 20, frozenset({"b"}): 30}
    found = differences(parts, {frozenset("abc"): 57})
    assert found[0].people == 7
    assert set(found[0].parts) == set(parts)
    assert differences(parts, {frozenset("abc"): 61}) == ()
    assert "7 people" in found[0].sentence()


def test_nested_groups_are_taken_from_both_ends() -> None:
    # The smallest parts a and b leave 4 of abc, although the larger ab leaves 14.
    old = {frozenset({"a"}): 30, frozenset({"b"}): 30, frozenset("ab"): 50}
    assert 4 in {d.people for d in differences(old, {frozenset("abc"): 64})}


def test_hidden_and_first_releases_pass() -> None:
    no_difference({}, OLD)
    no_difference(OLD, {frozenset({"c"}): 15})
    no_difference(OLD, {frozenset({"a"}): None})
