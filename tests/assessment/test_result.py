"""From judgements to a list: against the engine's own parts, and properties that hold whatever people think."""

import math
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from parvis.assessment import actions, queries
from parvis.assessment.models import Scenario
from parvis.assessment.rules import states
from parvis.assessment.rules.judging import Given, Range
from parvis.assessment.rules.result import Rules, Scale, Value, result, rules_of
from parvis.content.queries import current
from parvis.content.schemas import MethodPack
from parvis.engines import risk
from parvis.engines.risk.level import Cascade, Step
from parvis.places.actions import change_place
from parvis.places.models import Place

GRID = ((1, 1, 1, 2, 2), (1, 1, 2, 2, 3), (1, 2, 3, 3, 4), (2, 2, 3, 4, 5), (2, 3, 4, 5, 5))
BANDS = ((1, 1, 2, 2, 3), (1, 2, 2, 3, 4), (2, 2, 3, 4, 4), (2, 3, 4, 4, 5), (3, 3, 4, 5, 5))
NAMES = ("probability", "vulnerability", "consequence")
TABLES = Cascade([
    Step("likelihood", "probability", "vulnerability", GRID), Step("risk", "likelihood", "consequence", BANDS),
])  # fmt: skip
FIVE = Rules(tuple(Scale(name, 1, 5) for name in NAMES), TABLES, (1, 2, 3, 4, 5), (), 4)
LEVEL = st.integers(1, 5)
ONE = st.builds(
    Value, st.integers(0, 4), st.integers(0, 5), st.tuples(LEVEL, LEVEL, LEVEL), st.integers(1, 4), st.just(())
)


def once(values):
    """One value per expert and scenario, as the database holds them."""
    return tuple(sorted({(v.expert, v.scenario): v for v in values}.values()))


@given(st.lists(ONE, min_size=1, max_size=24))
@settings(max_examples=40, deadline=None)
def test_every_judgement_is_in_the_list_and_every_rank_is_shared_out(values):
    values = once(values)
    found = result(values, FIVE)
    assert found is not None
    assert sum(len(line.band.dots) for line in found.lines) == len(values)
    assert_allclose(sum(line.first for line in found.lines), 1.0)
    medians = [line.band.median for line in found.lines]
    assert medians == sorted(medians, reverse=True)
    for line in found.lines:
        assert line.band.low <= line.band.median <= line.band.high
        assert line.band.median in line.band.dots  # a level that somebody chose, never an average
        assert 1 <= line.ranks[0] <= line.ranks[1] <= len(found.lines)


@given(st.lists(ONE, min_size=1, max_size=24))
@settings(max_examples=30, deadline=None)
def test_bands_come_from_the_two_look_ups_and_nothing_else(values):
    values = once(values)
    found = result(values, FIVE)
    assert found is not None
    for line in found.lines:
        mine = [v for v in values if v.scenario == line.scenario]
        likely = [GRID[v.levels[0] - 1][v.levels[1] - 1] for v in mine]
        by_hand = sorted(BANDS[row - 1][v.levels[2] - 1] for row, v in zip(likely, mine, strict=True))
        assert list(line.band.dots) == by_hand
        assert sorted(line.cells) == sorted((row, v.levels[2]) for row, v in zip(likely, mine, strict=True))


def test_agreement_is_that_of_the_engine():
    values = tuple(Value(e, s, (p, 3, c), 3) for s, (p, c) in enumerate([(1, 2), (3, 3), (5, 5)]) for e in range(3))
    found = result(values, FIVE)
    assert found is not None
    assert math.isclose(found.alpha.value, 1.0)
    assert found.reading == "good"
    likely = np.array([GRID[p - 1][2] for p in (1, 3, 5)])
    bands = np.array([[BANDS[row - 1][c - 1] for row, c in zip(likely, (2, 3, 5), strict=True)]] * 3)
    assert found.alpha.value == risk.krippendorff_alpha(bands).value


def test_no_judgement_no_result():
    assert result((), FIVE) is None


def test_every_method_in_use_reaches_its_lowest_and_its_highest_band(db):
    for method in current(MethodPack):
        found = rules_of(method)
        low = found.place({scale.code: np.array(scale.lowest) for scale in found.scales})
        high = found.place({scale.code: np.array(scale.lowest + scale.levels - 1) for scale in found.scales})
        assert (float(low), float(high)) == (1, len(found.bands))


@pytest.fixture
def split(market, give):
    """A market on whose vehicles the experts differ by three levels, and on whose crowding they agree."""
    market.to("judging")
    for expert, level in zip(market.experts, (2, 4, 5), strict=True):
        give(expert, market.scenarios[0], level, 4, people=4)
        give(expert, market.scenarios[1], 3, 3, people=3)
    market.to("discussing")
    return market


def test_the_sheet_shows_every_expert_and_says_where_they_disagree(split):
    sheet = queries.sheet(split.lead, split.of)
    assert sheet is not None
    vehicle, crowd = sheet.rows
    assert (vehicle.scenario.threat, crowd.scenario.threat) == ("VEHICLE", "CROWDING")
    assert vehicle.dots == (3, 4, 5)
    assert crowd.dots == (3, 3, 3)
    assert vehicle.wide
    assert "disagree" in vehicle.agreement
    assert crowd.agreement == "agreed"
    assert [story.threat for story in sheet.unjudged] == ["PICKPOCKETING"]
    assert vehicle.first_percent > crowd.first_percent


def test_the_sheet_of_a_place_stands_for_its_gravest_scenario(split, square):
    attack, everyday = queries.attack_and_everyday(queries.newest_sheet(split.lead, square))
    assert (attack.value, attack.low, attack.high) == (0.75, 0.5, 1.0)
    assert (everyday.value, everyday.low, everyday.high) == (0.5, 0.5, 0.5)
    assert attack.experts == 3
    assert "3 experts" in attack.note


def test_a_stranger_gets_no_figure(split, square, stranger):
    assert queries.newest_sheet(stranger, square) is None
    assert [row.value for row in queries.attack_and_everyday(None)] == [None, None]


def test_the_checks_point_at_what_does_not_fit(split, square):
    actions.note_measure(
        split.lead, square, measure="flexible-or-permanent-barriers", origin="emplaced", state="failing"
    )
    codes = {finding.code for finding in queries.findings(split.lead, split.of)[0]}
    assert {"no_occupancy", "threat_left_out", "no_judgement"} <= codes
    assert not codes & {"police_absent", "no_existing_measures", "failing_but_low", "spread_unexplained"}


def test_an_assessment_grows_old_by_change_and_by_time(split, square):
    closed = split.to("closed").closed
    assert not states.stale(closed, square.layout_changed, closed)
    assert states.stale(closed, square.layout_changed, closed + states.STALE_AFTER + timedelta(days=1))
    fresh = Place.objects.get(pk=square.pk)
    changed = change_place(split.lead, fresh, version=fresh.version, layout_changed=True)
    assert states.stale(closed, changed.layout_changed, closed)


def ranged(*levels, span=None, expert=0, scenario=0):
    return Value(expert, scenario, levels, 3, (None, span, None))


def test_with_two_experts_both_middles_are_shown():
    found = result((ranged(1, 1, 1), ranged(5, 5, 5, expert=1)), FIVE)
    assert found is not None
    assert found.lines[0].band.middle == (1, 5)
    assert found.lines[0].band.median == 5  # the graver one orders the list


def test_a_range_moves_the_mean_of_the_bounds_and_not_the_median():
    bare = result((ranged(3, 3, 3), ranged(3, 3, 3, expert=1)), FIVE)
    wide = result((ranged(3, 3, 3), ranged(3, 3, 3, span=(3, 5, 80), expert=1)), FIVE)
    assert bare is not None
    assert wide is not None
    before, after = bare.lines[0].factors["vulnerability"], wide.lines[0].factors["vulnerability"]
    assert (before.median, before.mean) == (3, (2.5, 3.0, 3.5))
    assert (after.median, after.mean) == (3, (2.75, 3.0, 4.25))  # (2.5 + 3) / 2 and (3.5 + 5) / 2


def test_the_method_states_what_orders_the_list():
    """Three calm experts and two alarmed ones: the middle says scenario 1 first, the mean of the bounds scenario 0."""
    calm = [ranged(4, 3, 3, expert=e) for e in range(3)]
    alarmed = [ranged(5, 5, 5, expert=e) for e in (3, 4)]
    steady = [ranged(3, 3, 4, expert=e, scenario=1) for e in range(5)]
    values = tuple(sorted([*calm, *alarmed, *steady]))
    by_middle = result(values, FIVE)
    by_mean = result(values, replace(FIVE, aggregate="mean_of_bounds"))
    assert by_middle is not None
    assert by_mean is not None
    assert [line.scenario for line in by_middle.lines] == [1, 0]
    assert [line.scenario for line in by_mean.lines] == [0, 1]


@given(st.lists(ONE, min_size=1, max_size=12))
@settings(max_examples=20, deadline=None)
def test_every_draw_has_one_band_and_one_order(values):
    found = result(once(values), FIVE)
    assert found is not None
    for line in found.lines:
        assert_allclose(sum(line.colours), 1.0)
    above = found.robustness.above
    assert_allclose(above + above.T, np.ones_like(above))


def test_a_grid_that_orders_two_risks_against_their_numbers_says_so():
    """Cox's case: a rare grave harm gets a graver band than a frequent smaller one whose product is larger."""
    grid = Cascade([Step("risk", "likelihood", "impact", ((1, 1, 3), (1, 2, 3), (1, 2, 3)))])
    rules = Rules((Scale("likelihood", 1, 3), Scale("impact", 1, 3)), grid, (1, 2, 3), (), 3)
    found = result(tuple(Value(e, s, levels, 3) for e in range(3) for s, levels in enumerate([(1, 3), (3, 2)])), rules)
    assert found is not None
    said = [one.sentence() for one in found.of_colours(["rare", "frequent"], ["low", "medium", "high"])]
    assert any("rare" in text and "frequent" in text for text in said)


def test_a_range_is_shown_beside_its_value(market, enter, give):
    market.to("judging")
    story = Scenario.objects.select_related("assessment").get(pk=market.scenarios[0].pk)
    levels, ranges = {"probability": 3, "vulnerability": 3}, {"vulnerability": Range(2, 5, 90)}
    actions.judge(market.experts[0], story, Given(levels, {"people": 3}, 3, "seen", ranges))
    give(market.experts[1], market.scenarios[0], 3, 3)
    market.to("discussing")
    text = enter(market.lead).get(f"/assessments/{market.of.pk}/result/").content.decode()
    assert "2 to 5, 90 % sure" in text
    assert "mean of the ranges" in text
