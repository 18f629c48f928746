"""A place without a name is described by where it lies."""

from tests.engines.terrain.osm import rectangle

GROUND = {"place": "square"}
FRENCH = {"%(kind)s on %(street)s": "%(kind)s, %(street)s", "Square": "Place"}


def test_the_street_that_runs_along_most_of_it_gives_the_name(drawn, proposed):
    drawn.area(rectangle(0, 0, 60, 40), GROUND)
    drawn.line([(-100, -5), (200, -5)], {"highway": "residential", "name": "Rue Longue"})
    drawn.line([(-5, 100), (-5, 35)], {"highway": "residential", "name": "Rue Courte"})
    (found,) = proposed(drawn)
    assert found.name == "Square on Rue Longue"
    assert found.title(FRENCH.__getitem__) == "Place, Rue Longue"
    assert found.described.values == {"street": "Rue Longue"}


def test_a_street_further_off_is_better_than_none_but_not_at_any_distance(drawn, proposed):
    drawn.area(rectangle(0, 0, 60, 40), GROUND)
    drawn.line([(-100, -50), (200, -50)], {"highway": "residential", "name": "Rue Basse"})
    drawn.area(rectangle(0, 5000, 60, 40), GROUND)
    drawn.line([(-100, 4930), (200, 4930)], {"highway": "residential", "name": "Rue Haute"})
    assert [one.described.code for one in proposed(drawn)] == ["at_point", "on_street"]


def test_else_a_named_place_near_by(drawn, proposed):
    drawn.node(0, 0, {"amenity": "marketplace"})
    drawn.node(0, 300, {"amenity": "theatre", "name": "Odéon"})
    assert proposed(drawn)[0].name == "Market near Odéon"


def test_else_where_it_is(drawn, proposed):
    drawn.node(0, 0, {"amenity": "marketplace"})
    assert proposed(drawn)[0].name == "Market at 45.7500, 4.8500"


def test_a_name_of_spaces_is_no_name(drawn, proposed):
    drawn.node(0, 0, {"amenity": "marketplace", "name": "   "})
    assert proposed(drawn)[0].described is not None
