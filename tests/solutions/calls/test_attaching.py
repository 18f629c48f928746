"""Files from strangers: refused in words, or kept locked and handed out as inert downloads."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from tests.solutions.calls.conftest import at, begun, facts, filled

from parvis.files.models import Envelope
from parvis.files.queries import check
from parvis.files.storage import name_of, store
from parvis.solutions.actions import calls as actions
from parvis.solutions.queries import calls as queries

PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <<>>\n%%EOF"
TYPES = b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'


def packed(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    return packed(**({"[Content_Types].xml": TYPES, "word/document.xml": b"<w/>"} | more))


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), "green").save(out, "JPEG")
    return out.getvalue()


HOSTILE = {
    "bomb.docx": (docx(**{"word/media/x.bin": b"\0" * 50_000_000}), "enormous"),
    "many.docx": (docx(**{f"word/{n}": b"" for n in range(2100)}), "enormous"),
    "macro.docx": (docx(**{"word/vbaProject.bin": b"x"}), "macros"),
    "macro-by-type.docx": (
        docx(**{"[Content_Types].xml": TYPES.replace(b"document.main", b"document.macroEnabled.main")}),
        "macros",
    ),
    "embedded.xlsx": (docx(**{"xl/embeddings/oleObject1.bin": b"x"}), "embedded objects"),
    "basic.odt": (
        packed(mimetype=b"application/vnd.oasis.opendocument.text", **{"Basic/Standard/x.xml": b"<x/>"}),
        "macros",
    ),
    "climbing.docx": (docx(**{"../../word/evil.xml": b"x"}), "damaged"),
    "cut.docx": (docx()[:60], "damaged"),
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old kind"),
    "archive.zip": (packed(**{"a.txt": b"x"}), "zip archive"),
    "page.pdf": (b"<!doctype html><script>alert(1)</script>", "web page"),
    "drawing.svg": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "drawing"),
    "acting.pdf": (PDF.replace(b"/Catalog", b"/Catalog /OpenAction <</S /JavaScript /JS (app.alert(1))>>"), "scripts"),
    "program.pdf": (b"MZ\x90\x00" + b"\0" * 200, "not known"),
    "photo.jpg": (photo()[:40], "damaged"),
    "large.txt": (b"x" * (10 * 1024**2 + 1), "larger than 10 MB"),
    "empty.pdf": (b"", "empty"),
}


@pytest.fixture
def everything_admitted(prepared, coordinator):
    return actions.publish_call(coordinator, prepared(attachments=["pdf", "picture", "office", "text"]))


def send(link: str, name: str, data: bytes):
    return Client().post(f"/calls/a/{link}/attach/", {"file": SimpleUploadedFile(name, data)})


def test_hostile_files_are_refused_with_words_and_nothing_is_kept(everything_admitted):
    link = begun(everything_admitted)
    for name, (data, words) in HOSTILE.items():
        answer = send(link, name, data)
        assert answer.status_code == 422, name
        assert words in answer.content.decode(), name
    assert not Envelope.objects.exists()
    assert queries.drafted(queries.by_link(link), link).papers == []
    assert check().whole


@pytest.mark.parametrize(
    ("name", "data", "kept"),
    [
        ("plan.pdf", PDF, "plan.pdf"),
        ("letter.exe", docx(), "letter.docx"),
        ("notes.html", "Bäume und Bänke".encode(), "notes.txt"),
        ("../../etc/passwd.jpg", photo(), "passwd.jpg"),
        ("table.ods", packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "table.ods"),
    ],
)
def test_documents_are_kept_locked_under_the_name_of_what_they_are(everything_admitted, name, data, kept):
    link = begun(everything_admitted)
    assert send(link, name, data).status_code == 302
    (paper,) = queries.drafted(queries.by_link(link), link).papers
    assert paper.name == kept
    with store().open(name_of(Envelope.objects.get().sha256)) as stored:
        assert data[:40] not in stored.read()
    assert check().whole


def test_a_kind_that_is_not_asked_for_and_a_sixth_file_are_refused(public):
    link = begun(public)  # takes PDF and text
    assert b"not asked for" in send(link, "letter.docx", docx()).content
    for number in range(5):
        assert send(link, f"{number}.pdf", PDF).status_code == 302
    assert b"at most five" in send(link, "6.pdf", PDF).content
    assert len(queries.drafted(queries.by_link(link), link).papers) == 5


def test_a_file_is_taken_out_again_and_none_can_be_smuggled_in(public):
    link = begun(public)
    send(link, "plan.pdf", PDF)
    (paper,) = queries.drafted(queries.by_link(link), link).papers
    foreign = begun(public, "Others")
    with pytest.raises(Exception, match="unknown here"):
        actions.save_draft(foreign, filled(papers=[paper.model_dump()]), version=1)
    data = {"version": "2", "organisation": "Green Hands", "take_out": paper.id}
    assert Client().post(f"/calls/a/{link}/", data).status_code == 302
    assert queries.drafted(queries.by_link(link), link).papers == []


def test_after_closing_no_file_is_kept(public):
    link = begun(public)
    with at(public.closes + timedelta(seconds=1)):
        assert b"closed" in send(link, "plan.pdf", PDF).content
    assert not Envelope.objects.exists()


def test_those_who_evaluate_get_an_inert_download(at_the_end, public, coordinator, stranger, enter, prepared):
    call = actions.publish_call(coordinator, prepared(**facts(attachments=["text"])))
    link = begun(call)
    actions.attach(link, b"Read me", "read.txt")
    draft = queries.drafted(queries.by_link(link), link)
    actions.save_draft(link, filled(papers=[one.model_dump() for one in draft.papers]), version=2)
    actions.send(link, version=3)
    answer = queries.by_link(link)
    address = f"/solutions/calls/answers/{answer.pk}/files/{draft.papers[0].id}/"
    assert enter(coordinator).get(address).status_code == 404, "sealed"
    actions.break_seal(coordinator, call, reason="A court has asked for it by letter.")
    got = enter(coordinator).get(address)
    assert got.content == b"Read me"
    assert got["Content-Type"] == "application/octet-stream"
    assert got["Content-Disposition"].startswith("attachment")
    assert got["X-Content-Type-Options"] == "nosniff"
    assert enter(stranger).get(address).status_code == 404
