"""A signed envelope after DSSE (Dead Simple Signing Envelope, version 1.0), with one Ed25519 signature.

The signature covers the payload's type as well as its bytes. DSSE lets two envelopes of the same meaning differ in
spaces, in the order of fields, in spare bits of base64. Here there is one spelling only, and any other is refused: a
package is then either, byte for byte, what the issuer wrote, or nothing. No JSON parser meets bytes from outside.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PAYLOAD_TYPE = "application/vnd.parvis.practice+zip"
MAX_ENVELOPE = 3 * 1024**2
_FORM = re.compile(
    rb'\{"payload":"(?P<payload>[A-Za-z0-9+/]+={0,2})",'
    rb'"payloadType":"(?P<type>[a-z0-9./+-]{1,100})",'
    rb'"signatures":\[\{"keyid":"(?P<key>[0-9a-f]{64})","sig":"(?P<signature>[A-Za-z0-9+/]{86}==)"\}\]\}'
)


class EnvelopeError(ValueError):
    """An envelope that is not opened. `code`: too_large, not_an_envelope, wrong_type, unknown_signer or tampered."""

    def __init__(self, code: str, key: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.key = key  # the fingerprint that the envelope claims: unproven


def raw(key: Ed25519PublicKey) -> bytes:
    """The 32 bytes of a public key."""
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def fingerprint(public: bytes) -> str:
    """SHA-256 of the 32 bytes of a public key, as 64 hexadecimal digits: what two people compare by voice."""
    return hashlib.sha256(public).hexdigest()


def pre_authentication(kind: str, body: bytes) -> bytes:
    """What is signed: DSSE's PAE, "DSSEv1" SP length SP type SP length SP body."""
    return b"DSSEv1 %d %b %d %b" % (len(kind.encode()), kind.encode(), len(body), body)


def _spelled(kind: str, body: bytes, key: str, signature: bytes) -> bytes:
    payload, sig = base64.b64encode(body).decode(), base64.b64encode(signature).decode()
    return f'{{"payload":"{payload}","payloadType":"{kind}","signatures":[{{"keyid":"{key}","sig":"{sig}"}}]}}'.encode()


def seal(key: Ed25519PrivateKey, body: bytes, kind: str = PAYLOAD_TYPE) -> bytes:
    """The envelope around `body`. Ed25519 is deterministic (RFC 8032): the same body gives the same bytes."""
    signature = key.sign(pre_authentication(kind, body))
    return _spelled(kind, body, fingerprint(raw(key.public_key())), signature)


def unseal(data: bytes, trusted: Mapping[str, bytes]) -> tuple[str, bytes]:
    """The signer's fingerprint and the body, when a key of `trusted` (fingerprint -> 32 bytes) signed exactly this.

    Raises EnvelopeError, and never anything else, whatever the bytes are.
    """
    if len(data) > MAX_ENVELOPE:
        raise EnvelopeError("too_large")
    found = _FORM.fullmatch(data)
    if found is None:
        raise EnvelopeError("not_an_envelope")
    kind, key = found["type"].decode(), found["key"].decode()
    if kind != PAYLOAD_TYPE:
        raise EnvelopeError("wrong_type")
    if key not in trusted:
        raise EnvelopeError("unknown_signer", key)
    try:
        body = base64.b64decode(found["payload"], validate=True)
        signature = base64.b64decode(found["signature"], validate=True)
        Ed25519PublicKey.from_public_bytes(trusted[key]).verify(signature, pre_authentication(kind, body))
    except (binascii.Error, InvalidSignature, ValueError):
        raise EnvelopeError("tampered", key) from None
    if _spelled(kind, body, key, signature) != data or fingerprint(trusted[key]) != key:
        raise EnvelopeError("tampered", key)
    return key, body
