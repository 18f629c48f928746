"""Weights in three ways, everybody's beside one another, and the agreed set fixed before anything is opened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.access.errors import NotAllowed, NotVisible, Refused
from parvis.journal.models import Entry
from parvis.solutions import actions, queries, rules
from parvis.solutions.models import Weighing


def codes(comparison):
    return [c.code for c in queries.criteria_of(comparison).criteria if not c.knock_out]


def pairs(comparison, **said):
    heads = list(queries.heads_of(queries.criteria_of(comparison)))
    alike = {rules.pair(one, two): 1 for at, one in enumerate(heads) for two in heads[at + 1 :]}
    return alike | {name.replace("__", ":"): value for name, value in said.items()}


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.floats(0.001, 1e6), min_size=1, max_size=20))
def test_shares_become_whole_weights_that_are_100(shares):
    found = rules.whole(shares)
    total = sum(shares.values())
    assert sum(found.values()) == 100
    assert all(abs(found[code] - 100 * share / total) < 1 + 1e-6 for code, share in shares.items())


def test_swings_are_in_proportion(draft, coordinator):
    points = dict.fromkeys(codes(draft), 0) | {"effect": 100, "openness": 60, "rights": 40}
    mine = actions.give_weights(coordinator, draft, way="swing", given=points)
    assert {code: weight for code, weight in mine.weights.items() if weight} == {
        "effect": 50,
        "openness": 30,
        "rights": 20,
    }


@pytest.mark.parametrize("way", ["swing", "direct"])
def test_weights_of_zero_are_refused_in_words(draft, coordinator, way):
    with pytest.raises(Refused, match="Nothing was saved"):
        actions.give_weights(coordinator, draft, way=way, given=dict.fromkeys(codes(draft), 0))
    assert not Weighing.objects.exists()


def test_pairs_that_are_alike_give_every_head_the_same(draft, coordinator):
    mine = actions.give_weights(coordinator, draft, way="pairs", given=pairs(draft))
    under = queries.heads_of(queries.criteria_of(draft))
    totals = [sum(mine.weights[code] for code in found) for found in under.values()]
    assert max(totals) - min(totals) <= 2
    assert mine.ratio == pytest.approx(0, abs=1e-9)


def test_pairs_that_contradict_each_other_are_kept_and_said(draft, coordinator):
    said = pairs(draft, performance__readiness=9, readiness__physical=9, performance__physical=-9)
    mine = actions.give_weights(coordinator, draft, way="pairs", given=said)
    assert mine.ratio > 0.1
    assert len(queries.contradictions(draft, mine)) > 1
    with pytest.raises(Refused, match="Nothing was saved"):
        actions.give_weights(coordinator, draft, way="pairs", given={"performance:readiness": 3})


def test_the_agreed_set_needs_a_reason_once_people_gave_theirs(draft, coordinator, joining):
    actions.give_weights(joining("expert"), draft, way="direct", given=draft.weights)
    payload = Entry.objects.get(action="solutions.own_weights_given").payload
    assert set(payload) == {"comparison", "way"}
    with pytest.raises(Refused, match="how the agreed set came about"):
        actions.set_weights(coordinator, draft, draft.weights, version=1)
    made = actions.set_weights(coordinator, draft, draft.weights, version=1, reason="Talked over in the team.")
    assert made.weights_reason == "Talked over in the team."


def test_fixed_weights_stay_and_options_may_still_come(draft, coordinator, joining):
    made = actions.fix_weights(coordinator, draft)
    assert made.weights_sha256 == rules.weights_digest(draft.criteria_urn, draft.criteria_version, draft.weights)
    assert Entry.objects.get(action="solutions.weights_fixed").payload == {"weights_sha256": made.weights_sha256}
    for refused in (
        lambda: actions.set_weights(coordinator, draft, draft.weights, version=made.version),
        lambda: actions.give_weights(joining("expert"), draft, way="direct", given=draft.weights),
        lambda: actions.fix_weights(coordinator, draft),
    ):
        with pytest.raises(Refused, match="a later comparison may weigh otherwise"):
            refused()
    assert actions.add_option(coordinator, draft, name="Late").pk
    started = actions.start_scoring(coordinator, draft)
    assert started.weights_sha256 == made.weights_sha256
    assert started.weights_fixed == made.weights_fixed


def test_who_may_weigh(draft, stranger, joining):
    with pytest.raises(NotVisible):
        actions.give_weights(stranger, draft, way="direct", given=draft.weights)
    with pytest.raises(NotAllowed):
        actions.give_weights(joining("reader"), draft, way="direct", given=draft.weights)
    with pytest.raises(NotAllowed):
        actions.fix_weights(joining("expert"), draft)


def test_others_weights_are_seen_once_one_gave_ones_own(draft, coordinator, joining, enter):
    first, second = joining("expert", 1), joining("expert", 2)
    actions.give_weights(first, draft, way="direct", given=draft.weights)
    browser = enter(second)
    address = f"/solutions/comparisons/{draft.pk}/weights/mine/"
    assert "What people gave" not in browser.get(address).content.decode()
    assert (
        "Enter a whole number"
        in browser.post(f"{address}?way=direct", draft.weights | {"effect": "many"}).content.decode()
    )
    assert "not 100" in browser.post(f"{address}?way=direct", draft.weights | {"effect": 99}).content.decode()
    swings = dict.fromkeys(codes(draft), 50) | {"effect": 100}
    assert browser.post(f"{address}?way=swing", swings).status_code == 302
    assert "What people gave" in browser.get(address).content.decode()
    assert browser.post(f"{address}?way=pairs", pairs(draft)).status_code == 302
    assert Weighing.objects.get(account=second).way == "pairs"
    lead = enter(coordinator)
    assert "2 people gave their own weights" in lead.get(f"/solutions/comparisons/{draft.pk}/").content.decode()
    agreed = f"/solutions/comparisons/{draft.pk}/weights/"
    sent = draft.weights | {"version": draft.version}
    assert "how the agreed set came about" in lead.post(agreed, sent).content.decode()
    assert lead.post(agreed, sent | {"reason": "Talked over."}).status_code == 302
    assert lead.post(f"/solutions/comparisons/{draft.pk}/weights/fix/").status_code == 302
    page = lead.get(f"/solutions/comparisons/{draft.pk}/").content.decode()
    assert "Talked over." in page
    assert "digest in the journal" in page
