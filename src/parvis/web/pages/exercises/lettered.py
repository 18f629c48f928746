"""Capabilities and their targets as the page of a result shows them, each with its letter."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from parvis.content.language import said
from parvis.exercises.models.record import RatingLetter
from parvis.exercises.queries import Capability, Goal, Measured, Names


@dataclass(frozen=True)
class Wrong:
    """A letter that was refused: of which row, why, and what had been given."""

    row: UUID
    sentence: str
    rating: str
    reason: str


def letter_rows(more: Measured, names: Names, wrong: Wrong | None = None) -> list[dict[str, Any]]:
    """Each capability, and beneath it its targets."""
    rows = []
    for one in more.capabilities:
        goal = one.objective
        url = reverse("exercises:rate_capability", args=[goal.pk])
        rows.append(_row(one, goal.pk, url, names, wrong) | {"whole": one, "text": one.name, "tasks": ""})
        for aim in one.goals:
            url = reverse("exercises:rate_target", args=[aim.target.pk])
            tasks = ", ".join(aim.tasks)
            rows.append(
                _row(aim, aim.target.pk, url, names, wrong) | {"whole": None, "text": aim.target, "tasks": tasks}
            )
    return rows


def _row(of: Capability | Goal, pk: UUID, url: str, names: Names, wrong: Wrong | None) -> dict[str, Any]:
    decided = of.rating
    error = wrong if wrong and wrong.row == pk else None
    given = error.rating if error else decided.rating if decided else of.suggestion.rating
    return {
        "pk": pk,
        "url": url,
        "letter": of.suggestion.rating,
        "why": said(of.suggestion),
        "decided": decided,
        "who": names.of(decided.by) if decided else "",
        "chosen": given or RatingLetter.NA,
        "reason": error.reason if error else decided.reason if decided else "",
        "error": error.sentence if error else "",
    }
