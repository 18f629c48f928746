"""The facilitator's screen: counts while each judges alone, then values and reasons, never a name."""

import pytest

from parvis.assessment import actions


@pytest.fixture
def wall(market, give, enter):
    market.to("judging")
    for expert, level in zip(market.experts, (1, 4, 4), strict=True):
        give(expert, market.scenarios[1], 3, level)
    for expert in market.experts:
        give(expert, market.scenarios[0], 3, 3)
    return enter(market.lead), f"/assessments/{market.of.pk}/wall/"


def test_blind_it_counts_and_shows_no_value(market, wall, give):
    client, here = wall
    text = client.get(here).content.decode()
    assert "<b>0</b>" in text
    assert "seen on site" not in text
    give(market.experts[0], market.scenarios[2], 3, 3)
    part = client.get(here, headers={"HX-Request": "true"}).content.decode()
    assert "<b>1</b>" in part
    assert "<html" not in part


def test_then_it_begins_where_the_room_differs_most_and_names_nobody(market, wall):
    client, here = wall
    market.to("discussing")
    text = client.get(here).content.decode()
    assert market.scenarios[1].title in text
    assert "Furthest apart on: Vulnerability" in text
    assert "1 · Very low" in text
    assert "2 experts" in text
    assert not any(expert.name in text for expert in market.experts)
    assert market.scenarios[0].title in client.get(here + "?s=2").content.decode()
    assert client.get(here + "?s=99&s=-1").status_code == 200


def test_only_the_lead_puts_it_on_the_wall(market, wall, enter, stranger):
    _client, here = wall
    assert enter(market.experts[1]).get(here).status_code == 403
    assert enter(stranger).get(here).status_code == 404


def test_a_judgement_on_a_scenario_that_was_taken_out_says_so(market, enter):
    market.to("judging")
    gone, url = market.scenarios[2], f"/assessments/{market.of.pk}/judge/{market.scenarios[2].pk}/"
    market.to("preparing")
    actions.remove_scenario(market.lead, gone)
    market.to("judging")
    page = enter(market.experts[0]).get(url)
    assert page.status_code == 422
    assert "taken out meanwhile" in page.content.decode()
