"""Several objects of the map that are one place become one candidate; different places stay apart."""

import pytest
from tests.engines.terrain.osm import rectangle

from parvis.engines.terrain.duplicates import folded

SQUARE = {"place": "square", "name": "Place du Marché"}


def names(candidates):
    return sorted(one.name for one in candidates)


def test_the_square_and_the_market_in_it(drawn, proposed):
    drawn.area(rectangle(0, 0, 60, 40), SQUARE)
    drawn.node(30, 20, {"amenity": "marketplace"})
    (found,) = proposed(drawn)
    assert (found.category, found.osm_id, found.members) == ("square", "way/1", ("node/5", "way/1"))
    codes = [reason.code for reason in found.reasons]
    assert codes[:2] == ["function_square", "function_marketplace"]
    assert found.reasons[-1].values == {"count": 2}


def test_a_market_of_another_name_stays(drawn, proposed):
    drawn.area(rectangle(0, 0, 60, 40), SQUARE)
    drawn.node(30, 20, {"amenity": "marketplace", "name": "Halle aux Grains"})
    assert names(proposed(drawn)) == ["Halle aux Grains", "Place du Marché"]


def test_the_station_and_its_building(drawn, proposed):
    drawn.node(0, 0, {"railway": "station", "name": "Gare Centrale"})
    drawn.area(rectangle(180, 0, 80, 20), {"public_transport": "station", "name": "GARE CENTRALE"})
    (found,) = proposed(drawn)
    assert found.osm_id == "way/1"
    assert found.area_m2 == pytest.approx(1600, rel=1e-3)


def test_the_way_and_the_relation_of_one_name(drawn, proposed):
    way = drawn.area(rectangle(0, 0, 50, 50), {"amenity": "hospital", "name": "Saint-Luc"})
    drawn.relation([(way, "outer")], {"type": "multipolygon", "amenity": "hospital", "name": "Saint-Luc"})
    (found,) = proposed(drawn)
    assert found.area_m2 == pytest.approx(2500, rel=1e-3)
    assert len(found.members) == 2


def test_pieces_of_one_square_are_joined(drawn, proposed):
    for west in (0, 30, 60):
        drawn.area(rectangle(west, 0, 30, 20), {"highway": "pedestrian", "area": "yes", "name": "Parvis"})
    (found,) = proposed(drawn)
    assert found.area_m2 == pytest.approx(1800, rel=1e-3)
    assert found.geometry.geom_type == "Polygon"


def test_the_same_ground_is_one_place_whatever_it_is_called(drawn, proposed):
    drawn.area(rectangle(0, 0, 60, 40), SQUARE)
    drawn.area(rectangle(0, 0, 60, 41), {"highway": "pedestrian", "area": "yes", "name": "Marktplatz"})
    assert len(proposed(drawn)) == 1


def test_unnamed_ground_mostly_inside_belongs_to_the_named(drawn, proposed):
    drawn.area(rectangle(0, 0, 100, 40), SQUARE)
    drawn.area(rectangle(-10, 0, 50, 39), {"highway": "pedestrian", "area": "yes"})
    (found,) = proposed(drawn)
    assert found.name == "Place du Marché"


def test_two_names_are_not_joined_through_an_unnamed_one(drawn, proposed):
    drawn.area(rectangle(0, 0, 40, 40), {"place": "square", "name": "North"})
    drawn.area(rectangle(0, 0, 80, 40), {"highway": "pedestrian", "area": "yes"})
    drawn.area(rectangle(10, 10, 10, 10), {"place": "square", "name": "South"})
    found = proposed(drawn)
    assert {"North", "South"} <= set(names(found))


@pytest.mark.parametrize(("gap", "number"), [(90, 1), (130, 2)])
def test_the_same_name_far_away_is_another_place(gap, number, drawn, proposed):
    drawn.area(rectangle(0, 0, 40, 40), {"amenity": "library", "name": "Médiathèque"})
    drawn.area(rectangle(40 + gap, 0, 40, 40), {"amenity": "library", "name": "Médiathèque"})
    assert len(proposed(drawn)) == number


def test_one_name_in_two_categories_stays_two(drawn, proposed):
    drawn.area(rectangle(0, 0, 40, 40), {"amenity": "theatre", "name": "Bellecour"})
    drawn.area(rectangle(0, 0, 90, 90), {"place": "square", "name": "Bellecour"})
    assert [one.category for one in proposed(drawn)] == ["square", "cultural"]


@pytest.mark.parametrize(
    ("one", "other"), [("Praça da República", "praca da republica"), ("St. Paul's", "St Paul s"), ("ΑΘΗΝΑ", "αθηνά")]
)
def test_names_are_compared_without_case_accents_and_marks(one, other):
    assert folded(one) == folded(other)


def test_different_names_stay_different():
    assert folded("Largo 1") != folded("Largo 2")
