"""An option on its place: drawn, re-scored by people, costed, and taken from sketch to built."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point

from parvis.access.errors import Conflict, NotAllowed, NotVisible, Refused
from parvis.assessment import actions as assessment
from parvis.assessment.models import Scenario, Vulnerability
from parvis.assessment.queries import method_of
from parvis.assessment.rules.judging import Given
from parvis.people.models import Account
from parvis.solutions import actions, queries
from parvis.solutions.models import Comparison, DesignStage, Option, Placement, RiskAfter
from parvis.solutions.queries.residual import band_after, higher_than_before
from parvis.solutions.rules import Spot, bears_on, side_sums


@pytest.fixture
def scenario(weakness: Vulnerability, coordinator: Account, joining: Callable[..., Account]) -> Scenario:
    """The scenario behind the need, judged by two: probability 3, vulnerability 4, consequence 4."""
    story = weakness.scenario
    assert story is not None
    of = story.assessment
    other = joining("expert", 5)
    assessment.add_member(coordinator, of, account=other, is_police=True)
    of = assessment.move(coordinator, of, "judging")
    for account in (coordinator, other):
        fresh = Scenario.objects.select_related("assessment").get(pk=story.pk)
        assessment.judge(
            account, fresh, Given({"probability": 3, "vulnerability": 4}, {"people": 4}, 2, "seen on site")
        )
    assessment.move(coordinator, of, "discussing")
    return Scenario.objects.select_related("assessment__place").get(pk=story.pk)


@pytest.fixture
def barriers(draft: Comparison) -> Option:
    return draft.options.get(name="Barriers")


BEFORE = {"probability": 3, "vulnerability": 4, "consequence": 4}


def test_a_measure_is_drawn_moved_and_taken_off(barriers, coordinator):
    made = actions.place_measure(
        coordinator, barriers, measure="flexible-or-permanent-barriers", quantity=12, unit="metre",
        geometry=LineString([(4.1, 50.1), (4.2, 50.1)]), zone_kind="perimeter",
    )  # fmt: skip
    moved = actions.move_measure(coordinator, made, version=1, geometry=Point(4.15, 50.1))
    assert (moved.geometry.geom_type, moved.quantity, moved.version) == ("Point", 12, 2)
    with pytest.raises(Conflict):
        actions.move_measure(coordinator, made, version=1, note="late")
    actions.take_off(coordinator, moved)
    assert not Placement.objects.exists()


@pytest.mark.parametrize(
    ("facts", "words"),
    [({"measure": "stewards", "zone_kind": "perimeter"}, "does not hold the measure"),
     ({"zone_kind": "perimeter", "quantity": 0}, "above 0"), ({"zone_kind": "perimeter", "unit": "mile"}, "units"),
     ({"zone_kind": "moon"}, "not in the list"), ({"geometry": Point(400, 1)}, "leaves the world")],
)  # fmt: skip
def test_what_cannot_be_placed_is_refused(barriers, coordinator, facts, words):
    with pytest.raises(Refused, match=words):
        actions.place_measure(coordinator, barriers, **({"measure": "flexible-or-permanent-barriers"} | facts))
    assert not Placement.objects.exists()


def test_who_may_shape_and_who_may_judge(barriers, scenario, coordinator, stranger, joining):
    facts, expert = {"measure": "flexible-or-permanent-barriers", "zone_kind": "perimeter"}, joining("expert")
    with pytest.raises(NotVisible):
        actions.place_measure(stranger, barriers, **facts)
    with pytest.raises(NotAllowed):
        actions.place_measure(expert, barriers, **facts)
    with pytest.raises(NotVisible):
        actions.state_risk(stranger, barriers, scenario, BEFORE, reason="x")
    with pytest.raises(NotAllowed):
        actions.state_risk(joining("reader"), barriers, scenario, BEFORE, reason="x")
    actions.state_risk(expert, barriers, scenario, BEFORE, reason="No change that I can see")


def test_before_anybody_speaks_nothing_is_known_of_what_is_left(draft, barriers, scenario, coordinator):
    wardens = draft.options.get(name="Wardens")
    found = queries.shifts(coordinator, wardens, None)
    assert found is not None
    row = found.open[0]
    assert row.scenario == scenario
    assert [measure.id for measure in row.because] == ["stewards"]
    assert (row.before.median, row.after, row.said, found.waiting) == (4, None, (), 1)
    as_it_is = queries.shifts(coordinator, draft.options.get(name="As it is"), None)
    assert as_it_is.open == ()
    assert list(as_it_is.rest) == [scenario]


def test_each_persons_view_stays_and_the_graver_middle_is_shown(barriers, scenario, coordinator, joining):
    expert = joining("expert")
    actions.state_risk(coordinator, barriers, scenario, BEFORE | {"vulnerability": 1}, reason="Held in the trial")
    actions.state_risk(expert, barriers, scenario, BEFORE | {"vulnerability": 3}, reason="One gap stays open")
    row = queries.shifts(coordinator, barriers, queries.newest(coordinator, barriers)).open[0]
    method = method_of(scenario.assessment)
    wanted = sorted(band_after(method, BEFORE | {"vulnerability": level}) for level in (1, 3))
    assert row.dots == wanted
    assert row.after == wanted[-1]
    assert [one.reason for one in row.said] == ["Held in the trial", "One gap stays open"]
    with pytest.raises(Conflict):
        actions.state_risk(expert, barriers, scenario, BEFORE, reason="Second thought")
    actions.state_risk(expert, barriers, scenario, BEFORE, reason="Second thought", version=1)
    assert RiskAfter.objects.count() == 2


def test_a_part_judged_stays_a_part(barriers, scenario, coordinator):
    actions.state_risk(coordinator, barriers, scenario, {"vulnerability": 2}, reason="I know the edge only")
    row = queries.shifts(coordinator, barriers, queries.newest(coordinator, barriers)).open[0]
    assert (row.after, row.said[0].band) == (None, None)
    for values, words in (({}, "at least one"), ({"vulnerability": 9}, "not on the scale"), ({"luck": 1}, "scale")):
        with pytest.raises(Refused, match=words):
            actions.state_risk(coordinator, barriers, scenario, values, reason="x", version=1)
    with pytest.raises(Refused, match="what the measures change"):
        actions.state_risk(coordinator, barriers, scenario, BEFORE, reason=" ", version=1)


def test_what_is_left_is_not_above_what_was_unless_somebody_says_why(barriers, scenario, coordinator, enter):
    browser = enter(coordinator)
    address = f"/solutions/options/{barriers.pk}/risks/{scenario.pk}/"
    page = browser.get(address)
    assert [field.value() for field in page.context["form"] if field.name in BEFORE] == [None, None, None]
    sent = {"version": 0, "probability": 3, "vulnerability": 5, "consequence": 4, "reason": "They draw attention"}
    refused = browser.post(address, sent)
    told = refused.content.decode()
    assert "is above the risk before it (4)" in told
    assert "They draw attention" in told
    assert not RiskAfter.objects.exists()
    assert browser.post(address, sent | {"why_higher": "The queue moves outside"}).status_code == 302
    assert "The queue moves outside" in browser.get(f"/solutions/options/{barriers.pk}/").content.decode()


LEVELS = st.fixed_dictionaries({name: st.integers(1, 5) for name in BEFORE})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(values=LEVELS, why=st.sampled_from(["", " ", "The queue moves outside"]))
def test_whatever_is_kept_without_a_reason_lies_not_above_what_was(barriers, scenario, coordinator, values, why):
    before = queries.before_of(coordinator, scenario)
    method = method_of(scenario.assessment)
    higher = [code for code, level in values.items() if level > BEFORE[code]]
    problem = higher_than_before(method, before, values, why)
    assert bool(problem) == bool(higher and not why.strip())
    if not problem and not why.strip():
        assert band_after(method, values) <= before.median


def test_the_stages_keep_what_each_of_them_said(scored, scenario, coordinator, decide):
    wardens = scored.options.get(name="Wardens")
    with pytest.raises(Refused, match="Experts score this option"):
        actions.state_costs(coordinator, wardens, {"purchase": 1.0})
    actions.state_risk(coordinator, wardens, scenario, BEFORE | {"vulnerability": 2}, reason="Promised")
    decide(scored, "Wardens")
    barriers = scored.options.get(name="Barriers")
    with pytest.raises(Refused, match="Another option was chosen"):
        actions.state_risk(coordinator, barriers, scenario, BEFORE, reason="late")
    sketch = actions.state_costs(coordinator, wardens, {"purchase": 100.0, "years": 5})
    today = timezone.localdate()
    with pytest.raises(Refused, match="lies ahead"):
        actions.begin_stage(coordinator, wardens, kind="built", dated=today + timedelta(days=1))
    built = actions.begin_stage(coordinator, wardens, kind="built", dated=today)
    assert (built.costs, list(built.risks.all())) == ({}, [])
    with pytest.raises(Refused, match="already"):
        actions.begin_stage(coordinator, wardens, kind="draft", dated=today)
    actions.state_risk(coordinator, wardens, scenario, BEFORE | {"vulnerability": 3}, reason="Seen on site")
    found = queries.promises(coordinator, wardens, queries.stages(coordinator, wardens))
    assert [(row.title, row.verdict) for row in found.risks] == [(scenario.title, "worse")]
    sketch.refresh_from_db()
    assert sketch.costs == {"purchase": 100.0, "years": 5}


def test_only_what_was_decided_is_built_and_an_earlier_stage_stays(draft, barriers, coordinator):
    made = actions.place_measure(coordinator, barriers, measure="flexible-or-permanent-barriers", zone_kind="perimeter")
    today = timezone.localdate()
    with pytest.raises(Refused, match="Only what was decided"):
        actions.begin_stage(coordinator, barriers, kind="built", dated=today)
    stage = actions.begin_stage(coordinator, barriers, kind="draft", dated=today, note="After the site visit")
    assert [row.measure for row in stage.placements.all()] == ["flexible-or-permanent-barriers"]
    with pytest.raises(Refused, match="earlier stage"):
        actions.take_off(coordinator, made)
    assert Placement.objects.count() == 2


def test_a_measure_that_leaves_the_option_leaves_the_map(barriers, need, coordinator):
    actions.place_measure(coordinator, barriers, measure="flexible-or-permanent-barriers", zone_kind="perimeter")
    actions.change_option(coordinator, barriers, version=1, measures=["stewards"], answers={need.pk: "present"})
    assert not Placement.objects.exists()


@pytest.mark.django_db
def test_a_measure_that_stands_elsewhere_does_not_bear_on_a_zone():
    row = next(iter(queries.picked(["stewards"])))
    threat, phase = row.threats[0], row.phases[0]
    here, there = Spot("a", "perimeter"), Spot("b", "perimeter")
    assert bears_on(row, [], threat, phase, here)
    assert bears_on(row, [there, Spot("", "perimeter")], threat, phase, here)
    assert not bears_on(row, [there], threat, phase, here)
    assert not bears_on(row, [Spot("", "airspace")], threat, phase, here)
    assert not bears_on(row, [], "NOTHING", phase, here)
    assert bears_on(row, [], threat, "", Spot())


@pytest.mark.django_db
def test_a_bad_side_effect_does_not_hide_behind_a_good_one():
    rows = queries.picked(["flexible-or-permanent-barriers", "stewards", "temporary-vehicle-measures"])
    for one in side_sums(rows, queries.vocabulary("side_effects")):
        values = [effect.value for row in rows for code, effect in row.side_effects.items() if code == one.code]
        assert (one.worst, one.best, one.total) == (min(values or [0]), max(values or [0]), sum(values))
        assert one.silent == len(rows) - len(values)


def test_the_page_of_an_option_and_its_forms(barriers, scenario, coordinator, stranger, enter):
    browser, address = enter(coordinator), f"/solutions/options/{barriers.pk}/"
    assert (
        "not judged" in browser.get(address).content.decode() or "bear on none" in browser.get(address).content.decode()
    )
    form = browser.get(f"{address}place/?measure=flexible-or-permanent-barriers").context["form"]
    sent = {"id": str(form["id"].value()), "measure": "flexible-or-permanent-barriers", "quantity": "3", "unit": "piece",
            "geometry": '{"type": "Point", "coordinates": [4.1, 50.1]}'}  # fmt: skip
    assert (
        browser.post(f"{address}place/", sent).status_code == browser.post(f"{address}place/", sent).status_code == 302
    )
    assert Placement.objects.count() == 1
    drawn = browser.get(f"{address}map.geojson").json()["features"]
    assert [row["properties"]["label"] for row in drawn] == ["3 pieces"]
    assert browser.post(f"{address}costs/", {"version": 0, "purchase": "1200.50", "years": "8"}).status_code == 302
    page = browser.get(address)
    assert page.context["costs"]["sums"].total == 1200.5
    page = page.content.decode()
    assert "at least" in page
    assert "9 items are missing" in page
    assert "never" in browser.post(f"{address}costs/", {"version": 0, "purchase": "never"}).content.decode()
    assert (
        browser.post(f"{address}stage/", {"kind": "draft", "dated": timezone.localdate().isoformat()}).status_code
        == 302
    )
    assert DesignStage.objects.count() == 2
    assert "From stage to stage" in browser.get(address).content.decode()
    assert enter(stranger).get(address).status_code == 404


def test_the_thread_asks_for_what_the_chosen_design_lacks(scored, scenario, weakness, coordinator, decide):
    place, wardens = scored.place, scored.options.get(name="Wardens")
    assert queries.gaps(coordinator, place.pk) == []
    decide(scored, "Wardens")
    assert [(gap.code, gap.option) for gap in queries.gaps(coordinator, place.pk)] == [("unjudged", wardens.pk)]
    actions.state_risk(coordinator, wardens, scenario, BEFORE | {"vulnerability": 2}, reason="Promised")
    assert queries.gaps(coordinator, place.pk) == []
    actions.begin_stage(coordinator, wardens, kind="built", dated=timezone.localdate())
    assert [gap.code for gap in queries.gaps(coordinator, place.pk)] == ["built_unjudged"]
    asked = actions.write_requirement(coordinator, weakness, text="A second way out")
    actions.open_comparison(coordinator, place, title="The way out", requirements=[asked])
    assert [gap.code for gap in queries.gaps(coordinator, place.pk)] == ["unanswered", "built_unjudged"]


def test_the_same_over_the_api(barriers, scenario, coordinator, stranger, joining, enter):
    browser, address = enter(coordinator), f"/api/v1/solutions/options/{barriers.pk}"
    said = {"scenario": str(scenario.pk), "levels": BEFORE | {"vulnerability": 2}, "reason": "Tested class"}
    made = browser.post(f"{address}/risks", said, content_type="application/json")
    assert made.status_code == 201
    assert made.json()["risks"][0]["statements"][0]["reason"] == "Tested class"
    worse = said | {"levels": BEFORE | {"vulnerability": 5}, "version": 1}
    assert browser.post(f"{address}/risks", worse, content_type="application/json").status_code == 422
    costs = browser.put(
        f"{address}/costs", {"items": {"purchase": 10.0, "years": 2.0}}, content_type="application/json"
    )
    assert (costs.json()["cost"]["total"], len(costs.json()["cost"]["missing"])) == (10.0, 9)
    assert (
        browser.put(f"{address}/costs", {"items": {"bribe": 1.0}}, content_type="application/json").status_code == 422
    )
    assert enter(stranger).get(address).status_code == 404
    assert (
        enter(joining("reader")).put(f"{address}/costs", {"items": {}}, content_type="application/json").status_code
        == 403
    )
