"""The way of a sheet through the pages, and the doors that stay shut."""

import base64

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.exchange import queries
from parvis.exchange.models import Peer, Practice, Received
from parvis.exchange.rules import keys
from tests.exchange.conftest import TEXTS


def test_from_the_thread_to_the_package_and_back_out_of_a_browser(decided, square, coordinator, enter):
    browser = enter(coordinator)
    page = browser.get(f"/exchange/place/{square.pk}/new/")
    draft = {"id": page.context["form"]["id"].value()}
    first, second = (browser.post(f"/exchange/place/{square.pk}/new/", draft) for _ in range(2))
    assert first["Location"] == second["Location"]
    sheet = Practice.objects.get()
    facts = {
        "version": 1,
        "evidence": 1,
        "cost_band": "low",
        "would_do_again": "yes",
        "measures": sheet.measures,
        "space_types": ["square"],
    }
    written = {**TEXTS, "impact": "Halles Square is calmer.", **facts}
    assert browser.get(f"/exchange/{sheet.pk}/change/?language=fr").status_code == 200
    assert browser.post(f"/exchange/{sheet.pk}/change/", written).status_code == 302
    page = browser.get(f"/exchange/{sheet.pk}/check/").content.decode()
    assert "<mark>Halles Square</mark> is calmer." in page
    refused = browser.post(f"/exchange/{sheet.pk}/check/", {"version": 2})
    assert "1 finding has no reason yet" in refused.content.decode()
    assert browser.post(f"/exchange/{sheet.pk}/package/").status_code == 422
    field = next(name for name in refused.context["form"].fields if name.startswith("why-"))
    assert (
        browser.post(
            f"/exchange/{sheet.pk}/check/", {"version": 2, field: "There are many squares of that name"}
        ).status_code
        == 302
    )
    shared = browser.post(f"/exchange/{sheet.pk}/share/", {"version": 3, "marking": 1, "reason": "Council of 4 May"})
    assert shared.status_code == 302
    got = browser.post(f"/exchange/{sheet.pk}/package/")
    assert got["Content-Disposition"].endswith('-1.parvis"')
    assert got.content.startswith(b'{"payload":')
    shown = browser.get(f"/exchange/{sheet.pk}/").content.decode()
    assert "Council of 4 May" in shown


def test_taking_in_by_upload_and_noting_what_was_tried(coordinator, enter, peer, package):
    browser = enter(coordinator)
    bad = browser.post("/exchange/receive/", {"package": SimpleUploadedFile("x.parvis", b"not a package")})
    assert "This is not a package of Parvis" in bad.content.decode()
    first, second = (
        browser.post("/exchange/receive/", {"package": SimpleUploadedFile("x.parvis", package())}) for _ in range(2)
    )
    assert first["Location"] == second["Location"]
    got = Received.objects.get()
    page = browser.get(f"/exchange/received/{got.pk}/").content.decode()
    assert "Signed with the key of Port-Clair" in page
    form = browser.get(f"/exchange/received/{got.pk}/adoption/").context["form"]
    note = {"id": form["id"].value(), "status": "running", "changes": "Lower", "day": "2026-06-01", "marking": 3}
    for _ in range(2):
        assert browser.post(f"/exchange/received/{got.pk}/adoption/", note).status_code == 302
    assert got.adoptions.count() == 1
    assert "Lower" in browser.get(f"/exchange/received/{got.pk}/").content.decode()


def test_a_key_is_pinned_in_two_presses(coordinator, enter, theirs):
    browser = enter(coordinator)
    form = browser.get("/exchange/keys/").context["form"]
    facts = {"id": form["id"].value(), "name": "Port-Clair", "public_key": keys.written(theirs)}
    page = browser.post("/exchange/keys/", facts).content.decode()
    assert keys.spoken(keys.fingerprint_of(keys.written(theirs))) in page
    assert not Peer.objects.exists()
    assert "44 characters" in browser.post("/exchange/keys/", facts | {"public_key": "x"}).content.decode()
    pinned = browser.post("/exchange/keys/", facts | {"compared": "on", "compared_by": "by telephone"})
    assert pinned.status_code == 302
    peer = Peer.objects.get()
    assert browser.post(f"/exchange/keys/{peer.pk}/revoke/").status_code == 302
    assert "revoked" in browser.get("/exchange/keys/").content.decode()


def test_readers_read_what_is_shared_and_keep_no_keys(shared, joining, stranger, enter, administrator):
    reader = enter(joining("reader"))
    for page in ("receive/", "keys/"):
        assert reader.get(f"/exchange/{page}").status_code == 403
    for page in ("change/", "check/", "share/"):
        assert reader.get(f"/exchange/{shared.pk}/{page}").status_code == 403
        assert enter(stranger).get(f"/exchange/{shared.pk}/{page}").status_code == 403
    page = enter(stranger).get(f"/exchange/{shared.pk}/").content.decode()
    assert "Halles Square" not in page
    assert "The council agreed" not in page
    assert shared.title in enter(stranger).get("/exchange/").content.decode()


def test_a_sheet_that_is_not_shared_is_a_404_to_strangers(practice, stranger, enter):
    for page in ("", "change/", "check/", "share/"):
        assert enter(stranger).get(f"/exchange/{practice.pk}/{page}").status_code == 404
    assert practice.title not in enter(stranger).get("/exchange/").content.decode()


def test_the_list_asks_as_often_for_many_as_for_few(coordinator, enter, peer, package, django_assert_max_num_queries):
    from parvis.exchange import actions  # noqa: PLC0415

    browser = enter(coordinator)
    browser.get("/exchange/")
    counts = []
    for n in range(1, 12):
        actions.receive(coordinator, package(urn=f"urn:uuid:12345678-1234-4321-8765-{n:012d}", title=f"Sheet {n}"))
        if n in {2, 11}:
            with django_assert_max_num_queries(40) as seen:
                assert browser.get("/exchange/").status_code == 200
            counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_api_lists_and_takes_in(coordinator, enter, peer, package, shared):
    browser = enter(coordinator)
    assert [row["title"] for row in browser.get("/api/v1/exchange/practices").json()] == [shared.title]
    assert browser.get(f"/api/v1/exchange/practices/{shared.pk}").json()["marking"] == "TLP:GREEN"
    body = {"package": base64.b64encode(package()).decode()}
    made = browser.post("/api/v1/exchange/received", body, content_type="application/json")
    assert made.status_code == 201
    assert (
        browser.post("/api/v1/exchange/received", {"package": "§"}, content_type="application/json").status_code == 422
    )
    assert [row["id"] for row in browser.get("/api/v1/exchange/received").json()] == [made.json()["id"]]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pages_open_in_both_languages(shared, coordinator, enter, language, peer, package):
    browser = enter(coordinator)
    browser.cookies["django_language"] = language
    for page in (
        "",
        "receive/",
        "keys/",
        f"place/{shared.place_id}/new/",
        f"{shared.pk}/",
        f"{shared.pk}/change/",
        f"{shared.pk}/check/",
        f"{shared.pk}/share/",
    ):
        assert browser.get(f"/exchange/{page}").status_code == 200, page
    assert queries.card().fingerprint
