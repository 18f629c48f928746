"""The signed envelope and the package inside: one spelling, one key, or nothing."""

import base64
import json
import random
import stat
import warnings
import zipfile
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.exchange.rules import keys
from parvis.exchange.rules.envelope import (
    PAYLOAD_TYPE,
    EnvelopeError,
    fingerprint,
    pre_authentication,
    raw,
    seal,
    unseal,
)
from parvis.exchange.rules.package import PackageError, pack, unpack
from parvis.exchange.rules.sheet import Manifest, Sheet

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = raw(KEY.public_key())
TRUSTED = {fingerprint(PUBLIC): PUBLIC}
FACTS: dict[str, Any] = {
    "urn": "urn:uuid:12345678-1234-4321-8765-123456789abc", "edition": 1, "issuer": "Port-Clair",
    "issued": date(2026, 5, 1), "marking": "TLP:GREEN", "recipients": "TLP:GREEN",
}  # fmt: skip
SHEET = Sheet.model_validate(
    {
        "language": "en", "texts": {"en": {"title": "Benches that stop a car", "summary": "Short, with ünï."}}, "evidence": 1,
        "space_types": ["square"], "threat_types": ["VEHICLE"], "measures": ["stewards"], "cost_band": "low", "would_do_again": "yes",
    }
)  # fmt: skip
BODY = pack(SHEET, **FACTS)
SEALED = seal(KEY, BODY)


def test_the_words_that_are_signed_are_those_of_the_specification():
    """The example of the DSSE protocol text."""
    assert pre_authentication("http://example.com/HelloWorld", b"hello world") == (
        b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )
    assert pre_authentication("", b"") == b"DSSEv1 0  0 "


def test_an_envelope_is_plain_json_and_opens_with_its_key_only():
    envelope = json.loads(SEALED)
    assert envelope["payloadType"] == PAYLOAD_TYPE
    assert base64.b64decode(envelope["payload"]) == BODY
    assert unseal(SEALED, TRUSTED) == (fingerprint(PUBLIC), BODY)
    with pytest.raises(EnvelopeError, match="unknown_signer"):
        unseal(SEALED, {})


def test_the_same_sheet_gives_the_same_bytes():
    assert pack(SHEET, **FACTS) == BODY
    assert seal(KEY, BODY) == SEALED


def test_a_thousand_mutations_none_is_accepted():
    """Bits, bytes, cuts, swaps, repeats and inserts, anywhere in the package."""
    dice = random.Random(20260501)
    accepted, tried = 0, 0
    while tried < 1000:
        data = bytearray(SEALED)
        place, other = dice.randrange(len(data)), dice.randrange(len(data))
        kind = dice.randrange(6)
        if kind == 0:
            data[place] ^= 1 << dice.randrange(8)
        elif kind == 1:
            data[place] = dice.randrange(256)
        elif kind == 2:
            del data[place : place + dice.randrange(1, 40)]
        elif kind == 3:
            data[place], data[other] = data[other], data[place]
        elif kind == 4:
            data[place:place] = data[other : other + dice.randrange(1, 40)]
        else:
            data[place:place] = bytes([dice.choice(b" \n\t=A\x00")])
        if bytes(data) == SEALED:
            continue
        tried += 1
        try:
            unpack(unseal(bytes(data), TRUSTED)[1])
            accepted += 1
        except (EnvelopeError, PackageError):
            pass
    assert (tried, accepted) == (1000, 0)


def _envelope(**changes):
    return json.dumps(json.loads(SEALED) | changes, separators=(",", ":")).encode()


def _signature(**changes):
    return _envelope(signatures=[json.loads(SEALED)["signatures"][0] | changes])


OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_an_envelope"),
        (BODY, "not_an_envelope"),
        (b"[" * 2_000_000, "not_an_envelope"),
        (b"x" * 4_000_000, "too_large"),
        (SEALED + b"\n", "not_an_envelope"),
        (json.dumps(json.loads(SEALED)).encode(), "not_an_envelope"),  # the same meaning, with spaces
        (_envelope(signatures=[]), "not_an_envelope"),
        (_envelope(signatures=json.loads(SEALED)["signatures"] * 2), "not_an_envelope"),
        (_envelope(more=1), "not_an_envelope"),
        (_envelope(payloadType="text/plain"), "wrong_type"),
        (seal(KEY, BODY, "application/vnd.in-toto+json"), "wrong_type"),  # signed, but as something else
        (_signature(keyid=fingerprint(raw(OTHER.public_key()))), "unknown_signer"),
        (_signature(sig=base64.b64encode(bytes(64)).decode()), "tampered"),
        (_envelope(payload=base64.b64encode(BODY + b"x").decode()), "tampered"),
        (_envelope(payload=json.loads(SEALED)["payload"] + "===="), "not_an_envelope"),
    ],
)  # fmt: skip
def test_what_is_not_exactly_it_is_refused(data, code):
    with pytest.raises(EnvelopeError) as refused:
        unseal(data, TRUSTED)
    assert refused.value.code == code


def test_a_key_under_anothers_name_opens_nothing():
    other = seal(OTHER, BODY)
    with pytest.raises(EnvelopeError, match="tampered"):
        unseal(other, {fingerprint(raw(OTHER.public_key())): PUBLIC})


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_whatever_the_bytes_are_the_answer_is_a_refusal(data):
    with pytest.raises(EnvelopeError):
        unseal(data, TRUSTED)
    with pytest.raises(PackageError):
        unpack(data)


def archive(*entries, method=zipfile.ZIP_STORED, link=False):
    out = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", method) as made:
        warnings.simplefilter("ignore")  # a name twice, on purpose
        for name, content in entries:
            entry = zipfile.ZipInfo(name)
            entry.compress_type = method
            entry.external_attr = (0o120777 if link else 0o600) << 16
            made.writestr(entry, content)
    return out.getvalue()


with zipfile.ZipFile(BytesIO(BODY)) as _made:
    MANIFEST, PRACTICE = _made.read("manifest.json"), _made.read("practice.json")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK", "not_a_zip"),
        (archive(), "wrong_files"),
        (archive(("manifest.json", MANIFEST)), "wrong_files"),
        (archive(("manifest.json", MANIFEST), ("../../practice.json", PRACTICE)), "wrong_files"),
        (archive(("manifest.json", MANIFEST), ("/etc/passwd", PRACTICE)), "wrong_files"),
        (archive(("manifest.json", MANIFEST), ("practice.json", PRACTICE), ("practice.json", PRACTICE)), "wrong_files"),
        (archive(*[(f"{n}.json", b"{}") for n in range(500)]), "wrong_files"),
        (archive(("manifest.json", MANIFEST), ("practice.json", b"0" * 2_000_000)), "too_large"),
        (
            archive(("manifest.json", MANIFEST), ("practice.json", b"0" * 900_000_0), method=zipfile.ZIP_DEFLATED),
            "packed",
        ),
        (archive(("manifest.json", MANIFEST), ("practice.json", PRACTICE + b" ")), "wrong_digest"),
        (archive(("manifest.json", MANIFEST), ("practice.json", b"[" * 100_000)), "wrong_content"),
        (archive(("manifest.json", b"{}"), ("practice.json", PRACTICE)), "wrong_content"),
        (
            archive(("manifest.json", MANIFEST.replace(b"GREEN", b"AMBER")), ("practice.json", PRACTICE)),
            "wrong_content",
        ),
        (
            archive(("manifest.json", MANIFEST.replace(b'"edition":1', b'"edition":"1"')), ("practice.json", PRACTICE)),
            "wrong_content",
        ),
    ],
)
def test_hostile_packages_are_refused(data, code):
    with pytest.raises(PackageError) as refused:
        unpack(data)
    assert refused.value.code == code


def test_a_link_is_read_as_plain_bytes():
    """Nothing is unpacked to disk: an entry that says it is a link is only content, and fails as such."""
    with pytest.raises(PackageError, match="wrong_content"):
        unpack(archive(("manifest.json", MANIFEST), ("practice.json", b"/etc/passwd"), link=True))


MARKINGS = st.sampled_from(
    ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED", "tlp:green", "TLP:WHITE", ""]
)


@settings(max_examples=300, deadline=None)
@given(MARKINGS, MARKINGS, st.text(max_size=60), st.integers(1, 10_000))
def test_no_package_can_be_written_above_its_receivers(marking, recipients, issuer, edition):
    order = ["TLP:CLEAR", "TLP:GREEN"]
    fits = (
        marking in order
        and recipients in order
        and order.index(marking) <= order.index(recipients)
        and len(issuer) >= 1
    )
    try:
        data = pack(
            SHEET, **FACTS | {"marking": marking, "recipients": recipients, "issuer": issuer, "edition": edition}
        )
    except ValueError:
        assert not fits
        return
    assert fits
    manifest, sheet = unpack(data)
    assert sheet == SHEET
    assert isinstance(manifest, Manifest)
    assert manifest.marking in order


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    first, second = keys.key_in(tmp_path / "keys"), keys.key_in(tmp_path / "keys")
    assert keys.written(first) == keys.written(second)
    assert stat.S_IMODE((tmp_path / "keys" / keys.NAME).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert [path.name for path in (tmp_path / "keys").iterdir()] == [keys.NAME]


@pytest.mark.parametrize("text", ["", "no key", "AAAA", "A" * 44, base64.b64encode(bytes(31)).decode(), "é" * 44])
def test_what_is_no_public_key_is_refused(text):
    with pytest.raises(ValueError, match="not"):
        keys.read_public(text)


def test_a_fingerprint_is_read_aloud_in_groups():
    assert keys.spoken("abcd" * 16) == " ".join(["abcd"] * 16)
    assert keys.fingerprint_of(" " + keys.written(KEY) + "\n") == fingerprint(PUBLIC)
