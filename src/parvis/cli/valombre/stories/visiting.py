"""A visit on site: what two people said there, with a few pictures."""

from hashlib import sha256
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from parvis.assessment import actions
from parvis.assessment.models import Assessment
from parvis.assessment.rules.visit import ANSWER, NOTE, PHOTO, Said
from parvis.cli.valombre.people import People
from parvis.cli.valombre.pictures import drawing
from parvis.cli.valombre.stories.sheet import Drawn
from parvis.people.models import Account


def visit(people: People, of: Assessment, drawn: Drawn, told: dict[str, Any]) -> None:
    """Everybody takes the questionnaire along, sends what was said as a phone does, and brings it back."""
    for row in told["visits"]:
        _walk(people.who(row["who"]), of, drawn, row)


def _walk(account: Account, of: Assessment, drawn: Drawn, row: dict[str, Any]) -> None:
    trip = actions.issue_visit(account, of)
    phone, number = f"phone of {row['who']}", count(1)

    def said(kind: str, question: str, zone: UUID | None = None, value: str = "", note: str = "") -> Said:
        when = timezone.now()
        return Said(uuid4(), account.pk, phone, next(number), kind, question, zone, value, note, said_at=when)

    entries = [said(ANSWER, question, value=value) for question, value in row["plain"].items()]
    for one in row["told"]:
        where = drawn.zones[one["zone"]].pk
        entries += [
            said(ANSWER, one["question"], where, one["value"]),
            said(NOTE, one["question"], where, note=one["note"]),
        ]
    actions.receive_entries(account, trip, entries)
    for one in row["told"]:
        if "photo" in one:
            data = drawing(one["photo"])
            shown = said(PHOTO, one["question"], drawn.zones[one["zone"]].pk, sha256(data).hexdigest())
            actions.receive_photo(account, trip, shown, data)
    actions.return_visit(account, trip)
