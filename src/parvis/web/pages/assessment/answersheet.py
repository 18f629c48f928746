"""One section of the questionnaire as a form: what stands, what was sent, and the entries that follow from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID, uuid4, uuid5

from django.http import HttpRequest, QueryDict

from parvis.assessment import queries
from parvis.assessment.models import Assessment
from parvis.assessment.rules.visit import ANSWER, NOTE, PHOTO, Said, asked
from parvis.files.models import File
from parvis.people.models import Account

DESK = "desk"
LONGEST_NOTE = 4000


@dataclass(frozen=True)
class Row:
    """One question with what its reader said so far, in one zone or for the place as a whole."""

    ask: queries.Ask
    values: tuple[str, ...]
    note: str
    photos: tuple[File, ...]
    standing: Mapping[str, tuple[UUID, ...]]  # kind to the entries that an answer on this page replaces

    @property
    def value(self) -> str:
        return self.values[0] if len(self.values) == 1 else ""

    @property
    def torn(self) -> list[str]:
        """The labels of different answers that this person gave on different devices."""
        labels = {choice.value: choice.label for choice in self.ask.choices}
        return [labels.get(value, value) for value in self.values] if len(self.values) > 1 else []

    def replacing(self, kind: str) -> str:
        return " ".join(map(str, self.standing.get(kind, ())))

    @property
    def answers_replaced(self) -> str:
        return self.replacing(ANSWER)

    @property
    def notes_replaced(self) -> str:
        return self.replacing(NOTE)


@dataclass(frozen=True)
class Sheet:
    zone: UUID | None
    rows: tuple[Row, ...]


def sheet_of(account: Account, of: Assessment, chapter: queries.Chapter, zone: UUID | None) -> Sheet:
    """The questions of a section that are asked by what the account answered, and those that it answered anyway."""
    mine = {
        (question, row.zone): row
        for question, rows in queries.answers(account, of).items()
        for row in rows
        if row.assessor.pk == account.pk
    }
    given = {key: row.values for key, row in mine.items()}
    form = queries.method_of(of).questionnaire
    assert form is not None
    rows = [
        _row(ask, mine.get((ask.question.id, zone)))
        for ask in chapter.asks
        if (ask.question.id, zone) in mine or asked(form, given, ask.question, zone)
    ]
    return Sheet(zone, tuple(rows))


def _row(ask: queries.Ask, found: queries.Answered | None) -> Row:
    if found is None:
        return Row(ask, (), "", (), {})
    standing = {ANSWER: tuple(row.pk for row in found.answers), NOTE: tuple(row.pk for row in found.notes)}
    return Row(ask, found.values, "\n\n".join(row.note for row in found.notes), found.photos, standing)


def said_in(post: QueryDict, sheet: Sheet, account: Account) -> list[Said]:
    """The entries of a sent form: only what differs from what stood. Sent twice, they are the same entries."""
    once, found = _uuid(post.get("once", "")) or uuid4(), []
    for row in sheet.rows:
        name = row.ask.question.id
        value, note = post.get(f"value.{name}", ""), post.get(f"note.{name}", "").strip()[:LONGEST_NOTE]
        if value and (value,) != row.values and value in {choice.value for choice in row.ask.choices}:
            replaces = _ids(post.get(f"answers.{name}", ""))
            found.append(_said(account, once, row, sheet.zone, ANSWER, value=value, replaces=replaces))
        if note.replace("\r\n", "\n") != row.note:
            replaces = _ids(post.get(f"notes.{name}", ""))
            found.append(
                _said(account, once, row, sheet.zone, NOTE, note=note.replace("\r\n", "\n"), replaces=replaces)
            )
    return found


def photos_in(request: HttpRequest, sheet: Sheet, account: Account) -> Iterator[tuple[str, Said, bytes]]:
    """The photos of a sent form, each with the question that it shows."""
    once = _uuid(request.POST.get("once", "")) or uuid4()
    for row in sheet.rows:
        for file in request.FILES.getlist(f"photo.{row.ask.question.id}"):
            data = file.read()
            digest = sha256(data).hexdigest()
            yield row.ask.question.id, _said(account, once, row, sheet.zone, PHOTO, value=digest), data


def _said(
    account: Account, once: UUID, row: Row, zone: UUID | None, kind: str, *, value: str = "", note: str = "",
    replaces: frozenset[UUID] = frozenset(),
) -> Said:  # fmt: skip
    name = row.ask.question.id
    made = uuid5(once, f"{name} {zone} {kind} {value} {note}")
    return Said(made, account.pk, DESK, 0, kind, name, zone, value=value, note=note, replaces=replaces)


def _ids(text: str) -> frozenset[UUID]:
    return frozenset(found for found in map(_uuid, text.split()) if found)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
