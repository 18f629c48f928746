"""Plans written over the API: what it gives it takes back, all of it or nothing, and it refuses as the pages do."""

import io
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.plans import actions, queries
from parvis.plans.models import Plan

JSON = "application/json"


@pytest.fixture
def client(coordinator, enter):
    return enter(coordinator)


def address(plan, what="tables"):
    return f"/api/v1/plans/{plan.pk}/{what}"


def test_a_plan_is_begun_once_empty_or_from_a_pack(square, client, stranger, joining, enter):
    data = {
        "id": str(uuid.uuid4()), "place": str(square.pk), "title": "Evening market", "channels": ["radio"],
        "starter": "urn:parvis:plan:event", "review_on": "2027-03-01",
    }  # fmt: skip
    for _twice in range(2):
        made = client.post("/api/v1/plans", data, content_type=JSON)
        assert made.status_code == 201
    found = made.json()
    assert (found["id"], found["kind"], len(found["tasks"])) == (data["id"], "event", 11)
    assert Plan.objects.filter(place=square).count() == 1
    other = data | {"id": str(uuid.uuid4())}
    refused = client.post("/api/v1/plans", other | {"starter": "urn:parvis:plan:none"}, content_type=JSON)
    assert (refused.status_code, "No pack in use" in refused.json()["detail"]) == (422, True)
    assert client.post("/api/v1/plans", other | {"owner": "me"}, content_type=JSON).status_code == 422
    assert enter(stranger).post("/api/v1/plans", other, content_type=JSON).status_code == 404
    assert enter(joining("reader")).post("/api/v1/plans", other, content_type=JSON).status_code == 403
    assert Plan.objects.filter(place=square).count() == 1


def test_what_it_gives_it_takes_back_and_nothing_changes(whole, client, square, coordinator):
    plan = whole[0].plan
    given = client.get(address(plan)).json()
    answer = client.put(address(plan), given, content_type=JSON)
    assert (answer.status_code, answer.json()) == (200, given)
    other = actions.write_plan(coordinator, square, title="Another")
    answer = client.put(address(other), given | {"edition": other.edition}, content_type=JSON)
    assert answer.status_code == 200
    bare = lambda rows: [{k: v for k, v in row.items() if k != "id"} for row in rows]  # noqa: E731  # said twice
    for name, rows in answer.json().items():
        if name != "edition":
            assert bare(rows) == bare(given[name]), name


def test_rows_are_changed_renamed_added_and_taken_out(whole, client, coordinator):
    plan = whole[0].plan
    given = client.get(address(plan)).json()
    role = next(row for row in given["roles"] if row["name"] == "Action head")
    role["name"], role["held"][0]["deputies"] = "Head of municipal action", ["Third"]
    given["tasks"] = [row for row in given["tasks"] if row["code"] != "T02"]
    first = next(row for row in given["tasks"] if row["code"] == "T01")
    given["tasks"].append(first | {"id": None, "code": "T09", "text": "Look again", "after": ["T01"], "target_s": 600})
    answer = client.put(address(plan), given, content_type=JSON)
    assert answer.status_code == 200, answer.json()
    found = answer.json()
    assert {row["name"]: row["id"] for row in found["roles"]}["Head of municipal action"] == role["id"]
    assert [row["code"] for row in found["tasks"]] == ["T01", "T03", "T09"]
    assert found["edition"] > given["edition"]
    assert client.put(address(plan), {"edition": found["edition"]}, content_type=JSON).json() == found


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda t: t["tasks"][0].update(after=["T77"]), "no task of this plan"),
        (lambda t: t["tasks"][0].update(responsible="The mayor"), "no role of this plan"),
        (lambda t: t["tasks"][0].update(durations_s=[30, 20, 10]), "from the shortest to the longest"),
        (lambda t: t["messages"][0].update(role="Director"), "or to a role that is told"),
        (lambda t: t["channels"].append(t["channels"][0] | {"id": None}), "stands there twice"),
        (lambda t: t["tasks"][0].update(target_s=10**9), "is not a time"),
    ],
)
def test_one_row_that_cannot_be_taken_keeps_everything_as_it_was(whole, client, change, words):
    plan = whole[0].plan
    before = client.get(address(plan)).json()
    given = client.get(address(plan)).json()
    given["roles"][0]["organisation"] = "Somebody else"
    change(given)
    answer = client.put(address(plan), given, content_type=JSON)
    assert answer.status_code == 422
    assert words in answer.json()["detail"]
    assert client.get(address(plan)).json() == before


def test_an_older_edition_is_a_conflict_that_says_who_and_when(whole, client, coordinator, stranger, joining, enter):
    plan = whole[0].plan
    given = client.get(address(plan)).json()
    task = whole[0].tasks[0]
    actions.set_task(coordinator, plan, task, version=task.version, text="Ring the bell")
    answer = client.put(address(plan), given, content_type=JSON)
    assert answer.status_code == 409
    assert f"edition {given['edition'] + 1} by now" in answer.json()["detail"]
    assert coordinator.name in answer.json()["detail"]
    assert enter(stranger).put(address(plan), given, content_type=JSON).status_code == 404
    assert enter(joining("reader")).put(address(plan), given, content_type=JSON).status_code == 403
    assert client.put(address(plan), given | {"task": []}, content_type=JSON).status_code == 422


def test_the_workbook_goes_out_and_in(whole, client, coordinator, joining, enter):
    plan = whole[0].plan
    data = client.get(address(plan, "workbook")).content

    def bring(by, data, **query):
        file = SimpleUploadedFile("plan.xlsx", data)
        place = address(plan, "workbook") + "?" + "&".join(f"{name}={value}" for name, value in query.items())
        return by.post(place, {"file": file})

    edition = Plan.objects.get(pk=plan.pk).edition
    assert bring(client, data, edition=edition).json() == {"edition": edition, "rows": 0, "remarks": []}
    first = whole[0].tasks[0]
    actions.set_task(coordinator, plan, first, version=first.version, text="Ring the bell")
    assert bring(client, data, edition=edition).status_code == 409
    looked = bring(client, data, edition=edition + 1, look="true").json()
    assert (looked["rows"], looked["edition"]) == (1, edition + 1)
    assert queries.tasks(coordinator, plan)[0].text == "Ring the bell"
    assert bring(client, data, edition=edition + 1).json()["rows"] == 1
    assert queries.tasks(coordinator, plan)[0].text == "Alert"
    assert bring(client, b"PK nonsense", edition=edition + 2).status_code == 422
    assert bring(enter(joining("reader")), data, edition=edition + 2).status_code == 403
    assert io.BytesIO(client.get(address(plan, "workbook")).content).read(2) == b"PK"
