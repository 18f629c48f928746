"""Packages between installations: what is accepted, what is refused, and the sentence that says why."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from parvis.access.errors import NotAllowed, Refused
from parvis.exchange import actions, queries
from parvis.exchange.models import Adoption, Peer, Practice, Received
from parvis.exchange.rules import keys
from parvis.journal.models import Entry
from parvis.journal.queries import check as check_journal

ROOT = Path(__file__).parents[2]


def test_a_package_of_a_pinned_peer_is_kept_read_only(peer, package, coordinator, stranger):
    data = package()
    got = actions.receive(coordinator, data)
    assert (got.title, got.issuer, got.edition, got.peer, bytes(got.envelope)) == (
        "Benches that stop a car",
        "Port-Clair",
        1,
        peer,
        data,
    )
    assert list(queries.received(stranger)) == [got]  # TLP:GREEN: everybody with an account
    assert list(queries.received(None)) == []
    assert Entry.objects.get(action="exchange.package_received").payload["edition"] == 1
    assert check_journal().whole


def test_an_unknown_signer_is_named_by_fingerprint_and_nothing_is_kept(package, coordinator, theirs):
    with pytest.raises(Refused) as refused:
        actions.receive(coordinator, package())
    assert keys.spoken(keys.fingerprint_of(keys.written(theirs))) in refused.value.sentence
    assert "Nothing was kept" in refused.value.sentence
    assert not Received.objects.exists()
    assert not Entry.objects.filter(action="exchange.package_received").exists()


def test_after_revocation_nothing_more_comes_and_the_key_stays_out(peer, package, coordinator, theirs):
    first = actions.receive(coordinator, package())
    actions.revoke_peer(coordinator, peer)
    with pytest.raises(Refused, match="was revoked here on"):
        actions.receive(coordinator, package(edition=2))
    with pytest.raises(Refused, match="stays so"):
        actions.pin_peer(coordinator, name="Again", public_key=keys.written(theirs), compared_by="by telephone")
    with pytest.raises(Refused, match="revoked before"):
        actions.revoke_peer(coordinator, peer)
    assert list(queries.received(coordinator)) == [first]


def test_replays_and_impostors_are_refused(peer, package, coordinator):
    actions.receive(coordinator, package(edition=2))
    second_key = Ed25519PrivateKey.generate()
    actions.pin_peer(coordinator, name="Somebody else", public_key=keys.written(second_key), compared_by="by telephone")
    for data, words in (
        (package(edition=1), "which is newer"),
        (package(edition=2), "already"),
        (package(edition=2, title="Another text"), "another content"),
        (package(second_key, edition=3), "another sender"),
        (package(edition=3)[:-1], "Nothing was kept"),
        (package(edition=3).replace(b"A", b"B", 1), "Nothing was kept"),
    ):
        with pytest.raises(Refused, match=words):
            actions.receive(coordinator, data)
    assert [row.edition for row in Received.objects.all()] == [2]
    third = actions.receive(coordinator, package(edition=3))
    assert list(queries.received(coordinator)) == [third]
    assert Received.objects.filter(superseded=True).count() == 1


def test_our_own_package_is_not_taken_in(shared, coordinator, theirs, peer, package):
    with pytest.raises(Refused, match="comes from this installation itself"):
        actions.receive(coordinator, actions.export_package(coordinator, shared))
    with pytest.raises(Refused, match="was written here"):
        actions.receive(coordinator, package(urn=shared.urn))


def test_who_may_not_share_takes_nothing_in(peer, package, joining, administrator):
    for account in (joining("reader"), administrator):
        with pytest.raises(NotAllowed):
            actions.receive(account, package())


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"public_key": "nonsense"}, "44 characters"),
        ({"public_key": ""}, "44 characters"),
        ({"compared_by": " "}, "how you compared"),
        ({"name": " "}, "whose key"),
    ],
)
def test_a_key_is_pinned_with_care(coordinator, theirs, facts, words):
    usual = {"name": "Port-Clair", "public_key": keys.written(theirs), "compared_by": "by telephone"}
    with pytest.raises(Refused, match=words):
        actions.pin_peer(coordinator, **usual | facts)
    with pytest.raises(Refused, match="key of this installation itself"):
        actions.pin_peer(coordinator, **usual | {"public_key": queries.card().public_key})
    assert not Peer.objects.exists()


def test_what_was_tried_is_noted(peer, package, coordinator, stranger, joining):
    got = actions.receive(coordinator, package())
    with pytest.raises(Refused, match="others can only learn"):
        actions.note_adoption(coordinator, got, status="running", day=got.issued)
    with pytest.raises(NotAllowed):
        actions.note_adoption(joining("reader"), got, status="considering", day=got.issued)
    noted = actions.note_adoption(
        coordinator, got, status="running", day=got.issued, changes="Lower benches", result="It holds"
    )
    assert list(queries.adoptions(coordinator, got)) == [noted]
    assert list(queries.adoptions(stranger, got)) == []  # TLP:AMBER+STRICT: ours until we say otherwise
    assert Adoption.objects.count() == 1


SECOND = """
import sys
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from parvis.access.errors import Refused
from parvis.exchange import actions, queries
from parvis.people.actions import found_organisation, give_role, open_account
city = found_organisation(None, name="Port-Clair")
account = open_account(None, email="coordinator@port-clair.test", name="Coordinator")
give_role(None, account, city, "coordinator")
data = open(sys.argv[1], "rb").read()
try:
    actions.receive(account, data)
except Refused as refused:
    print("before:", refused.sentence)
actions.pin_peer(account, name="Valombre", public_key=sys.argv[2], compared_by="by telephone")
try:
    actions.receive(account, data[:500] + bytes([data[500] ^ 1]) + data[501:])
except Refused as refused:
    print("changed:", refused.sentence)
got = actions.receive(account, data)
print("after:", got.title, "/", got.issuer, "/", got.urn, "/", queries.card().fingerprint)
"""


def test_a_second_installation_verifies_and_imports(shared, coordinator, tmp_path):
    """Another process, another database, another key: only the file and the public key travel."""
    file = tmp_path / "sheet.parvis"
    file.write_bytes(actions.export_package(coordinator, shared))
    for private in (b"Halles Square", b"coordinator@valombre.test", str(shared.place_id).encode()):
        assert private not in file.read_bytes()
    environment = os.environ | {
        "PARVIS_DATA": str(tmp_path / "second"), "DJANGO_SETTINGS_MODULE": "parvis.config.settings", "PYTHONPATH": str(ROOT / "src"),
        "PARVIS_CITY": "Port-Clair",
    }  # fmt: skip
    environment.pop("PARVIS_DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(SECOND), str(file), queries.card().public_key],
        env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    before, changed, after = done.stdout.splitlines()
    assert keys.spoken(queries.card().fingerprint) in before
    assert "Nothing was kept" in before
    assert "Nothing was kept" in changed
    assert after.startswith(f"after: {shared.title} / Valombre / {shared.urn} / ")
    assert queries.card().fingerprint not in after
    assert Practice.objects.count() == 1
    assert not Received.objects.exists()
