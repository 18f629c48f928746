"""A thread with a decision, its sheet on the way out, and another installation to talk to."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils import translation

from parvis.access.models import Marking
from parvis.exchange import actions
from parvis.exchange.models import Peer, Practice
from parvis.exchange.rules import keys
from parvis.exchange.rules.envelope import seal
from parvis.exchange.rules.package import pack
from parvis.exchange.rules.sheet import PARTS, Sheet
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.solutions.models import Comparison, Decision
from tests.solutions.conftest import decide, draft, need, score, scored, weakness  # noqa: F401

TEXTS = {"title": "Wardens instead of barriers", **dict.fromkeys(PARTS, "What we did and learned.")}
URN = "urn:uuid:12345678-1234-4321-8765-123456789abc"


@pytest.fixture(autouse=True)
def in_english() -> None:
    """A page asked for in French leaves its language behind in the test's thread."""
    translation.activate("en")


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, settings: Any) -> Path:
    """The installation of this test has a key of its own."""
    settings.DATA = tmp_path / "here"
    return tmp_path / "here" / "keys"


@pytest.fixture
def decided(scored: Comparison, decide: Callable[..., Decision]) -> Decision:  # noqa: F811
    return decide(scored, "Wardens")


@pytest.fixture
def practice(decided: Decision, coordinator: Account, square: Place) -> Practice:
    """Drafted and written, not checked."""
    made = actions.draft_from_thread(coordinator, square)
    return actions.change_practice(coordinator, made, version=1, language="en", texts=TEXTS, evidence=2)


@pytest.fixture
def shared(practice: Practice, coordinator: Account) -> Practice:
    held = actions.check_practice(coordinator, practice, version=practice.version, reasons={})
    return actions.share_practice(
        coordinator, held, version=held.version, marking=Marking.GREEN, reason="The council agreed"
    )


@pytest.fixture
def theirs(tmp_path: Path) -> Ed25519PrivateKey:
    """The key of another installation."""
    return keys.key_in(tmp_path / "there" / "keys")


@pytest.fixture
def peer(theirs: Ed25519PrivateKey, coordinator: Account) -> Peer:
    return actions.pin_peer(coordinator, name="Port-Clair", public_key=keys.written(theirs), compared_by="by telephone")


@pytest.fixture
def package(theirs: Ed25519PrivateKey) -> Callable[..., bytes]:
    """A package as Port-Clair makes it: package(edition=2, title="...")."""

    def make(key: Ed25519PrivateKey = theirs, title: str = "Benches that stop a car", **facts: Any) -> bytes:
        body = {
            "language": "en", "texts": {"en": {"title": title, "summary": "Short."}}, "evidence": 1, "space_types": ["square"],
            "threat_types": ["VEHICLE"], "measures": ["stewards"], "cost_band": "low", "would_do_again": "yes",
        }  # fmt: skip
        usual: dict[str, Any] = {
            "urn": URN, "edition": 1, "issuer": "Port-Clair", "issued": date(2026, 5, 1), "marking": "TLP:GREEN",
            "recipients": "TLP:GREEN",
        }  # fmt: skip
        return seal(key, pack(Sheet.model_validate(body), **(usual | facts)))

    return make
