"""Reasons count what is around within the distance said, and can be said in another language."""

import re

import pytest
from tests.engines.terrain.osm import rectangle

from parvis.engines.terrain import Reason
from parvis.engines.terrain.surroundings import FEATURES
from parvis.engines.terrain.wording import DESCRIBED, NOUNS, REASONS

CASES = [
    (feature, key, value) for feature in FEATURES for key, values in feature.tags for value in (values or ("some",))
]


def square(drawn):
    drawn.area(rectangle(-50, -50, 50, 100), {"place": "square", "name": "Place Neuve"})


def around(candidates, name="Place Neuve"):
    found = next(one for one in candidates if one.name == name)
    return {reason.code: dict(reason.values) for reason in found.reasons if reason.code.startswith("around_")}


@pytest.mark.parametrize(("feature", "key", "value"), CASES, ids=lambda case: getattr(case, "code", case))
def test_what_lies_within_reach_counts_and_what_lies_beyond_does_not(feature, key, value, drawn, proposed):
    square(drawn)
    drawn.node(feature.metres - 0.5, 0, {key: value})
    drawn.node(feature.metres + 0.5, 0, {key: value})
    assert around(proposed(drawn)) == {f"around_{feature.code}": {"metres": feature.metres, "count": 1}}


def test_areas_count_from_their_middle(drawn, proposed):
    square(drawn)
    drawn.area(rectangle(80, 0, 30, 10), {"amenity": "kindergarten"})
    drawn.area(rectangle(90, 20, 30, 10), {"amenity": "kindergarten"})
    assert around(proposed(drawn))["around_schools"]["count"] == 1


def test_a_place_does_not_count_itself_or_its_parts(drawn, proposed):
    drawn.area(rectangle(0, 0, 30, 30), {"amenity": "place_of_worship", "name": "Saint-Rémi"})
    drawn.node(5, 5, {"amenity": "place_of_worship", "name": "saint remi"})
    drawn.node(60, 5, {"amenity": "place_of_worship", "name": "Temple"})
    assert around(proposed(drawn), "Saint-Rémi") == {"around_worship": {"metres": 100, "count": 1}}


def test_vacant_shops_do_not_count(drawn, proposed):
    square(drawn)
    drawn.node(1, 0, {"shop": "vacant"})
    assert around(proposed(drawn)) == {}


def test_capacity_and_fame_are_said(drawn, proposed):
    drawn.node(0, 0, {"leisure": "stadium", "name": "Arena", "capacity": "12000", "wikidata": "Q1"})
    (found,) = proposed(drawn)
    assert [reason.code for reason in found.reasons] == ["function_stadium", "size_unknown", "capacity", "known"]
    assert "The map gives it room for 12\u202f000 people." in found.sentences()


@pytest.mark.parametrize("capacity", ["-3", "99999999999999", "many", "１２", ""])
def test_a_capacity_that_cannot_be_is_not_said(capacity, drawn, proposed):
    drawn.node(0, 0, {"leisure": "stadium", "name": "Arena", "capacity": capacity})
    assert "capacity" not in [reason.code for reason in proposed(drawn)[0].reasons]


def test_a_sentence_takes_another_language():
    french = {"Shops within %(metres)s m: %(count)s.": "Commerces à moins de %(metres)s m : %(count)s."}
    reason = Reason("around_shops", {"metres": 50, "count": 3})
    assert reason.sentence() == "Shops within 50 m: 3."
    assert reason.sentence(french.__getitem__) == "Commerces à moins de 50 m : 3."


def test_no_sentence_speaks_of_danger_and_all_placeholders_are_named():
    for text in (*REASONS.values(), *DESCRIBED.values(), *NOUNS.values()):
        assert not re.search(r"danger|risk|threat|attack|score|target", text, re.IGNORECASE)
        assert "%" not in re.sub(r"%\(\w+\)s", "", text)
