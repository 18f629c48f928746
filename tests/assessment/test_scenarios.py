"""Existing measures, scenarios and weaknesses."""

import pytest
from shapely.geometry import Point, box

from parvis.access.errors import Conflict, NotAllowed, NotVisible, Refused
from parvis.assessment import actions, queries
from parvis.assessment.models import ExistingMeasure, Scenario
from parvis.places.actions import draw_zone, register_place


def test_scenarios_begin_several_at_once_and_none_twice(market):
    made = actions.start_with(market.lead, market.of, ["CROWDING", "SHARP", "SHARP"])
    assert [row.threat for row in made] == ["SHARP"]
    families = set(market.of.scenarios.values_list("threat", "family"))
    assert families == {
        ("VEHICLE", "attack"), ("SHARP", "attack"), ("CROWDING", "everyday"), ("PICKPOCKETING", "everyday"),
    }  # fmt: skip


def test_an_unknown_threat_among_several_writes_none_of_them(market):
    with pytest.raises(Refused):
        actions.start_with(market.lead, market.of, ["SHARP", "DRAGONS"])
    assert market.of.scenarios.count() == 3


def test_a_story_in_a_drawn_zone_keeps_its_kind(market, square):
    zone = draw_zone(market.lead, square, kind="access_point", name="Quay", geometry=box(5, 48, 5.001, 48.0005))
    made = actions.change_scenario(market.lead, market.scenarios[0], version=1, narrative="A van ...", zone=zone)
    assert (made.zone, made.zone_kind, queries.zone_name(made)) == (zone, "access_point", "Quay")
    with pytest.raises(Conflict):
        actions.change_scenario(market.lead, market.scenarios[0], version=1, narrative="Other")


def test_a_zone_of_another_place_is_refused(market, city):
    other = register_place(market.lead, city, name="Park", category="park", geometry=box(6, 48, 6.001, 48.001))
    zone = draw_zone(market.lead, other, kind="inner_area", name="Lawn", geometry=box(6, 48, 6.0005, 48.0005))
    with pytest.raises(Refused, match="another place"):
        actions.write_scenario(market.lead, market.of, threat="SHARP", zone=zone)


def test_what_experts_judge_does_not_change_under_them(market, give):
    market.to("judging")
    give(market.experts[0], market.scenarios[0], 3, 3)
    with pytest.raises(Refused, match="judging already"):
        actions.change_scenario(market.lead, market.scenarios[0], version=1, narrative="Other")
    market.to("preparing")
    with pytest.raises(Refused, match="have judged"):
        actions.change_scenario(market.lead, market.scenarios[0], version=1, narrative="Other")
    with pytest.raises(Refused, match="judgements stay"):
        actions.remove_scenario(market.lead, market.scenarios[0])
    actions.remove_scenario(market.lead, market.scenarios[1])
    assert Scenario.objects.count() == 2


def test_a_threat_is_left_out_with_a_reason(market):
    of = actions.leave_out(market.lead, market.of, threat="RAD", reason="Nothing here speaks for it.")
    assert of.left_out == {"RAD": "Nothing here speaks for it."}
    with pytest.raises(Refused, match="reason"):
        actions.leave_out(market.lead, of, threat="BIO", reason=" ")


def test_experts_note_what_they_see_and_readers_do_not(square, coordinator, joining, stranger):
    expert = joining("expert")
    made = actions.note_measure(
        expert, square, name="Plane trees", origin="natural", state="good", geometry=Point(5, 48)
    )
    assert [queries.measure_name(row) for row in queries.measures(coordinator, square.pk)] == ["Plane trees"]
    with pytest.raises(NotAllowed):
        actions.note_measure(joining("reader"), square, name="Bench", origin="natural", state="good")
    with pytest.raises(NotVisible):
        actions.note_measure(stranger, square, name="Bench", origin="natural", state="good")
    actions.change_measure(coordinator, made, version=1, state="failing")
    with pytest.raises(Conflict):
        actions.change_measure(expert, made, version=1, state="good")
    assert not queries.measures(stranger, square.pk).exists()
    with pytest.raises(NotAllowed):
        actions.remove_measure(expert, made)
    actions.remove_measure(coordinator, made)
    assert not ExistingMeasure.objects.exists()


@pytest.mark.parametrize(
    "facts",
    [{}, {"measure": "no-such-row"}, {"name": "X", "state": "splendid"}, {"name": "X", "geometry": Point(200, 0)}],
)
def test_a_measure_that_cannot_be_kept_is_refused(square, coordinator, facts):
    with pytest.raises(Refused):
        actions.note_measure(coordinator, square, **{"origin": "natural", "state": "good", **facts})
    assert not ExistingMeasure.objects.exists()


def test_a_weakness_takes_zone_and_marking_from_its_scenario(market, square):
    weak = actions.write_vulnerability(market.lead, square, title="Vans reach the stalls", scenario=market.scenarios[0])
    assert weak.zone_kind == market.scenarios[0].zone_kind
    assert weak.marking == market.of.marking
    answered = actions.change_vulnerability(market.lead, weak, version=1, state="answered")
    assert answered.state == "answered"
    with pytest.raises(Conflict):
        actions.change_vulnerability(market.lead, weak, version=1, title="Other")
    with pytest.raises(NotAllowed):
        actions.write_vulnerability(market.experts[1], square, title="Mine")


def test_a_method_takes_scenarios_from_the_lists_that_it_names(square, coordinator):
    of = actions.open_assessment(
        coordinator, square, title="Evenings", condition="night", method="urn:parvis:method:everyday"
    )
    known = queries.picks(queries.method_of(of))
    assert {pick.family for pick in known.values()} == {"everyday"}
    assert set(known) < set(queries.picks())
    with pytest.raises(Refused, match="lists of this method"):
        actions.write_scenario(coordinator, of, threat="VEHICLE")
    with pytest.raises(Refused, match="lists of this method"):
        actions.leave_out(coordinator, of, threat="VEHICLE", reason="Not asked here.")
    assert not of.scenarios.exists()


def test_the_page_offers_only_the_lists_of_the_method(square, coordinator, enter):
    of = actions.open_assessment(
        coordinator, square, title="Evenings", condition="night", method="urn:parvis:method:everyday"
    )
    page = enter(coordinator).get(f"/assessments/{of.pk}/scenarios/").content.decode()
    assert "Everyday harms" in page
    assert "The ten reference threats" not in page
