"""Opening an assessment, its team with the access that a seat needs, and its states."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.access.actions import grant
from parvis.access.errors import Conflict, NotAllowed, NotVisible, Refused
from parvis.access.models import Effect, Grant
from parvis.assessment import actions, queries
from parvis.assessment.rules import states
from parvis.content.queries import current
from parvis.content.schemas import MethodPack
from parvis.journal.models import Entry
from parvis.journal.queries import check


def test_a_coordinator_opens_by_a_method_and_its_version_is_kept(square, coordinator):
    made = actions.open_assessment(coordinator, square, title=" Market day ", condition="market")
    thorough = max(current(MethodPack), key=lambda method: method.minutes)
    assert (made.method_urn, made.method_version) == (thorough.urn, thorough.version)
    assert made.title == "Market day"
    assert [seat.account for seat in queries.team(coordinator, made)] == [coordinator]
    assert Entry.objects.filter(action="assessment.assessment_opened", object_id=made.pk).count() == 1
    assert check().whole


def test_strangers_and_readers_open_nothing(square, stranger, joining):
    with pytest.raises(NotVisible):
        actions.open_assessment(stranger, square, title="Market day", condition="market")
    with pytest.raises(NotAllowed):
        actions.open_assessment(joining("expert"), square, title="Market day", condition="market")


@pytest.mark.parametrize("facts", [{"condition": "full moon"}, {"title": "  "}, {"method": "urn:none"}])
def test_what_the_installation_does_not_know_is_refused(square, coordinator, facts):
    with pytest.raises(Refused):
        actions.open_assessment(coordinator, square, **{"title": "Market day", "condition": "market", **facts})
    assert not queries.assessments(coordinator).exists()


def test_a_seat_lets_in_who_had_no_access_for_ninety_days(market, officer, square):
    given = Grant.objects.get(account=officer, place_id=square.pk)
    assert given.purpose == "Market day"
    assert given.role == "expert"
    assert timedelta(days=89) < given.until - timezone.now() <= timedelta(days=90)
    assert queries.assessments(officer).get() == market.of
    seat = market.of.team.get(account=officer)
    assert seat.grant_id == given.pk
    assert Entry.objects.filter(action="access.granted", object_id=given.pk).count() == 1


def test_a_member_of_the_city_needs_no_grant_and_nobody_sits_twice(market):
    planner = market.experts[1]
    assert market.of.team.get(account=planner).grant_id is None
    with pytest.raises(Refused, match="in the team already"):
        actions.add_member(market.lead, market.of, account=planner)


def test_an_organisation_gets_a_seat_and_its_people_judge(square, coordinator, police, officer):
    of = actions.open_assessment(coordinator, square, title="Night", condition="night")
    actions.add_member(coordinator, of, organisation=police, is_police=True)
    assert queries.is_judge(officer, queries.assessment(officer, of.pk))
    assert Grant.objects.get(place_id=square.pk).organisation == police


def test_who_is_kept_out_is_not_let_in_by_a_seat(square, coordinator, officer):
    of = actions.open_assessment(coordinator, square, title="Night", condition="night")
    soon = timezone.now() + timedelta(days=9)
    grant(coordinator, square, account=officer, effect=Effect.DENY, purpose="conflict of interest", until=soon)
    with pytest.raises(Refused, match="kept out"):
        actions.add_member(coordinator, of, account=officer)
    assert not of.team.filter(account=officer).exists()


def test_judging_waits_for_the_police_scenarios_and_judges(square, coordinator):
    of = actions.open_assessment(coordinator, square, title="Night", condition="night")
    with pytest.raises(Refused, match="police"):
        actions.move(coordinator, of, states.JUDGING)
    of = actions.change_assessment(coordinator, of, version=1, police_absence="On duty elsewhere; consulted by phone.")
    with pytest.raises(Refused, match="no scenario"):
        actions.move(coordinator, of, states.JUDGING)
    actions.write_scenario(coordinator, of, threat="CROWDING")
    assert actions.move(coordinator, of, states.JUDGING).state == states.JUDGING


@pytest.mark.parametrize("before", list(states.TRANSITIONS))
def test_only_the_ways_of_the_table_are_open(market, give, before):
    order = [states.PREPARING, states.JUDGING, states.DISCUSSING, states.CLOSED]
    for state in order[1 : order.index(before) + 1]:
        if state == states.DISCUSSING:
            give(market.experts[0], market.scenarios[0], 3, 3)
        market.to(state)
    for state in set(order) - set(states.TRANSITIONS[before]):
        with pytest.raises(Refused):
            actions.move(market.lead, market.of, state)
    assert queries.assessment(market.lead, market.of.pk).state == before


def test_experts_do_not_move_it_and_a_round_without_judgement_stays_open(market):
    with pytest.raises(NotAllowed):
        actions.move(market.experts[0], market.of, states.JUDGING)
    market.to(states.JUDGING)
    with pytest.raises(Refused, match="Nobody has judged"):
        actions.move(market.lead, market.of, states.DISCUSSING)


def test_a_stale_head_overwrites_nothing(market):
    actions.change_assessment(market.lead, market.of, version=1, title="Market days")
    with pytest.raises(Conflict):
        actions.change_assessment(market.lead, market.of, version=1, title="Other")
    assert queries.assessment(market.lead, market.of.pk).title == "Market days"


def test_who_has_judged_keeps_the_seat(market, give):
    market.to(states.JUDGING)
    give(market.experts[1], market.scenarios[0], 3, 3)
    with pytest.raises(Refused, match="judged already"):
        actions.remove_member(market.lead, market.of.team.get(account=market.experts[1]))
    actions.remove_member(market.lead, market.of.team.get(account=market.experts[2]))
    assert market.of.team.count() == 3
