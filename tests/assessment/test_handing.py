"""The file that a phone kept of what it could not send: brought in once, in nobody else's name, and only as the phone wrote it."""

import hmac
import json
from argparse import Namespace
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from parvis.access.errors import NotAllowed, Refused
from parvis.assessment import actions, queries
from parvis.assessment.models import Assessment, Visit, VisitEntry
from parvis.assessment.rules.visit import NOTE, PHOTO, Said
from parvis.cli.importing import read_visit
from parvis.files.models import File
from parvis.people.models import Account
from tests.assessment.visiting import said, sent
from tests.files.conftest import jpeg

PATH = "/assessments/visits/file/"


def kept(visit: Visit, entry: Said, photo: bytes = b"") -> dict[str, Any]:
    """An entry as the phone keeps it, with its notes for itself."""
    more = {"jpeg": b64encode(photo).decode()} if photo else {}
    return sent(entry) | {"visit": str(visit.pk), "sent": False} | more


def handed(visit: Visit, *entries: dict[str, Any], **more: Any) -> bytes:
    """The file as the phone writes it: sealed over the text without a blank, written with line breaks."""
    text = json.dumps(list(entries), ensure_ascii=False, separators=(",", ":"))
    seal = hmac.new(queries.file_key(visit).encode(), text.encode(), "sha256").hexdigest()
    file = {"format": "parvis-visit-1", "visit": str(visit.pk), "title": "Walk", "place": "Square", "entries": entries}
    return json.dumps(file | {"seal": seal} | more, ensure_ascii=False, indent=1).encode()


def shown(anna: Account, data: bytes) -> Said:
    return said(anna, value=sha256(data).hexdigest(), kind=PHOTO)


def test_answers_notes_and_photos_come_in_once(visit: Visit, of: Assessment, anna: Account):
    picture = jpeg()
    entries = [
        kept(visit, said(anna, "lit", "no")),
        kept(visit, said(anna, "lit", "", kind=NOTE, note="Lamp 12 “is out”\n\u2028café ☂")),
        kept(visit, shown(anna, picture), picture),
    ]
    data = handed(visit, *entries)
    first, again = actions.bring_in(anna, data), actions.bring_in(anna, data)
    assert (first.fresh, first.known, first.refused) == (3, 0, ())
    assert (again.fresh, again.known, again.refused) == (0, 3, ())
    (row,) = queries.answers(anna, of)["lit"]
    assert row.values == ("no",)
    assert row.notes[0].note.startswith("Lamp 12 “is out”")
    assert len(row.photos) == 1
    assert VisitEntry.objects.count() == 3


def test_what_the_phone_sent_before_is_not_counted_again(visit: Visit, anna: Account):
    before, after = said(anna, "lit", "no"), said(anna, "exits", "2")
    actions.receive_entries(anna, visit, [before])
    found = actions.bring_in(anna, handed(visit, kept(visit, before), kept(visit, after)))
    assert (found.fresh, found.known) == (1, 1)
    assert actions.receive_entries(anna, visit, [before, after]).safe == (before.id, after.id)
    assert VisitEntry.objects.count() == 2


def test_a_broken_entry_or_photo_takes_no_other_with_it(visit: Visit, anna: Account):
    picture = jpeg()
    without, wrong = shown(anna, picture), shown(anna, b"another picture")
    entries = [
        kept(visit, said(anna, "lit", "no")),
        kept(visit, said(anna, "lit", "no")) | {"kind": "verdict"},
        kept(visit, without),
        kept(visit, wrong, picture),
    ]
    found = actions.bring_in(anna, handed(visit, *entries))
    assert (found.fresh, found.known) == (1, 0)
    assert [sentence.split(".")[0] for sentence in found.refused] == [
        "Parvis cannot read this entry",
        "A photo is named in the file, and its picture is not there",
        "The photo did not arrive whole",
    ]
    assert File.objects.count() == 0


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xd8\xff", b"[]", b"{" * 5000, b"[" * 100_000, b'{"format": "parvis-visit-1"}', b'{"format": "other"}'],
    ids=["empty", "photo", "list", "braces", "deep", "little", "other"],
)
def test_what_no_phone_wrote_is_refused_in_a_sentence(visit: Visit, anna: Account, data: bytes):
    with pytest.raises(Refused, match="not a file that a phone kept"):
        actions.bring_in(anna, data)


def test_a_file_that_was_changed_is_refused_whole(visit: Visit, anna: Account):
    data = handed(visit, kept(visit, said(anna, "lit", "no")))
    other = actions.issue_visit(anna, visit.assessment)
    for altered in (
        data.replace(b'"value": "no"', b'"value": "yes"'),
        data.replace(b'"seq": 1', b'"seq": 2'),
        data.replace(str(visit.pk).encode(), str(other.pk).encode()),
        handed(visit, kept(visit, said(anna)), seal=""),
        handed(visit, kept(visit, said(anna)), seal="é"),
    ):
        assert altered != data
        with pytest.raises(Refused, match="changed after the phone wrote it"):
            actions.bring_in(anna, altered)
    assert VisitEntry.objects.count() == 0


def test_nobody_brings_in_the_visit_of_another_or_of_elsewhere(
    visit: Visit, anna: Account, coordinator: Account, stranger: Account
):
    data = handed(visit, kept(visit, said(anna)))
    elsewhere = data.replace(str(visit.pk).encode(), b"00000000-0000-4000-8000-000000000000")
    for who, file in ((coordinator, data), (stranger, data), (anna, elsewhere)):
        with pytest.raises(Refused, match="not yours, or was taken along from another installation"):
            actions.bring_in(who, file)
    assert VisitEntry.objects.count() == 0


def test_a_visit_that_is_over_is_brought_in_once_the_lead_extends_it(visit: Visit, anna: Account, coordinator: Account):
    data = handed(visit, kept(visit, said(anna)))
    Visit.objects.update(expires=timezone.now() - timedelta(minutes=1))
    with pytest.raises(Refused, match="ask the lead of the assessment to extend it"):
        actions.bring_in(anna, data)
    actions.extend_visit(coordinator, visit)
    assert actions.bring_in(anna, data).fresh == 1
    actions.revoke_visit(coordinator, visit, why="Phone lost")
    with pytest.raises(Refused, match="Phone lost"):
        actions.bring_in(anna, handed(visit, kept(visit, said(anna))))


def test_who_lost_the_seat_brings_nothing_in(visit: Visit, of: Assessment, anna: Account, coordinator: Account):
    data = handed(visit, kept(visit, said(anna)))
    actions.remove_member(coordinator, of.team.get(account=anna))
    with pytest.raises(NotAllowed):
        actions.bring_in(anna, data)


def test_the_page_says_what_was_kept_and_what_not(
    visit: Visit, of: Assessment, anna: Account, enter: Callable[[Account], Client]
):
    client, data = enter(anna), handed(visit, kept(visit, said(anna)))
    assert PATH in client.get(f"/assessments/{of.pk}/").content.decode()
    for words in ("1 entry is kept.", "0 entries are kept. 1 was here already."):
        answer = client.post(PATH, {"handed": SimpleUploadedFile("visit.json", data)}, follow=True)
        assert answer.redirect_chain == [(f"/assessments/{of.pk}/answers/", 302)]
        assert words in answer.content.decode()
    refused = client.post(PATH, {"handed": SimpleUploadedFile("visit.json", b"no")})
    assert (refused.status_code, "not a file that a phone kept" in refused.content.decode()) == (422, True)
    assert client.post(PATH).status_code == 422


def test_the_command_takes_the_file_in_the_name_of_its_assessor_and_of_nobody_else(
    visit: Visit, anna: Account, coordinator: Account, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "visit.json"
    file.write_bytes(handed(visit, kept(visit, said(anna))))
    assert read_visit(Namespace(file=file, email=anna.email)) == 0
    assert "1 entries kept, 0 were here already." in capsys.readouterr().err
    for email, words in ((None, "--as EMAIL"), ("nobody@city.test", "--as EMAIL"), (coordinator.email, "not yours")):
        with pytest.raises(Refused, match=words):
            read_visit(Namespace(file=file, email=email))
    file.write_bytes(handed(visit, kept(visit, shown(anna, b"lost"))))
    assert read_visit(Namespace(file=file, email=anna.email)) == 3
    assert "its picture is not there" in capsys.readouterr().err
