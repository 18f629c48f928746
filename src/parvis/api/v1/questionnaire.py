"""The questionnaire of an assessment over the API: what is asked, what each assessor said and found, and answering."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import ConfigDict, Field

from parvis.access.errors import Conflict, Refused
from parvis.api.v1.assessment import UNREAD, UNWRITTEN
from parvis.api.v1.places import account_of
from parvis.assessment import actions, queries
from parvis.assessment.models import Assessment
from parvis.assessment.queries.scores import Part
from parvis.assessment.rules.visit import ANSWER, NOTE, Said, unread
from parvis.people.models import Account

router = Router(tags=["questionnaire"])


class ChoiceOut(Schema):
    value: str
    label: str
    anchor: str


class QuestionOut(Schema):
    section: str
    id: str
    text: str
    why: str
    choices: list[ChoiceOut]
    zones: list[UUID] = Field(description="where it can be looked at; it may always be answered for the whole place")


class AnswerOut(Schema):
    question: str
    zone: UUID | None
    mine: bool
    assessor: UUID = Field(description="answers of several assessors stand side by side; nobody's replaces another's")
    values: list[str] = Field(description="more than one where two devices of one person answered apart")
    note: str
    photos: int
    entries: list[UUID] = Field(description="what a newer entry of the same person replaces")


class VoiceOut(Schema):
    assessor: UUID
    missing: float | None = Field(description="share of what is missing, 0 to 1; null where too little is answered")
    coverage: float | None


class PartOut(Schema):
    section: str = Field(description="empty for the whole")
    label: str
    low: float = Field(description="if all that is open turned out well")
    high: float
    voices: list[VoiceOut]
    decides: list[str] = Field(description="the questions that make up the score, the weightiest first")


class EntryIn(Schema):
    model_config = ConfigDict(extra="forbid")

    id: UUID = Field(description="made by the sender: sent twice it is kept once")
    question: str = Field(max_length=80)
    zone: UUID | None = None
    value: str = Field("", max_length=40, description="one of the choices; give this or a note")
    note: str = Field("", max_length=4000)
    replaces: list[UUID] = Field([], max_length=50, description="own entries that this one stands for from now on")
    said_at: datetime | None = None


class ReceivedOut(Schema):
    safe: list[UUID]


@router.get("/{uuid:pk}/questions", response={200: list[QuestionOut], **UNREAD}, url_name="questions")
def questions(request: HttpRequest, pk: UUID) -> list[dict[str, Any]]:
    """What is asked at this place, in its order; nothing where the method has no questionnaire."""
    account = account_of(request)
    return [
        {"section": chapter.code, "id": ask.question.id, "text": ask.text, "why": ask.why}
        | {"choices": ask.choices, "zones": [zone.pk for zone in ask.zones]}
        for chapter in queries.chapters(account, queries.assessment(account, pk))
        for ask in chapter.asks
    ]


@router.get("/{uuid:pk}/answers", response={200: list[AnswerOut], **UNREAD}, url_name="answers")
def answers(request: HttpRequest, pk: UUID) -> list[dict[str, Any]]:
    """What stands, by question and assessor."""
    account = account_of(request)
    told = queries.answers(account, queries.assessment(account, pk))
    return [_told(account, row) for found in told.values() for row in found]


def _told(account: Account, row: queries.Answered) -> dict[str, Any]:
    return {
        "question": row.question,
        "zone": row.zone,
        "mine": row.assessor.pk == account.pk,
        "assessor": row.assessor.pk,
        "values": list(row.values),
        "note": "\n\n".join(note.note for note in row.notes),
        "photos": len(row.photos),
        "entries": [entry.pk for entry in (*row.answers, *row.notes)],
    }


@router.get("/{uuid:pk}/scores", response={200: list[PartOut], **UNREAD}, url_name="scores")
def scores(request: HttpRequest, pk: UUID) -> list[dict[str, Any]]:
    """Every assessor's own share of what is missing: the whole first, then the sections; nothing before an answer."""
    account = account_of(request)
    found = queries.filled(account, queries.assessment(account, pk))
    return [_part(part) for part in (found.overall, *found.sections)] if found else []


def _part(part: Part) -> dict[str, Any]:
    voices = [
        {"assessor": voice.assessor.pk, "missing": voice.score.value, "coverage": voice.score.coverage}
        for voice in part.voices
    ]
    facts = {"section": part.code, "label": part.label, "low": part.low, "high": part.high, "voices": voices}
    return facts | {"decides": [ask.question.id for ask in part.decides]}


@router.post("/{uuid:pk}/answers", response={200: ReceivedOut, **UNWRITTEN}, url_name="answers_new")
def answer(request: HttpRequest, pk: UUID, data: list[EntryIn]) -> Status[dict[str, Any]]:
    """Keep own answers and notes. All of them or none; sent twice, each is kept once."""
    account = account_of(request)
    of = queries.assessment(account, pk)
    received = actions.answer_here(account, of, [_said(account, of, entry) for entry in data])
    if received.taken:
        raise Conflict
    return Status(200, {"safe": sorted(received.safe)})


def _said(account: Account, of: Assessment, entry: EntryIn) -> Said:
    said = Said(
        entry.id, account.pk, "api", 0, ANSWER if entry.value else NOTE, entry.question, entry.zone, value=entry.value,
        note=entry.note, replaces=frozenset(entry.replaces), said_at=entry.said_at,
    )  # fmt: skip
    # A phone may come back with answers of an older method, which are kept for the lead; a program can ask first.
    if bool(entry.value) == bool(entry.note.strip()) or unread(queries.method_of(of).questionnaire, said):
        raise Refused(
            _("Each entry names a question of the method, and holds one of its answers or a note. Nothing was kept.")
        )
    return said
