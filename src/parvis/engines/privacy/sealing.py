"""Envelopes that stay shut: sealed for the holder of a key, or locked with a secret that somebody keeps.

Sealed: an ephemeral X25519 key agrees on a key with the public key of the recipient, HKDF-SHA256 makes it one for
ChaCha20-Poly1305. Whoever seals cannot open again. Locked: the same cipher with a key made from a secret of at least
128 bits of chance. Both notice when a byte was changed.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY, NONCE = 32, 12


class StaysShut(Exception):
    """The key does not fit, or the envelope was changed."""


def new_pair() -> tuple[bytes, bytes]:
    """A private key, and the public one to seal with."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def new_secret() -> bytes:
    return os.urandom(KEY)


def seal(public: bytes, data: bytes) -> bytes:
    """An envelope that only the holder of the private key opens."""
    passing = X25519PrivateKey.generate()
    own = passing.public_key().public_bytes_raw()
    shared = passing.exchange(X25519PublicKey.from_public_bytes(public))
    return own + lock(_derived(shared, own + public), data)


def unseal(private: bytes, envelope: bytes) -> bytes:
    """What was sealed; StaysShut otherwise."""
    key = X25519PrivateKey.from_private_bytes(private)
    own, inside = envelope[:KEY], envelope[KEY:]
    if len(own) < KEY:
        raise StaysShut
    try:
        shared = key.exchange(X25519PublicKey.from_public_bytes(own))
    except ValueError:  # a point of small order
        raise StaysShut from None
    return unlock(_derived(shared, own + key.public_key().public_bytes_raw()), inside)


def lock(secret: bytes, data: bytes) -> bytes:
    """The data, readable with the same secret only."""
    nonce = os.urandom(NONCE)
    return nonce + ChaCha20Poly1305(_derived(secret, b"lock")).encrypt(nonce, data, None)


def unlock(secret: bytes, locked: bytes) -> bytes:
    """What was locked; StaysShut otherwise."""
    try:
        return ChaCha20Poly1305(_derived(secret, b"lock")).decrypt(locked[:NONCE], locked[NONCE:], None)
    except (InvalidTag, ValueError):
        raise StaysShut from None


def _derived(secret: bytes, context: bytes) -> bytes:
    return HKDF(SHA256(), KEY, salt=None, info=b"parvis " + context).derive(secret)
