"""From judgements to a list: against the engine's own parts, and properties that hold whatever people think."""

import math
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from parvis.assessment import actions, queries
from parvis.assessment.rules import lint, states
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
ONE = st.builds(Value, st.integers(0, 4), st.integers(0, 5), st.tuples(LEVEL, LEVEL, LEVEL), st.integers(1, 4))


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


def test_every_method_in_use_reaches_its_lowest_and_its_highest_band():
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
    attack, everyday = queries.attack_and_everyday(split.lead, square)
    assert (attack.value, attack.low, attack.high) == (0.75, 0.5, 1.0)
    assert (everyday.value, everyday.low, everyday.high) == (0.5, 0.5, 0.5)
    assert attack.experts == 3
    assert "3 experts" in attack.note


def test_a_stranger_gets_no_figure(split, square, stranger):
    assert queries.risks(stranger, square) == []
    assert [row.value for row in queries.attack_and_everyday(stranger, square)] == [None, None]


def test_the_checks_point_at_what_does_not_fit(split, square):
    actions.note_measure(
        split.lead, square, measure="flexible-or-permanent-barriers", origin="emplaced", state="failing"
    )
    codes = {finding.code for finding in queries.findings(split.lead, split.of, queries.sheet(split.lead, split.of))}
    assert {"no_occupancy", "threat_left_out", "no_judgement"} <= codes
    assert not codes & {"police_absent", "no_existing_measures", "failing_but_low", "spread_unexplained"}


def test_low_vulnerability_beside_a_failing_measure_is_pointed_at():
    facts = lint.Facts(
        police=False, absence="", measures=0, occupancy=True, judging=True, shown=True, stale=True, left_out=(),
        scenarios=(lint.Judged("Vans", "VEHICLE", 1, False, 1),), bad_measures={"VEHICLE": ("Bollards",)},
    )  # fmt: skip
    codes = [pointer.code for pointer in lint.pointers(facts)]
    assert codes == [
        "police_absent", "no_existing_measures", "one_judge", "spread_unexplained", "failing_but_low", "review_overdue",
    ]  # fmt: skip


def test_an_assessment_grows_old_by_change_and_by_time(split, square):
    closed = split.to("closed").closed
    assert not states.stale(closed, square.layout_changed, closed)
    assert states.stale(closed, square.layout_changed, closed + states.STALE_AFTER + timedelta(days=1))
    fresh = Place.objects.get(pk=square.pk)
    changed = change_place(split.lead, fresh, version=fresh.version, layout_changed=True)
    assert states.stale(closed, changed.layout_changed, closed)
