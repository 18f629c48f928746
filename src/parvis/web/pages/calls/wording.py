"""What the states of a call, its fields and its amendments are called."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from parvis.solutions.models import CallAmendment


def phase_words(phase: str) -> str:
    return {
        "draft": _("being prepared"),
        "questions": _("questions and answers"),
        "answers": _("answers only"),
        "closed": _("closed"),
        "opened": _("opened"),
        "screened": _("screened"),
        "evaluated": _("evaluated at the desk"),
        "shortlisted": _("shortlisted"),
        "demonstrated": _("demonstrated"),
        "decided": _("decided"),
        "cancelled": _("cancelled"),
    }[phase]


def field_words(field: str) -> str:
    return {
        "description": _("Public description"),
        "contact": _("Who is in charge"),
        "questions_until": _("Questions until"),
        "closes": _("Answers until"),
    }[field]


def moment(text: str) -> str:
    """A date of an amendment as people read it; any other text as it is."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return text
    return date_format(timezone.localtime(found), "DATETIME_FORMAT")


def amended(row: CallAmendment) -> dict[str, Any]:
    changes = [
        {"field": field_words(field), "before": moment(before), "after": moment(after)}
        for field, (before, after) in row.changes.items()
    ]
    return {"number": row.number, "at": row.at, "why": row.why, "changes": changes}
