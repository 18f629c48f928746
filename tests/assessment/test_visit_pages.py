"""What a phone is told, and the same questionnaire as pages."""

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from shapely.geometry import box

from parvis.assessment import actions, queries
from parvis.assessment.models import Assessment, Visit, VisitEntry
from parvis.assessment.rules.visit import PHOTO
from parvis.files.models import File
from parvis.people.models import Account
from parvis.places.actions import draw_zone
from tests.assessment.visiting import said, sent
from tests.files.conftest import jpeg

Enter = Callable[[Account], Client]


@pytest.fixture
def phone(enter: Enter, anna: Account) -> Client:
    return enter(anna)


def post(client: Client, visit: Visit, entries: list[Any], where: str = "entries") -> Any:
    return client.post(f"/visit/{visit.pk}/{where}/", json.dumps({"entries": entries}), content_type="application/json")


def test_take_along_issues_one_visit_and_leads_to_the_phones_page(phone: Client, of: Assessment):
    page = phone.get(f"/assessments/{of.pk}/").content.decode()
    once = re.search(r'take-along/".*?name="id" value="([0-9a-f-]+)"', page, re.DOTALL)
    assert once
    for _ in range(2):
        answer = phone.post(f"/assessments/{of.pk}/take-along/", {"id": once[1]})
        assert answer["Location"] == f"/visit/{once[1]}/"
    assert Visit.objects.count() == 1


def test_the_pack_holds_what_is_needed_and_nothing_that_others_said(
    phone: Client, visit: Visit, of: Assessment, anna: Account, coordinator: Account
):
    actions.answer_here(coordinator, of, [said(coordinator, "lit", "no")])
    mine = said(anna, "exits", "2")
    actions.answer_here(anna, of, [mine])
    pack = phone.get(f"/visit/{visit.pk}/pack.json").json()
    assert [entry["id"] for entry in pack["entries"]] == [str(mine.id)]
    assert [section["label"] for section in pack["sections"]] == ["Light", "Ways out"]
    lit, repaired = pack["sections"][0]["questions"]
    assert [answer["value"] for answer in lit["answers"]] == ["yes", "no", "not_observed", "not_applicable"]
    assert repaired["when"] == [{"question": "lit", "answers": ["no"]}]
    assert pack["sections"][1]["questions"][0]["answers"][0]["anchor"] == "looks like 1"
    assert pack["map"]["svg"].startswith("<svg")
    west, south, east, north = pack["map"]["bounds"]
    assert box(west, south, east, north).contains(box(5.0, 48.0, 5.002, 48.001))
    assert abs(timezone.now() - datetime.fromisoformat(pack["now"])) < timedelta(minutes=1)


def test_the_words_come_in_the_readers_language(phone: Client, visit: Visit):
    pack = phone.get(f"/visit/{visit.pk}/pack.json", headers={"Accept-Language": "fr"}).json()
    assert pack["language"] == "fr"
    assert pack["sections"][0]["label"] == "Light (fr)"
    assert "hors réseau" in pack["words"]["ready"] or "sans réseau" in pack["words"]["ready"]


def test_entries_arrive_and_the_answer_names_what_is_safe(phone: Client, visit: Visit, anna: Account):
    batch = [said(anna), said(anna, "exits", "3")]
    for _ in range(2):
        answer = post(phone, visit, [sent(entry) for entry in batch])
        assert answer.status_code == 200
        assert set(answer.json()["safe"]) == {str(entry.id) for entry in batch}
        assert {row["id"] for row in answer.json()["known"]} == {str(entry.id) for entry in batch}
    assert VisitEntry.objects.count() == 2


@pytest.mark.parametrize(
    "broken",
    [
        {"id": "no uuid"},
        {"kind": "verdict"},
        {"note": "x" * 5000},
        {"said_at": "yesterday"},
        {"note": "a\0b"},
        {"seq": -1},
        {"more": 1},
    ],
    ids=str,
)
def test_a_broken_entry_takes_no_other_with_it(phone: Client, visit: Visit, anna: Account, broken: dict[str, Any]):
    good, bad = said(anna), sent(said(anna, "exits", "3")) | broken
    answer = post(phone, visit, [bad, sent(good)]).json()
    assert answer["safe"] == [str(good.id)]
    assert answer["refused"] == [{"id": bad["id"], "sentence": "Parvis cannot read this entry."}]


@pytest.mark.parametrize("body", ["", "{}", "[]", '{"entries": 3}', '{"entries": [3]}', "{" * 5000])
def test_what_is_no_batch_is_refused_in_a_sentence(phone: Client, visit: Visit, body: str):
    answer = phone.post(f"/visit/{visit.pk}/entries/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable")
    assert "nothing on the phone is lost" in answer.json()["sentence"]


def test_too_much_at_once_is_refused(phone: Client, visit: Visit, anna: Account):
    assert post(phone, visit, [sent(said(anna)) for _ in range(501)]).status_code == 422
    assert VisitEntry.objects.count() == 0


def test_who_is_signed_out_hears_it_in_a_sentence(visit: Visit, anna: Account):
    answer = post(Client(), visit, [sent(said(anna))])
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer.json()["code"] == "sign_in"


def test_a_visit_that_is_over_taken_back_or_gone_says_why(
    phone: Client, visit: Visit, anna: Account, coordinator: Account
):
    rows = Visit.objects.filter(pk=visit.pk)
    rows.update(expires=timezone.now())
    for answer in (post(phone, visit, [sent(said(anna))]), phone.get(f"/visit/{visit.pk}/pack.json")):
        assert (answer.status_code, answer.json()["code"]) == (410, "expired")
    actions.revoke_visit(coordinator, rows.get(), why="Phone lost.")
    answer = post(phone, visit, [sent(said(anna))])
    assert (answer.status_code, answer.json()["code"]) == (410, "revoked")
    assert "Phone lost." in answer.json()["sentence"]
    rows.delete()
    answer = post(phone, visit, [sent(said(anna))])
    assert (answer.status_code, answer.json()["code"]) == (404, "gone")
    assert VisitEntry.objects.count() == 0


def send_photo(client: Client, visit: Visit, anna: Account, data: bytes, **more: Any) -> Any:
    entry = said(anna, kind=PHOTO, value=sha256(data).hexdigest(), **more)
    form = {"entry": json.dumps(sent(entry)), "photo": SimpleUploadedFile("a.jpg", data)}
    return client.post(f"/visit/{visit.pk}/photos/", form)


def test_a_photo_is_confirmed_by_its_digest(phone: Client, visit: Visit, anna: Account):
    answer = send_photo(phone, visit, anna, jpeg())
    assert answer.json()["sha256"] == sha256(jpeg()).hexdigest()
    assert (File.objects.count(), VisitEntry.objects.get().kind) == (1, "photo")


def test_a_photo_that_is_none_is_refused_in_a_sentence(phone: Client, visit: Visit, anna: Account):
    answer = send_photo(phone, visit, anna, b"\0\0\0\x18ftypheic" + b"\0" * 50)
    assert (answer.status_code, answer.json()["code"]) == (422, "photo")
    assert "most compatible" in answer.json()["sentence"]
    assert phone.post(f"/visit/{visit.pk}/photos/", {"entry": "x"}).status_code == 422
    assert send_photo(phone, visit, anna, jpeg() + b"\0" * 16 * 1024**2).status_code == 413


def test_bringing_back_is_noted(phone: Client, visit: Visit, anna: Account, of: Assessment):
    assert phone.post(f"/visit/{visit.pk}/returned/").status_code == 200
    assert queries.visits(anna, of)[0].state == "returned"


def test_the_page_for_the_phone_is_the_same_for_everybody(phone: Client, visit: Visit):
    assert phone.get("/visit/").content == Client().get("/visit/").content == phone.get(f"/visit/{visit.pk}/").content


def test_the_worker_keeps_the_page_and_its_parts_and_changes_with_them(phone: Client):
    answer = phone.get("/visit/worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    text = answer.content.decode()
    kept = json.loads(text[text.index("[") : text.index("];") + 1])
    assert {"/visit/", "/static/built/visit.js", "/static/parvis/tokens.css"} <= {row["url"] for row in kept}
    assert all(row["revision"] for row in kept)
    assert {row["url"] for row in kept} >= set(
        re.findall(r'(?:href|src)="(/static/[^"]+)"', phone.get("/visit/").content.decode())
    )
    french = phone.get("/visit/worker.js", headers={"Accept-Language": "fr"}).content
    assert french != answer.content


def test_the_manifest_speaks_the_readers_language_and_its_icons_are_there(phone: Client):
    for language, name in (("en", "Visit"), ("fr", "Visite")):
        manifest = phone.get("/visit/manifest.webmanifest", headers={"Accept-Language": language}).json()
        assert (manifest["lang"], manifest["short_name"]) == (language, name)
        for icon in manifest["icons"]:
            assert phone.get(icon["src"]).content.startswith(b"\x89PNG")


# The same questionnaire as pages


def fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


def test_a_section_is_answered_on_a_page(phone: Client, of: Assessment, anna: Account):
    url = f"/assessments/{of.pk}/answers/light/"
    page = phone.get(url).content.decode()
    assert "Is it lit at night?" in page
    assert "Is a fault reported?" not in page
    form = fields(page) | {"value.lit": "no", "note.lit": "lamp 12\r\nand 13"}
    for _ in range(2):  # sent twice, written once
        answer = phone.post(url, form)
    assert answer["Location"] in {url, f"/assessments/{of.pk}/answers/ways/"}
    assert {(row.kind, row.value, row.note) for row in VisitEntry.objects.all()} == {
        ("answer", "no", ""),
        ("note", "", "lamp 12\nand 13"),
    }
    assert "Is a fault reported?" in phone.get(url).content.decode()
    rows = queries.answers(anna, of)
    assert (rows["lit"][0].values, rows["lit"][0].notes[0].note) == (("no",), "lamp 12\nand 13")


def test_a_page_that_is_stale_overwrites_nothing(phone: Client, of: Assessment, anna: Account):
    url = f"/assessments/{of.pk}/answers/light/"
    old = fields(phone.get(url).content.decode())
    actions.answer_here(anna, of, [said(anna, "lit", "yes")])
    phone.post(url, old | {"value.lit": "no"})
    assert queries.answers(anna, of)["lit"][0].torn
    page = phone.get(url).content.decode()
    assert "answered differently" in page
    assert "two answers: choose" in phone.get(f"/assessments/{of.pk}/answers/").content.decode()
    phone.post(url, fields(page) | {"value.lit": "no"})
    assert queries.answers(anna, of)["lit"][0].values == ("no",)


def test_a_zone_has_answers_of_its_own(phone: Client, of: Assessment, anna: Account, coordinator: Account):
    gate = draw_zone(
        coordinator, of.place, kind="access_point", name="North gate", geometry=box(5.0, 48.0, 5.0005, 48.0005)
    )
    url = f"/assessments/{of.pk}/answers/ways/"
    page = phone.get(f"{url}?zone={gate.pk}").content.decode()
    assert '<option value="' + str(gate.pk) + '" selected' in page
    phone.post(url, fields(page) | {"value.gates": "yes"})
    phone.post(url, fields(phone.get(url).content.decode()) | {"value.gates": "no"})
    assert {(row.zone, row.values) for row in queries.answers(anna, of)["gates"]} == {
        (gate.pk, ("yes",)),
        (None, ("no",)),
    }
    assert "North gate" in phone.get(f"/assessments/{of.pk}/answers/").content.decode()


def test_a_photo_beside_an_answer(phone: Client, of: Assessment, anna: Account):
    url = f"/assessments/{of.pk}/answers/light/"
    form = fields(phone.get(url).content.decode()) | {"value.lit": "yes"}
    answer = phone.post(url, form | {"photo.lit": SimpleUploadedFile("a.svg", b"<svg/>")})
    assert answer.status_code == 422
    assert "not a photo" in answer.content.decode()
    assert queries.answers(anna, of)["lit"][0].values == ("yes",)
    phone.post(url, fields(answer.content.decode()) | {"photo.lit": SimpleUploadedFile("a.jpg", jpeg())})
    (photo,) = queries.answers(anna, of)["lit"][0].photos
    page = phone.get(f"/assessments/{of.pk}/answers/").content.decode()
    assert f"/files/{photo.pk}/" in page


def test_a_section_that_is_not_there_is_not_found(phone: Client, of: Assessment):
    assert phone.get(f"/assessments/{of.pk}/answers/nowhere/").status_code == 404


def test_the_lead_extends_and_takes_back_on_the_page(
    enter: Enter, phone: Client, of: Assessment, visit: Visit, coordinator: Account
):
    lead, home = enter(coordinator), f"/assessments/{of.pk}/"
    Visit.objects.filter(pk=visit.pk).update(expires=timezone.now())
    assert "has not come back in time" in lead.get(home).content.decode()
    assert phone.post(f"/assessments/visits/{visit.pk}/extend/").status_code == 403
    assert lead.post(f"/assessments/visits/{visit.pk}/extend/")["Location"] == home
    assert Visit.objects.get().expires > timezone.now()
    lead.post(f"/assessments/visits/{visit.pk}/revoke/", {"why": ""})
    assert Visit.objects.get().revoked is None
    lead.post(f"/assessments/visits/{visit.pk}/revoke/", {"why": "Phone lost."})
    assert "taken back: Phone lost." in lead.get(home).content.decode()


def test_what_is_unread_is_said_on_the_page(phone: Client, of: Assessment, visit: Visit, anna: Account):
    actions.receive_entries(anna, visit, [said(anna, "gone"), said(anna, id=uuid4())])
    assert (
        "1 entry is kept, but the method cannot read it."
        in phone.get(f"/assessments/{of.pk}/answers/").content.decode()
    )
