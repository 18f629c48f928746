"""Plans, actions, exercises and stamps over the API."""

import uuid

import pytest

from parvis.exercises.models import Stamp


def test_a_plan_with_its_findings(plan, coordinator, stranger, enter):
    found = enter(coordinator).get(f"/api/v1/plans/{plan.pk}").json()
    assert len(found["tasks"]) == 18
    assert {finding["rule"] for finding in found["findings"]} >= {"R01"}
    assert found["duration_s"] == 600
    assert [row["id"] for row in enter(coordinator).get("/api/v1/plans").json()] == [str(plan.pk)]
    assert enter(stranger).get(f"/api/v1/plans/{plan.pk}").status_code == 404
    assert enter(stranger).get("/api/v1/plans").json() == []


def test_an_action_is_agreed_and_reported(square, coordinator, stranger, joining, enter):
    data = {"place": str(square.pk), "title": "Second way out", "owner": "Roads", "due": "2027-01-31", "cost": 1200}
    client = enter(coordinator)
    made = client.post("/api/v1/plans/actions", data, content_type="application/json")
    assert made.status_code == 201
    assert enter(stranger).post("/api/v1/plans/actions", data, content_type="application/json").status_code == 404
    assert (
        enter(joining("reader")).post("/api/v1/plans/actions", data, content_type="application/json").status_code == 403
    )
    assert client.post("/api/v1/plans/actions", data | {"x": 1}, content_type="application/json").status_code == 422
    address = f"/api/v1/plans/actions/{made.json()['id']}"
    report = {"version": 1, "state": "done", "evidence": "Photo", "evidence_on": "2026-02-01"}
    without = {"version": 1, "state": "done"}
    assert client.patch(address, without, content_type="application/json").status_code == 422
    assert client.patch(address, report, content_type="application/json").json()["state"] == "done"
    assert client.patch(address, report, content_type="application/json").status_code == 409
    assert len(client.get("/api/v1/plans/actions", {"place": str(square.pk)}).json()) == 1


def test_a_device_sends_its_stamp_twice(called, tasks, first, joining, stranger, enter):
    data = {"id": str(uuid.uuid4()), "task": str(tasks["T01"].pk), "kind": "done", "at_s": 180.0}
    address = f"/api/v1/exercises/{called.pk}/stamps"
    client = enter(first)
    answers = [client.post(address, data, content_type="application/json") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Stamp.objects.get().role_observed == tasks["T01"].responsible
    for who, code in ((stranger, 404), (joining("reader"), 403)):
        assert enter(who).post(address, data, content_type="application/json").status_code == code
    for wrong, code in (({"kind": "lunch"}, 422), ({"at_s": -1}, 422), ({"task": str(uuid.uuid4())}, 404)):
        assert client.post(address, data | wrong, content_type="application/json").status_code == code


def test_the_result_of_an_exercise(called, saw, first, coordinator, enter):
    saw(first, "T01", done=180)
    found = enter(coordinator).get(f"/api/v1/exercises/{called.pk}").json()
    task = next(row for row in found["tasks"] if row["code"] == "T01")
    assert (task["elapsed_s"], task["target_s"], task["suggested"]) == (60, 120, "P")
    assert found["never_done"] == 17
    assert found["clock_s"] == pytest.approx(3600, abs=60)
    assert enter(coordinator).get("/api/v1/exercises").json()[0]["id"] == str(called.pk)
    assert enter(coordinator).get("/api/v1/exercises/lessons").json() == []
