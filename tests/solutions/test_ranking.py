"""Scoring blind, and the ranking with everything beside it."""

import numpy as np
import pytest
from pymcdm.methods.promethee_ii import PROMETHEE_II
from pymcdm.methods.topsis import TOPSIS
from pymcdm.methods.vikor import VIKOR
from pymcdm.normalizations import vector_normalization
from tests.solutions.conftest import declare, named

from parvis.access.errors import NotAllowed, NotVisible, Refused
from parvis.journal.models import Entry
from parvis.solutions import actions, queries
from parvis.solutions.models import Score


@pytest.fixture
def scoring(draft, coordinator):
    return actions.start_scoring(coordinator, draft)


def test_while_scoring_goes_on_everybody_sees_only_their_own(scoring, joining, score, coordinator):
    one, two = joining("expert", 1), joining("expert", 2)
    score(one, scoring, {"Wardens": 4})
    assert queries.scores(one, scoring).count() == 17
    assert not queries.scores(two, scoring).exists()
    assert not queries.scores(coordinator, scoring).exists()
    assert queries.ranking(coordinator, scoring) is None
    assert queries.progress(two, scoring).experts == 1
    assert "value" not in str(Entry.objects.filter(action="solutions.option_scored").first().payload)


def test_a_score_given_again_replaces_ones_own_and_no_other(scoring, joining, score):
    one, two = joining("expert", 1), joining("expert", 2)
    score(one, scoring, {"Wardens": 4})
    score(two, scoring, {"Wardens": 1})
    score(one, scoring, {"Wardens": 3})
    assert Score.objects.count() == 34
    assert set(queries.scores(one, scoring).values_list("value", flat=True)) == {3}
    assert set(queries.scores(two, scoring).values_list("value", flat=True)) == {1}


def test_what_cannot_be_scored_is_refused(draft, scoring, joining, stranger):
    expert, option = joining("expert"), named(scoring, "Wardens")
    for given in ({"effect": (5, "")}, {"effect": (-1, "")}, {"nonsense": (2, "")}, {}):
        with pytest.raises(Refused, match="Nothing was saved"):
            actions.score_option(expert, option, given)
    with pytest.raises(NotVisible):
        actions.score_option(stranger, option, {"effect": (2, "")})
    with pytest.raises(NotAllowed):
        actions.score_option(joining("reader"), option, {"effect": (2, "")})
    assert not Score.objects.exists()


def test_scoring_ends_only_when_every_field_has_a_score(scoring, joining, score, coordinator):
    score(joining("expert"), scoring, {"Wardens": 3, "Barriers": 3})
    with pytest.raises(Refused, match="17 scores are still missing"):
        actions.end_scoring(coordinator, scoring)
    score(joining("expert", 2), scoring, {"As it is": 1})
    ended = actions.end_scoring(coordinator, scoring)
    assert ended.state == "scored"
    with pytest.raises(Refused, match="scored"):
        actions.score_option(joining("expert", 3), named(scoring, "Wardens"), {"effect": (0, "")})


def test_the_ranking_is_the_weighted_mean_of_fixed_values(scored, coordinator):
    found = queries.ranking(coordinator, scored)
    assert [row.option.name for row in found.placed] == ["Wardens", "Barriers", "As it is"]
    assert found.experts == 2
    wardens = found.placed[0]
    assert wardens.value == pytest.approx(75)  # 3 of 4 everywhere
    # barriers: 4 of 4 on effect (18 points), 2.5 of 4 on average on the other 82
    assert found.placed[1].value == pytest.approx(18 + 82 * 2.5 / 4)
    assert all(sum(row.probabilities) == pytest.approx(1) for row in found.placed)
    assert wardens.cells[0].values == [3, 3]
    assert found.nearest


def test_the_second_opinions_are_those_of_another_library(scored, coordinator):
    found = queries.ranking(coordinator, scored)
    rows = sorted(found.placed, key=lambda row: row.option.name)
    counted = [at for at, c in enumerate(found.criteria) if c.minimum is None]
    table = np.array([[row.cells[at].mean / 4 for at in counted] for row in rows])
    weights = np.array([found.criteria[at].weight for at in counted]) / 100
    ahead = np.ones(len(counted))
    closeness = TOPSIS(vector_normalization)(table, weights, ahead, validation=False)
    assert [row.topsis for row in rows] == [int((closeness > one).sum()) + 1 for one in closeness]
    flow = PROMETHEE_II("vshape", p=np.full(len(counted), 0.25))(table, weights, ahead, validation=False)
    assert [row.promethee for row in rows] == [int((np.round(flow, 9) > round(one, 9)).sum()) + 1 for one in flow]
    differ = np.ptp(table, axis=0) > 0  # it refuses a criterion on which all are alike
    loss = VIKOR()(table[:, differ], weights[differ], ahead[differ], validation=False)
    assert [row.vikor for row in rows] == [int((np.round(loss, 9) < round(one, 9)).sum()) + 1 for one in loss]


def test_the_explanation_says_why_the_first_leads_and_what_would_turn_it(scored, coordinator):
    """The wardens are a step ahead everywhere but on the effect, where the barriers lead by a quarter of 18 points."""
    found = queries.ranking(coordinator, scored)
    assert found.because.startswith("“Wardens” leads because it is stronger than “Barriers” on: ")
    assert "Effect on the scenario" not in found.because
    # 75 against 62.5 on the rest, 75 against 100 on the effect: level where w * 25 = (1 - w) * 12.5
    assert found.nearest == (
        "If Effect on the scenario weighed more than 33.3 % instead of 18.0 %, “Barriers” would come first."
    )
    assert "put “Barriers” level" in found.moved
    assert "to Effect on the scenario." in found.moved


def test_levels_reached_do_not_hang_on_the_other_options(scored, coordinator):
    levels = {row.option.name: (row.grade.low, row.grade.high) for row in queries.ranking(coordinator, scored).placed}
    assert levels["Wardens"] == ("Good", "Good")  # 3 of 4 everywhere
    assert levels["As it is"][0] in {"Unacceptable", "Weak", "Fair"}


def test_of_all_weights_some_favour_each_option_that_is_best_on_something(scored, coordinator):
    found = queries.ranking(coordinator, scored)
    favour = {row.option: row for row in found.favour}
    assert sum(row.share for row in found.favour) == pytest.approx(1)
    assert favour["Barriers"].stressed[0] == "Effect on the scenario"
    assert favour["As it is"].share == 0
    assert favour["As it is"].stressed == ()
    assert found.agreement


def test_an_option_below_a_minimum_is_out_whatever_its_sum(scoring, joining, score, coordinator):
    score(joining("expert"), scoring, {"Wardens": 2, "Barriers": 4, "As it is": 2}, rescue_access={"Barriers": 1})
    found = queries.ranking(coordinator, actions.end_scoring(coordinator, scoring))
    assert [row.option.name for row in found.out] == ["Barriers"]
    assert "at least 2" in found.out[0].reasons[0]
    assert "Barriers" not in [row.option.name for row in found.placed]
    assert "one person" in found.open_order or "open" in found.open_order


def test_when_every_option_is_out_the_ranking_says_so(scoring, joining, score, coordinator, enter):
    score(
        joining("expert"),
        scoring,
        {"Wardens": 4, "Barriers": 4, "As it is": 4},
        lawful={"Wardens": 0, "Barriers": 1, "As it is": 1},
    )
    ended = actions.end_scoring(coordinator, scoring)
    found = queries.ranking(coordinator, ended)
    assert found.first is None
    assert found.sentences == ("No option meets every minimum.",)
    assert enter(coordinator).get(f"/solutions/comparisons/{ended.pk}/ranking/").status_code == 200


def test_an_open_order_is_called_open_and_a_clear_one_is_not(scoring, joining, score, coordinator):
    one, two = joining("expert", 1), joining("expert", 2)
    score(one, scoring, {"Wardens": 4, "Barriers": 2, "As it is": 2})
    score(two, scoring, {"Wardens": 2, "Barriers": 4, "As it is": 2})
    found = queries.ranking(coordinator, actions.end_scoring(coordinator, scoring))
    assert "The order is open" in found.open_order


def test_a_clear_order_needs_no_warning(scoring, joining, score, coordinator):
    for n in (1, 2):
        score(joining("expert", n), scoring, {"Wardens": 4, "Barriers": 1, "As it is": 2})
    found = queries.ranking(coordinator, actions.end_scoring(coordinator, scoring))
    assert found.open_order == ""
    assert found.placed[0].probabilities[0] == 1


def test_the_ranking_is_the_same_every_time(scored, coordinator):
    assert queries.ranking(coordinator, scored) == queries.ranking(coordinator, scored)


def test_scoring_on_the_phone_goes_from_option_to_option(scoring, joining, coordinator, stranger, enter):
    expert = joining("expert")
    browser = enter(expert)
    declare(expert, scoring)
    start = f"/solutions/comparisons/{scoring.pk}/score/"
    codes = [c.code for c in queries.criteria_of(scoring).criteria]
    for count in (1, 2, 3):
        address = browser.get(start).headers["Location"]
        assert browser.get(address).status_code == 200
        sent = {f"value_{code}": 3 for code in codes} | {"reason_effect": "seen"}
        answer = browser.post(address, sent)
        assert answer.headers["Location"] == (start if count < 3 else f"/solutions/comparisons/{scoring.pk}/")
    assert queries.progress(expert, scoring).complete
    assert "Nothing was saved" in browser.post(address, {"reason_effect": "no value"}).content.decode()
    assert browser.get(f"/solutions/comparisons/{scoring.pk}/ranking/").status_code == 422
    assert enter(stranger).get(start).status_code == 404
    ended = enter(coordinator).post(f"/solutions/comparisons/{scoring.pk}/end/")
    assert ended.headers["Location"].endswith("/ranking/")
    assert browser.get(address).status_code == 422


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_ranking_page_shows_every_score(scored, joining, stranger, enter, language):
    page = enter(joining("reader")).get(
        f"/solutions/comparisons/{scored.pk}/ranking/", headers={"Accept-Language": language}
    )
    text = page.content.decode()
    assert text.count("seen on site") == 2 * 3 * 17
    assert all(method in text for method in ("TOPSIS", "PROMETHEE II", "VIKOR", "ELECTRE TRI-B"))
    assert enter(stranger).get(f"/solutions/comparisons/{scored.pk}/ranking/").status_code == 404
