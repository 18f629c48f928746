"""Each rule proposes its objects under the right category, from the right size on, and the page says the same."""

from pathlib import Path

import pytest
from tests.engines.terrain.osm import Map, rectangle
from tests.engines.terrain.tables import features_table, rules_table

from parvis.engines.terrain import ExtractError, gatherer
from parvis.engines.terrain.rules import CATEGORIES, RULES, Rule
from parvis.engines.terrain.wording import NOUNS, REASONS

ROOT = Path(__file__).resolve().parents[3]
TAGGED = [(rule, value) for rule in RULES for value in rule.values if rule.shape != "line"]
POINTS = [(rule, value) for rule, value in TAGGED if rule.shape == "any"]
SIZED = [(rule, value) for rule, value in TAGGED if rule.named]


def label(case: object) -> str:
    return case.kind if isinstance(case, Rule) else str(case)


def ground(drawn: Map, square_metres: float, tags: dict[str, str]) -> None:
    drawn.area(rectangle(0, 0, 20, square_metres / 20), {**tags, "area": "yes"})


@pytest.mark.parametrize(("rule", "value"), TAGGED, ids=label)
def test_a_named_area_is_proposed(rule, value, drawn, proposed):
    ground(drawn, rule.named + 400, {rule.key: value, "name": "Here"})
    (found,) = proposed(drawn)
    assert (found.category, found.kind, found.name, found.osm_id) == (rule.category, rule.kind, "Here", "way/1")
    assert found.described is None
    assert found.area_m2 == pytest.approx(rule.named + 400, rel=1e-3)
    assert (found.version, found.timestamp.isoformat()) == (3, "2024-05-06T07:08:09+00:00")
    assert [reason.code for reason in found.reasons] == [f"function_{rule.kind}", "size_area"]


@pytest.mark.parametrize(("rule", "value"), POINTS, ids=label)
def test_a_named_point_is_proposed(rule, value, drawn, proposed):
    drawn.node(0, 0, {rule.key: value, "name": "Here"})
    (found,) = proposed(drawn)
    assert (found.category, found.osm_id, found.area_m2) == (rule.category, "node/1", 0)
    assert [reason.code for reason in found.reasons] == [f"function_{rule.kind}", "size_unknown"]


@pytest.mark.parametrize(("rule", "value"), SIZED, ids=label)
def test_a_named_area_below_the_least_size_is_not(rule, value, drawn, proposed):
    ground(drawn, rule.named * 0.98, {rule.key: value, "name": "Here"})
    with pytest.raises(ExtractError) as refusal:
        proposed(drawn)
    assert refusal.value.kind == "no_candidates"


@pytest.mark.parametrize(("rule", "value"), [case for case in TAGGED if case[0].unnamed != 0], ids=label)
def test_without_a_name_more_size_is_asked(rule, value, drawn, proposed):
    ground(drawn, (rule.unnamed or 100_000) * 0.98, {rule.key: value})
    with pytest.raises(ExtractError):
        proposed(drawn)


@pytest.mark.parametrize(
    "tags",
    [
        {"place": "square", "access": "private"},
        {"railway": "station", "disused": "yes"},
        {"amenity": "theatre", "abandoned": "yes"},
        {"amenity": "bench"},
        {"landuse": "meadow"},
    ],
    ids=str,
)
def test_what_is_private_or_gone_or_nothing_public_is_not(tags, drawn, proposed):
    drawn.node(0, 0, {**tags, "name": "Here"})
    ground(drawn, 900, {**tags, "name": "There"})
    with pytest.raises(ExtractError):
        proposed(drawn)


def test_a_closed_walk_is_no_ground(drawn, proposed):
    drawn.area(rectangle(0, 0, 60, 60), {"highway": "pedestrian"})
    with pytest.raises(ExtractError):
        proposed(drawn)


def test_a_multipolygon_is_ground_without_its_hole(drawn, proposed):
    outer = drawn.area(rectangle(0, 0, 60, 60), {})
    inner = drawn.area(rectangle(20, 20, 10, 10), {})
    drawn.relation([(outer, "outer"), (inner, "inner")], {"type": "multipolygon", "highway": "pedestrian"})
    (found,) = proposed(drawn)
    assert found.osm_id == "relation/1"
    assert found.area_m2 == pytest.approx(3500, rel=1e-3)


def test_a_street_is_for_shopping_when_shops_line_it(drawn, proposed):
    drawn.line([(0, 0), (40, 0)], {"highway": "pedestrian", "name": "Long Lane"})
    drawn.line([(40, 0), (90, 0)], {"highway": "pedestrian", "name": "Long Lane"})
    for shop in range(5):
        drawn.node(shop * 20, 10, {"shop": "books"})
    (found,) = proposed(drawn)
    assert (found.category, found.kind, found.members) == ("shopping_area", "shopping_street", ("way/1", "way/2"))
    assert found.geometry.geom_type == "LineString"
    assert found.sentences()[1] == "It is about 90 m long."


def test_a_long_street_without_shops_is_open_space_and_a_short_one_nothing(drawn, proposed):
    drawn.line([(0, 0), (260, 0)], {"highway": "pedestrian", "name": "Long Lane"})
    drawn.line([(0, 400), (200, 400)], {"highway": "pedestrian", "name": "Short Lane"})
    (found,) = proposed(drawn)
    assert (found.category, found.kind, found.name) == ("open_space", "walking_street", "Long Lane")


def test_every_kind_has_words():
    kinds = {rule.kind for rule in RULES}
    assert set(NOUNS) == kinds
    assert {f"function_{kind}" for kind in kinds} <= set(REASONS)
    assert {rule.category for rule in RULES} == set(CATEGORIES)


def test_points_are_looked_up_by_every_key_that_a_rule_for_points_has():
    assert {rule.key for rule in RULES if rule.shape == "any"} <= set(gatherer.NODE_KEYS)


def test_the_page_holds_the_rules():
    page = (ROOT / "docs" / "use" / "screening.md").read_text(encoding="utf-8")
    assert rules_table() in page, "paste tests.engines.terrain.tables.rules_table() into the page"
    assert features_table() in page, "paste tests.engines.terrain.tables.features_table() into the page"
