"""While each judges alone, nobody sees another's values: not by query, page, API, export or document."""

import json

import pytest

from parvis.access.errors import Conflict, NotAllowed, NotVisible, Refused
from parvis.assessment import actions, queries
from parvis.assessment.models import Judgement
from parvis.assessment.rules.judging import Given
from parvis.journal.models import Entry

SECRET = "The north gate is never locked"


@pytest.fixture
def judged(market, give):
    """The round is open, and the officer has judged with a reason that nobody else could have written."""
    market.to("judging")
    given = Given({"probability": 4, "vulnerability": 4}, {"people": 4}, 3, SECRET)
    actions.judge(market.experts[0], market.scenarios[0], given)
    give(market.experts[1], market.scenarios[0], 2, 2, people=2)
    return market


def test_each_sees_the_own_values_only_until_the_round_ends(judged):
    officer, planner, _expert = judged.experts
    assert [j.expert for j in queries.judgements_visible(officer, judged.of)] == [officer]
    assert [j.expert for j in queries.judgements_visible(planner, judged.of)] == [planner]
    assert not queries.judgements_visible(judged.lead, judged.of).exists()
    judged.to("discussing")
    assert queries.judgements_visible(planner, judged.of).count() == 2


def test_going_back_to_preparation_opens_nothing(judged):
    judged.to("preparing")
    assert not queries.judgements_visible(judged.lead, judged.of).exists()
    assert queries.sheet(judged.lead, judged.of) is None


def test_summaries_say_nothing_before_the_round_ends(judged, square):
    assert queries.sheet(judged.lead, judged.of) is None
    assert queries.newest_sheet(judged.lead, square) is None
    weak = actions.write_vulnerability(judged.lead, square, title="Gate", scenario=judged.scenarios[0])
    assert not queries.vulnerability(judged.lead, weak.pk).disputed
    judged.to("discussing")
    assert queries.vulnerability(judged.lead, weak.pk).disputed


def test_pages_api_and_documents_show_no_other_value(judged, square, enter):
    pk, story = judged.of.pk, judged.scenarios[0].pk
    for who in (judged.lead, judged.experts[1]):
        client = enter(who)
        for page in (
            f"/assessments/{pk}/", f"/assessments/{pk}/result/", f"/assessments/{pk}/judge/{story}/", "/assessments/",
            f"/assessments/place/{square.pk}/", f"/places/{square.pk}/", f"/assessments/scenarios/{story}/",
            f"/api/v1/assessments/{pk}", f"/api/v1/assessments/{pk}/judgements", f"/api/v1/assessments/{pk}/result",
        ):  # fmt: skip
            answer = client.get(page)
            assert answer.status_code == 200, page
            assert SECRET not in answer.content.decode(), page
    found = enter(judged.experts[1]).get(f"/api/v1/assessments/{pk}/judgements").json()
    assert [row["mine"] for row in found] == [True]


def test_the_journal_holds_no_value(judged):
    entry = Entry.objects.filter(action="assessment.judgement_given").first()
    assert entry is not None
    assert set(entry.payload) == {"scenario", "round", "again"}


def test_progress_counts_and_opens_nothing(judged):
    seats = {seat.account: (seat.done, seat.total) for seat in queries.progress(judged.lead, judged.of)}
    assert seats[judged.experts[0]] == (1, 3)
    assert seats[judged.lead] == (0, 3)


def test_the_same_values_sent_twice_write_once(judged, give):
    planner, story = judged.experts[1], judged.scenarios[0]
    before = Entry.objects.count()
    give(planner, story, 2, 2, people=2)
    assert Judgement.objects.filter(expert=planner).count() == 1
    assert Entry.objects.count() == before


def test_another_value_needs_the_version_that_was_seen(judged, give):
    planner, story = judged.experts[1], judged.scenarios[0]
    with pytest.raises(Conflict):
        give(planner, story, 3, 3)
    give(planner, story, 3, 3, version=1)
    assert Judgement.objects.get(expert=planner).values["probability"] == 3


def test_nobody_judges_without_a_seat_or_access(judged, give, joining, stranger):
    with pytest.raises(NotAllowed, match="no seat"):
        give(joining("planner", 2), judged.scenarios[0], 3, 3)
    with pytest.raises(NotAllowed):
        give(joining("reader"), judged.scenarios[0], 3, 3)
    with pytest.raises(NotVisible):
        give(stranger, judged.scenarios[0], 3, 3)


def test_the_lead_writes_beside_the_experts_and_never_over_them(judged, give):
    give(judged.lead, judged.scenarios[0], 3, 3)
    officer = Judgement.objects.get(expert=judged.experts[0])
    assert (officer.values["probability"], officer.reason) == (4, SECRET)
    assert Judgement.objects.count() == 3


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (Given({"probability": 6, "vulnerability": 3}, {"people": 3}, 2), "probability"),
        (Given({"probability": 3, "vulnerability": 0}, {"people": 3}, 2), "vulnerability"),
        (Given({"probability": 3, "vulnerability": 3}, {}, 2), "impacts"),
        (Given({"probability": 3, "vulnerability": 3}, {"money": 3}, 2), "impacts"),
        (Given({"probability": 3, "vulnerability": 3}, {"people": 3}, 9), "confidence"),
        (Given({"probability": 3, "vulnerability": 3}, {"people": 3}, 1), "reason"),
        (Given({"probability": 5, "vulnerability": 3}, {"people": 3}, 2), "reason"),
        (Given({"probability": 3, "vulnerability": 1}, {"people": 3}, 2, "  "), "reason"),
        (Given({"probability": 3, "vulnerability": 3}, {"people": 3, "trust": 5}, 2), "reason"),
    ],
)
def test_a_judgement_that_the_method_cannot_read_is_refused(market, given, field):
    market.to("judging")
    with pytest.raises(Refused) as refused:
        actions.judge(market.experts[0], market.scenarios[0], given)
    assert refused.value.field == field
    assert not Judgement.objects.exists()


def test_no_round_no_judgement(market, give):
    with pytest.raises(Refused, match="No round"):
        give(market.experts[0], market.scenarios[0], 3, 3)


def test_both_rounds_stay_and_the_later_stands(judged, give):
    judged.to("discussing")
    with pytest.raises(Refused, match="made you change") as refused:
        give(judged.experts[1], judged.scenarios[0], 3, 4, people=4)
    assert refused.value.field == "revision"
    give(judged.experts[1], judged.scenarios[0], 3, 4, people=4, revision="I went there on Saturday.")
    rounds = Judgement.objects.filter(expert=judged.experts[1]).order_by("round")
    assert [(j.round, j.values["probability"], j.standing) for j in rounds] == [(1, 2, False), (2, 3, True)]
    sheet = queries.sheet(judged.lead, judged.of)
    assert sheet is not None
    assert sheet.rows[0].factors["probability"].dots == (3, 4)


def test_the_api_takes_a_judgement_once_and_refuses_in_words(judged, enter):
    client, story = enter(judged.experts[2]), judged.scenarios[0].pk
    page = client.get("/")
    token = page.cookies["csrftoken"].value if "csrftoken" in page.cookies else ""
    body = {"levels": {"probability": 3, "vulnerability": 3}, "impacts": {"people": 3}, "confidence": 2}

    def post(data):
        url = f"/api/v1/assessments/scenarios/{story}/judgement"
        return client.post(url, json.dumps(data), content_type="application/json", headers={"X-CSRFToken": token})

    assert post(body).status_code == 200
    assert post(body).status_code == 200
    assert Judgement.objects.filter(expert=judged.experts[2]).count() == 1
    assert post(body | {"confidence": 1}).status_code in {409, 422}
    assert post(body | {"probability": "3"}).status_code == 422
