"""An entry as the phone reads it."""

from datetime import datetime
from typing import Any

from parvis.assessment.models import VisitEntry


def plain(row: VisitEntry) -> dict[str, Any]:
    """An entry for the phone, with the time at which the server received it."""
    return {
        "id": str(row.pk),
        "device": row.device,
        "seq": row.seq,
        "kind": row.kind,
        "question": row.question,
        "zone": str(row.zone) if row.zone else None,
        "value": row.value,
        "note": row.note,
        "replaces": row.replaces,
        "said_at": _time(row.said_at),
        "received": _time(row.received),
    }


def _time(when: datetime | None) -> str | None:
    return when.isoformat() if when else None
