"""Keeping photos: once per id, whole or not at all, for those who may know, and gone when removed."""

import uuid
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from parvis.access.errors import NotAllowed, NotVisible, Refused
from parvis.access.models import Marking
from parvis.files import actions, queries
from parvis.files.actions import sentence
from parvis.files.models import File
from parvis.files.storage import DataFolder
from parvis.journal.models import Entry
from parvis.people.models import Account
from parvis.places.models import Place

Snap = Callable[..., bytes]
Enter = Callable[[Account], Client]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "files"


def kept_files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_photo_is_kept_cleaned_under_its_digest(square: Place, coordinator: Account, snap: Snap, folder: Path):
    about = uuid.uuid4()
    kept = actions.take_in(coordinator, square, snap(), about=about, caption=" North gate ", taken_on=date(2026, 5, 1))
    assert (kept.width, kept.height, kept.media_type) == (40, 30, "image/jpeg")
    assert kept.sent_sha256 == sha256(snap()).hexdigest()
    data = (folder / kept.sha256[:2] / kept.sha256).read_bytes()
    assert (sha256(data).hexdigest(), len(data)) == (kept.sha256, kept.size)
    assert (kept.caption, kept.taken_on, kept.marking) == ("North gate", date(2026, 5, 1), Marking.AMBER_STRICT)
    assert list(queries.photos_about(coordinator, [about])) == [kept]
    entry = Entry.objects.get(action="files.photo_taken_in")
    assert (entry.object_id, entry.place_id, entry.payload["sha256"]) == (kept.pk, square.pk, kept.sha256)


def test_without_a_date_it_speaks_of_today(square: Place, coordinator: Account, snap: Snap):
    assert actions.take_in(coordinator, square, snap()).taken_on == timezone.localdate()


def test_the_same_photo_sent_twice_is_kept_once(square: Place, coordinator: Account, snap: Snap):
    once = uuid.uuid4()
    first = actions.take_in(coordinator, square, snap(), id=once)
    assert actions.take_in(coordinator, square, snap(), id=once) == first
    assert Entry.objects.filter(action="files.photo_taken_in").count() == 1
    with pytest.raises(Refused, match="Another photo"):
        actions.take_in(coordinator, square, snap(colour="red"), id=once)


def test_an_id_of_somebody_else_opens_nothing(
    square: Place, coordinator: Account, joining: Callable[..., Account], snap: Snap
):
    theirs = actions.take_in(coordinator, square, snap())
    with pytest.raises(Refused, match="Another photo"):
        actions.take_in(joining("expert"), square, snap(), id=theirs.pk)


def test_who_may_not_judge_may_not_add(
    square: Place, stranger: Account, joining: Callable[..., Account], snap: Snap, folder: Path
):
    with pytest.raises(NotVisible):
        actions.take_in(stranger, square, snap())
    with pytest.raises(NotAllowed):
        actions.take_in(joining("reader"), square, snap())
    assert kept_files(folder) == []


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"<svg/>", b"\xff\xd8\xff\xe0 cut"])
def test_what_is_no_photo_leaves_nothing(square: Place, coordinator: Account, data: bytes, folder: Path):
    with pytest.raises(Refused, match="Nothing was kept"):
        actions.take_in(coordinator, square, data)
    assert (File.objects.count(), kept_files(folder)) == (0, [])


def test_every_reason_has_a_sentence_of_its_own():
    codes = ["empty", "heic", "zip", "html", "svg", "damaged", "too_many_bytes", "too_many_pixels", "other"]
    assert len({sentence(code) for code in codes}) == len(codes)
    assert "most compatible" in sentence("heic")


def test_a_full_disk_leaves_no_row_and_no_half_file(
    square: Place, coordinator: Account, snap: Snap, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("parvis.files.storage.os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        actions.take_in(coordinator, square, snap())
    assert (File.objects.count(), kept_files(folder)) == (0, [])
    assert not Entry.objects.filter(action="files.photo_taken_in").exists()


def test_a_write_that_is_rolled_back_leaves_an_orphan_that_is_found_and_swept(
    square: Place, coordinator: Account, snap: Snap, folder: Path
):
    with transaction.atomic():
        actions.take_in(coordinator, square, snap())
        transaction.set_rollback(True)
    verdict = queries.check()
    assert (verdict.rows, len(verdict.orphans), verdict.whole) == (0, 1, False)
    assert actions.sweep(verdict.orphans[0])
    assert (queries.check().whole, kept_files(folder)) == (True, [])


def test_removing_the_last_photo_removes_its_bytes(
    square: Place, coordinator: Account, snap: Snap, folder: Path, django_capture_on_commit_callbacks: Any
):
    first, second = (actions.take_in(coordinator, square, snap()) for _ in range(2))
    assert len(kept_files(folder)) == 1, "the same pixels are stored once"
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(coordinator, first)
    assert len(kept_files(folder)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(coordinator, second)
    assert (kept_files(folder), queries.check().whole) == ([], True)


def test_others_photos_are_removed_by_the_lead_only(
    square: Place, coordinator: Account, joining: Callable[..., Account], snap: Snap
):
    expert, other = joining("expert"), joining("expert", 2)
    theirs = actions.take_in(expert, square, snap())
    with pytest.raises(NotAllowed):
        actions.remove(other, theirs)
    actions.remove(expert, theirs)
    actions.remove(coordinator, actions.take_in(expert, square, snap()))
    assert File.objects.count() == 0


def test_lost_and_changed_files_are_named(square: Place, coordinator: Account, snap: Snap, folder: Path):
    lost, bent = (actions.take_in(coordinator, square, snap(colour=colour)) for colour in ("red", "blue"))
    (folder / lost.sha256[:2] / lost.sha256).unlink()
    (folder / bent.sha256[:2] / bent.sha256).write_bytes(b"something else")
    verdict = queries.check()
    assert [name[3:] for name in verdict.missing] == [lost.sha256]
    assert [name[3:] for name in verdict.changed] == [bent.sha256]


def test_the_page_of_a_photo_asks_access_each_time(
    square: Place, coordinator: Account, stranger: Account, snap: Snap, enter: Enter
):
    kept = actions.take_in(coordinator, square, snap())
    client = enter(coordinator)
    answer = client.get(f"/files/{kept.pk}/")
    assert sha256(answer.content).hexdigest() == kept.sha256
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"] == f'inline; filename="{kept.pk}.jpg"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert answer["Cache-Control"] == "private, no-cache"
    assert client.get(f"/files/{kept.pk}/", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert enter(stranger).get(f"/files/{kept.pk}/", headers={"If-None-Match": answer["ETag"]}).status_code == 404


def test_a_photo_marked_red_is_for_its_author_and_its_reading_is_noted(
    square: Place, coordinator: Account, joining: Callable[..., Account], snap: Snap, enter: Enter
):
    kept = actions.take_in(coordinator, square, snap(), marking=Marking.RED)
    assert enter(joining("expert")).get(f"/files/{kept.pk}/").status_code == 404
    enter(coordinator).get(f"/files/{kept.pk}/")
    assert Entry.objects.filter(action="access.red_read", object_id=kept.pk).exists()


def test_a_photo_whose_file_is_lost_says_so(
    square: Place, coordinator: Account, snap: Snap, folder: Path, enter: Enter
):
    kept = actions.take_in(coordinator, square, snap())
    (folder / kept.sha256[:2] / kept.sha256).unlink()
    answer = enter(coordinator).get(f"/files/{kept.pk}/")
    assert (answer.status_code, "parvis check files" in answer.content.decode()) == (422, True)


def test_the_button_removes_and_leads_back(square: Place, coordinator: Account, snap: Snap, enter: Enter):
    for back, target in ((f"/places/{square.pk}/", f"/places/{square.pk}/"), ("//elsewhere.test/", "/")):
        kept = actions.take_in(coordinator, square, snap())
        answer = enter(coordinator).post(f"/files/{kept.pk}/remove/", {"next": back})
        assert (answer.status_code, answer["Location"]) == (302, target)
    assert File.objects.count() == 0


def test_the_folder_of_files_is_for_its_owner_only(square: Place, coordinator: Account, snap: Snap, folder: Path):
    kept = actions.take_in(coordinator, square, snap())
    assert (folder / kept.sha256[:2]).stat().st_mode & 0o077 == 0
    assert Path(DataFolder().path("x")).parent == folder
