"""An officer brings a pack of their own in, on the page and on the command line: looked at first, all or nothing."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.content import actions, queries
from parvis.content.layout.writing import to_workbook
from parvis.content.load import digest, load_pack, parse_pack
from parvis.content.models import PackVersion
from parvis.content.schemas import MethodPack
from parvis.journal.models import Entry

FOLDER = Path(__file__).parents[1] / "fixtures" / "methods"
FOREIGN = ["four-by-four", "product-of-three", "mixed-scales"]


def method(name: str) -> MethodPack:
    found = load_pack(FOLDER / f"{name}.yaml")
    assert isinstance(found, MethodPack)
    return found


def upload(client, name: str, body: bytes):
    return client.post("/packs/load/", {"pack": SimpleUploadedFile(name, body)})


def held(page) -> str:
    return str(page.context["held"])


@pytest.fixture
def officer(enter, coordinator):
    return enter(coordinator)


@pytest.mark.parametrize("name", FOREIGN)
@pytest.mark.parametrize("form", ["yaml", "xlsx"])
def test_a_foreign_method_is_looked_at_and_taken(officer, name, form):
    ours = method(name)
    body = to_workbook(ours) if form == "xlsx" else (FOLDER / f"{name}.yaml").read_bytes()
    page = upload(officer, f"ours.{form}", body)
    assert page.status_code == 200
    assert ours.title["en"] in page.content.decode()
    assert not PackVersion.objects.exists()  # looking takes nothing
    taken = officer.post("/packs/take/", {"held": held(page)}, follow=True)
    assert f"{ours.urn} 1.0 is in use" in taken.content.decode()
    kept = PackVersion.objects.get()
    assert MethodPack.model_validate(kept.body) == ours
    assert (kept.current, kept.shipped) == (True, False)
    assert Entry.objects.filter(action="content.pack_loaded").count() == 1


def test_everything_wrong_is_on_the_page_and_nothing_is_taken(officer):
    text = (FOLDER / "mixed-scales.yaml").read_text(encoding="utf-8")
    bad = text.replace("weight: 2, text", "weight: -2, text").replace("minutes: 60", "minutes: 1")
    page = upload(officer, "ours.yaml", bad.encode())
    assert page.status_code == 422
    said = page.content.decode()
    assert "2 things in the file do not fit" in said
    assert said.count("ours.yaml, line ") == 2
    assert not PackVersion.objects.exists()


def test_the_sentence_names_sheet_row_and_column_also_in_french(officer):
    body = to_workbook(method("mixed-scales").model_copy(update={"minutes": 1}))
    officer.post("/language/", {"language": "fr"})
    said = upload(officer, "ours.xlsx", body).content.decode()
    assert "ours.xlsx, feuille « method », ligne" in said


@pytest.mark.parametrize("body", [b"", b"PK\x03\x04 renamed", b"\xff\xfe\x00", b"just words", b"x" * 6_000_000])
def test_what_is_no_pack_gets_a_sentence(officer, body):
    page = upload(officer, "ours.xlsx", body)
    assert page.status_code == 422
    assert "Traceback" not in page.content.decode()
    assert not PackVersion.objects.exists()


def test_a_changed_scale_without_a_rule_is_said_before_anything_can_be_pressed(officer):
    actions.load(None, method("four-by-four"))
    text = (FOLDER / "four-by-four.yaml").read_text(encoding="utf-8").replace('version: "1.0"', 'version: "2.0"')
    page = upload(
        officer, "ours.yaml", text.replace('en: "Very high", fr: "Très fort"', 'en: "Top", fr: "Extrême"').encode()
    )
    assert page.status_code == 422
    assert "differs from version 1.0" in page.content.decode()
    assert not held(page)


def test_only_what_was_shown_to_this_person_is_taken(officer, enter, joining):
    page = upload(officer, "ours.yaml", (FOLDER / "four-by-four.yaml").read_bytes())
    changed = held(page)[:-3] + "abc"
    assert officer.post("/packs/take/", {"held": changed}).status_code == 422
    other = enter(joining("coordinator"))
    assert other.post("/packs/take/", {"held": held(page)}).status_code == 422
    assert other.post("/packs/take/").status_code == 422
    assert not PackVersion.objects.exists()


def test_pressed_twice_it_is_loaded_once(officer):
    page = upload(officer, "ours.yaml", (FOLDER / "four-by-four.yaml").read_bytes())
    for _n in range(2):
        assert officer.post("/packs/take/", {"held": held(page)}).status_code == 302
    assert PackVersion.objects.count() == 1


def test_who_may_not_load_sees_neither_list_nor_form(enter, joining):
    expert = enter(joining("expert"))
    for address in ("/packs/", "/packs/load/", "/packs/template/"):
        assert expert.get(address).status_code == 403
    assert upload(expert, "ours.yaml", (FOLDER / "four-by-four.yaml").read_bytes()).status_code == 403
    assert not PackVersion.objects.exists()


def test_the_list_says_version_source_licence_and_whether_it_came_with_parvis(officer):
    actions.load_shipped()
    actions.load(None, method("four-by-four"))
    said = officer.get("/packs/").content.decode()
    for word in (
        "urn:parvis:method:reference",
        "1.1",
        "CC-BY-4.0",
        "came with Parvis",
        "CC0-1.0",
        "loaded here",
        "For a test",
    ):
        assert word in said


def test_what_is_taken_out_is_the_same_pack_and_noted(officer):
    ours = method("product-of-three")
    actions.load(None, ours)
    for form in ("yaml", "xlsx"):
        answer = officer.post(f"/packs/{ours.urn}/1.0/{form}/")
        assert parse_pack(answer.content, "out") == ours
        assert f".{form}" in answer["Content-Disposition"]
    assert Entry.objects.filter(action="content.pack_exported").count() == 2
    assert officer.post(f"/packs/{ours.urn}/9.9/yaml/").status_code == 422
    assert officer.post(f"/packs/{ours.urn}/1.0/docx/").status_code == 422


def test_the_template_is_a_workbook(officer):
    answer = officer.get("/packs/template/")
    assert answer["Content-Disposition"] == 'attachment; filename="parvis-method-template.xlsx"'
    assert answer.content.startswith(b"PK")


def test_another_process_of_the_server_notices_within_seconds(coordinator, monkeypatch):
    actions.load_shipped()
    before = {found.urn for found in queries.current(MethodPack)}
    ours = method("four-by-four")
    body = {"kind": ours.kind, "digest": digest(ours), "body": ours.model_dump(mode="json")}
    PackVersion.objects.create(urn=ours.urn, version=ours.version, **body)  # as another process does
    assert {found.urn for found in queries.current(MethodPack)} == before
    monkeypatch.setattr(queries, "SECONDS", 1)
    assert {found.urn for found in queries.current(MethodPack)} == before | {ours.urn}


def test_the_questions_are_there_to_read_before_anything_is_taken(officer):
    page = upload(officer, "ours.yaml", (FOLDER / "mixed-scales.yaml").read_bytes()).content.decode()
    assert "How dense is the crowd?" in page
    assert "Gates" in page


def test_what_a_method_names_and_nobody_here_knows_is_pointed_out(officer):
    text = (FOLDER / "mixed-scales.yaml").read_text(encoding="utf-8")
    page = upload(
        officer, "ours.yaml", text.replace("weight: 2, text", "zones: [moat, approach], weight: 2, text").encode()
    )
    said = page.content.decode()
    assert "not known here: moat</p>" in said
    assert held(page)
