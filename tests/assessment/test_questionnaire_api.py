"""The questionnaire over the API: the same answers, the same rules, the same silence towards strangers."""

from uuid import uuid4

import pytest

from parvis.assessment import queries
from tests.assessment.visiting import opened

JSON = "application/json"


@pytest.fixture
def url(coordinator, square, joining, client):
    judge = joining("expert")
    of = opened(coordinator, square, judge)
    client.force_login(judge)
    client.of = of
    return f"/api/v1/assessments/{of.pk}"


def entry(question="lit", **more):
    return {"id": str(uuid4()), "question": question, **more}


def sent(client, url, *entries):
    return client.post(f"{url}/answers", list(entries), content_type=JSON)


def test_a_program_asks_answers_and_reads_what_is_missing(client, url):
    asked = client.get(f"{url}/questions").json()
    assert [row["id"] for row in asked] == ["lit", "repaired", "exits", "gates"]
    assert [choice["value"] for choice in asked[2]["choices"]] == ["1", "2", "3", "not_observed", "not_applicable"]
    assert client.get(f"{url}/scores").json() == []
    first = entry(value="no")
    assert sent(client, url, first, entry("exits", value="3"), entry(note="Two lamps out")).status_code == 200
    said = {row["question"]: row for row in client.get(f"{url}/answers").json()}
    assert (said["lit"]["values"], said["lit"]["note"], said["lit"]["mine"]) == (["no"], "Two lamps out", True)
    whole, light, ways = client.get(f"{url}/scores").json()
    assert (light["voices"][0]["missing"], ways["voices"][0]["missing"]) == (1.0, 0.0)
    assert light["decides"] == ["lit"]
    assert 0 < whole["voices"][0]["coverage"] <= 1
    assert sent(client, url, entry(value="yes", replaces=[first["id"]])).status_code == 200
    assert {row["question"]: row["values"] for row in client.get(f"{url}/answers").json()}["lit"] == ["yes"]


def test_sent_twice_it_is_kept_once_and_a_number_never_gets_a_second_meaning(client, url):
    first = entry(value="no")
    assert [sent(client, url, first).status_code for _ in range(2)] == [200, 200]
    assert queries.entries(client.of.author, client.of).count() == 1
    assert sent(client, url, {**first, "value": "yes"}).status_code == 409
    assert client.get(f"{url}/answers").json()[0]["values"] == ["no"]


@pytest.mark.parametrize(
    "wrong", [{"question": "unknown", "value": "yes"}, {"value": "7"}, {"value": "yes", "note": "both"}, {"note": " "}]
)
def test_what_the_method_does_not_know_is_refused_and_nothing_of_the_batch_is_kept(client, url, wrong):
    answer = sent(client, url, entry(value="no"), entry(**wrong))
    assert answer.status_code == 422
    assert "Nothing was kept" in answer.json()["detail"]
    assert client.get(f"{url}/answers").json() == []


def test_strangers_find_nothing_and_readers_may_not_answer(client, url, stranger, joining):
    client.force_login(stranger)
    assert [client.get(f"{url}/{name}").status_code for name in ("questions", "answers", "scores")] == [404, 404, 404]
    assert sent(client, url, entry(value="no")).status_code == 404
    client.force_login(joining("reader"))
    assert sent(client, url, entry(value="no")).status_code == 403
