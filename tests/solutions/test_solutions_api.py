"""The same over the API: same access, same refusals."""

import json

from parvis.solutions import queries


def send(browser, address, data):
    return browser.post(address, json.dumps(data), content_type="application/json")


def test_the_catalogue_is_read_and_narrowed(coordinator, enter):
    browser = enter(coordinator)
    everything = browser.get("/api/v1/solutions/measures").json()
    human = browser.get("/api/v1/solutions/measures?kind=human&threat=VEHICLE").json()
    assert 0 < len(human) < len(everything)
    assert {row["kind"] for row in human} == {"human"}
    one = browser.get(f"/api/v1/solutions/measures/{human[0]['id']}")
    assert one.json() == human[0]
    assert browser.get("/api/v1/solutions/measures/nothing").status_code == 404


def test_a_need_is_written_and_read(weakness, coordinator, stranger, joining, enter, client):
    address, body = "/api/v1/solutions/requirements", {"weakness": str(weakness.pk), "text": "No vehicle"}
    assert client.get(f"{address}?place={weakness.place_id}").status_code == 401
    assert send(enter(stranger), address, body).status_code == 404
    assert send(enter(joining("expert")), address, body).status_code == 403
    assert send(enter(coordinator), address, body | {"more": 1}).status_code == 422
    assert send(enter(coordinator), address, body | {"weakness": "x"}).status_code == 422
    made = send(enter(coordinator), address, body)
    assert made.status_code == 201
    assert enter(coordinator).get(f"{address}?place={weakness.place_id}").json() == [made.json()]
    assert enter(stranger).get(f"{address}?place={weakness.place_id}").status_code == 404


def test_the_ranking_and_the_decision_are_read(draft, scored, decide, coordinator, stranger, enter):
    browser = enter(coordinator)
    ranking = f"/api/v1/solutions/comparisons/{scored.pk}/ranking"
    assert [row["name"] for row in browser.get(ranking).json()["placed"]] == ["Wardens", "Barriers", "As it is"]
    decide(scored, "Wardens")
    found = browser.get(f"/api/v1/solutions/decisions?place={scored.place_id}").json()
    assert [(row["name"], row["in_force"]) for row in found] == [("Wardens", True)]
    assert enter(stranger).get(ranking).status_code == 404
    assert enter(stranger).get(f"/api/v1/solutions/decisions?place={scored.place_id}").status_code == 404


def test_the_ranking_tells_every_method_that_the_page_shows(scored, coordinator, enter):
    told = enter(coordinator).get(f"/api/v1/solutions/comparisons/{scored.pk}/ranking").json()
    shown = queries.ranking(coordinator, scored)
    for row, expected in zip(told["placed"], shown.placed, strict=True):
        assert (row["vikor"], row["level_low"], row["level_high"]) == (
            expected.vikor, str(expected.grade.low), str(expected.grade.high)
        )  # fmt: skip
    assert min(row["vikor"] for row in told["placed"]) == 1
    assert told["agreement"] == list(shown.agreement)
    assert told["agreement"]
    assert told["leaving"] == list(shown.leaving)


def test_there_is_no_ranking_before_the_scoring_has_ended(draft, coordinator, enter):
    assert enter(coordinator).get(f"/api/v1/solutions/comparisons/{draft.pk}/ranking").status_code == 422
