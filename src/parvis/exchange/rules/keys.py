"""The key of this installation, and how a public key is written down for people."""

import base64
import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from parvis.exchange.rules.envelope import fingerprint, raw

NAME = "exchange-ed25519.pem"


def key_in(folder: Path) -> Ed25519PrivateKey:
    """The key kept in `folder`, made at the first call; only its owner may read the file (0600)."""
    file = folder / NAME
    if not file.exists():
        _make(folder, file)
    key = load_pem_private_key(file.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{NAME} holds another kind of key than Ed25519")
    return key


def _make(folder: Path, file: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    draft = folder / f"{NAME}.{os.getpid()}"
    draft.touch(mode=0o600)
    draft.write_bytes(pem)
    try:
        os.link(draft, file)  # two processes may start at once: the first link wins
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def written(key: Ed25519PrivateKey) -> str:
    """The public key as text to send to a peer: base64 of its 32 bytes."""
    return base64.b64encode(raw(key.public_key())).decode()


def read_public(text: str) -> bytes:
    """The 32 bytes of a public key that somebody pasted. Raises ValueError for anything else."""
    try:
        public = base64.b64decode("".join(text.split()), validate=True)
    except ValueError:
        raise ValueError("not base64") from None
    if len(public) != 32:  # noqa: PLR2004  # the length of an Ed25519 public key, RFC 8032
        raise ValueError("not a key of 32 bytes")
    return public


def spoken(mark: str) -> str:
    """A fingerprint in groups of four, to be read aloud."""
    return " ".join(mark[start : start + 4] for start in range(0, len(mark), 4))


def fingerprint_of(text: str) -> str:
    """The fingerprint of a pasted public key."""
    return fingerprint(read_public(text))
