"""The arithmetic of the chain: what is hashed, and how it is verified. Pure functions."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64
FIELDS = ("seq", "at", "actor", "action", "object_id", "place_id", "marking", "payload", "previous")


def digest(row: Mapping[str, Any]) -> str:
    """SHA-256 of the row's canonical JSON (sorted keys, no spaces, dates in ISO 8601)."""
    plain = {name: row[name] if isinstance(row[name], dict | int | None) else str(row[name]) for name in FIELDS}
    plain["at"] = row["at"].isoformat(timespec="microseconds")
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Verdict:
    entries: int
    head: str
    broken_at: int | None = None
    problem: str = ""

    @property
    def whole(self) -> bool:
        return self.broken_at is None


def verify(rows: Iterable[Mapping[str, Any]], expected_head: str | None = None) -> Verdict:
    """Walk the chain and name the first row that does not fit; `expected_head` also shows a cut at the end."""
    previous, count = GENESIS, 0
    for row in rows:
        count += 1
        if row["seq"] != count:
            return Verdict(count - 1, previous, count, "an entry is missing or out of order")
        if row["previous"] != previous:
            return Verdict(count - 1, previous, count, "the entry does not follow the one before it")
        if row["hash"] != digest(row):
            return Verdict(count - 1, previous, count, "the entry was changed after it was written")
        previous = row["hash"]
    if expected_head is not None and expected_head != previous:
        return Verdict(count, previous, count + 1, "the last entries are missing")
    return Verdict(count, previous)
