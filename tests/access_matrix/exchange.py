"""The objects of the exchange in the world of the permission table: a sheet of each state, and one from elsewhere."""

from datetime import date

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from parvis.access.models import Marking
from parvis.exchange import actions
from parvis.exchange.models import Practice
from parvis.exchange.rules import keys
from parvis.exchange.rules.envelope import seal
from parvis.exchange.rules.package import pack
from parvis.exchange.rules.sheet import PARTS, Sheet
from parvis.people.models import Account
from tests.access_matrix.world import World


def build(world: World) -> None:
    coordinator = world.people["coordinator"]
    assert coordinator is not None
    draft, checked, shared = (actions.draft_from_thread(coordinator, world.place) for _ in range(3))
    for practice in (checked, shared):
        _checked(coordinator, practice)
    actions.share_practice(coordinator, shared, version=3, marking=Marking.GREEN, reason="Agreed")
    world.ids |= {"practice": draft.pk, "practice_checked": checked.pk, "practice_shared": shared.pk}
    theirs = Ed25519PrivateKey.generate()
    key = keys.written(theirs)
    peer = actions.pin_peer(coordinator, name="Port-Clair", public_key=key, compared_by="by telephone")
    world.ids |= {"peer": peer.pk, "received": actions.receive(coordinator, _package(theirs)).pk}


def _checked(coordinator: Account, practice: Practice) -> None:
    words = dict.fromkeys(("title", *PARTS), "What was done")
    actions.change_practice(coordinator, practice, version=1, language=practice.language, texts=words)
    actions.check_practice(coordinator, practice, version=2, reasons={})


def _package(key: Ed25519PrivateKey) -> bytes:
    sheet = Sheet(
        language="en", texts={"en": {"title": "Benches that stop a car"}}, evidence=0, space_types=[], threat_types=[], measures=[],
        cost_band="low", would_do_again="",
    )  # fmt: skip
    facts = {"urn": "urn:uuid:12345678-1234-4321-8765-123456789abc", "issuer": "Port-Clair", "marking": "TLP:GREEN"}
    return seal(key, pack(sheet, edition=1, issued=date(2026, 5, 1), recipients="TLP:GREEN", **facts))
