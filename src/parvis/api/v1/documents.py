"""Documents of an assessment over the API: which there are, each of them as a file, and the extract that may be published."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from parvis.access.models import Marking
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.api.v1.places import ProblemOut, account_of
from parvis.assessment import queries
from parvis.reports.actions import release_extract, write_assessment
from parvis.reports.actions.releasing import LONGEST_REASON
from parvis.reports.assessment.release import extract_of
from parvis.reports.assessment.shelf import SHELF
from parvis.reports.formats import TYPES

router = Router(tags=["documents"])
UNREAD = {401: ProblemOut, 403: ProblemOut, 404: ProblemOut, 422: ProblemOut}
WANTED = {"TLP:CLEAR": Marking.CLEAR, "TLP:GREEN": Marking.GREEN}
FILE = {
    "responses": {
        200: {
            "description": "The file",
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


class LeftOut(Schema):
    kind: str
    number: int
    marking: str | None = Field(description="null where this kind is never told, whatever its marking")


class ExtractOut(Schema):
    marking: str
    texts: list[str] = Field(description="every word of it, in the reader's language")
    left: list[LeftOut]
    refusal: str = Field(description="why it cannot be released; empty where it can")
    digest: str = Field(description="of the words; give it back with the release, and nothing else leaves")


class ReleaseIn(Schema):
    model_config = ConfigDict(extra="forbid", strict=True)

    marking: Literal["TLP:CLEAR", "TLP:GREEN"]
    format: Literal["pdf", "docx", "xlsx"]
    reason: str = Field(min_length=1, max_length=LONGEST_REASON, description="why it may leave; stays in the journal")
    digest: str | None = Field(None, max_length=64)


class DocumentOut(Schema):
    document: str
    title: str
    audience: str
    formats: list[str]


def file(body: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"', "Cache-Control": "private, no-store"}
    return HttpResponse(body, content_type=TYPES[kind], headers=headers)


@router.get("/{uuid:pk}/documents", response={200: list[DocumentOut], **UNREAD}, url_name="documents")
def listing(request: HttpRequest, pk: UUID) -> list[dict[str, Any]]:
    """The documents of an assessment, for whom each is, and in which formats it comes."""
    account = account_of(request)
    require(account, Can.EXPORT, queries.assessment(account, pk))
    return [
        {"document": kind.code, "title": str(kind.title), "audience": str(kind.audience), "formats": list(kind.writers)}
        for kind in SHELF.values()
    ]


@router.get("/{uuid:pk}/documents/{slug:what}.{slug:kind}", response=UNREAD, url_name="document", openapi_extra=FILE)
def one(request: HttpRequest, pk: UUID, what: str, kind: str, *, names: bool = False) -> HttpResponse:
    """One document with what the account may see, noted in the journal; with the names of the experts for the lead only."""
    account = account_of(request)
    body = write_assessment(account, queries.assessment(account, pk), what, kind, named=names)
    return file(body, what, kind)


@router.get("/{uuid:pk}/extract", response={200: ExtractOut, **UNREAD}, url_name="extract")
def extract(request: HttpRequest, pk: UUID, marking: Literal["TLP:CLEAR", "TLP:GREEN"] = "TLP:CLEAR") -> dict[str, Any]:
    """What may be published or given to partners of an assessment, and what stays, and why."""
    account = account_of(request)
    made = extract_of(account, queries.assessment(account, pk), WANTED[marking], timezone.localdate())
    left = [
        {"kind": row.kind, "number": row.number, "marking": None if row.marking is None else Marking(row.marking).label}
        for row in made.found.left
    ]
    texts = made.document.texts
    return {"marking": marking, "texts": texts, "left": left, "refusal": made.refusal, "digest": made.digest}


@router.post("/{uuid:pk}/extract", response={400: ProblemOut, **UNREAD}, url_name="extract", openapi_extra=FILE)
def release(request: HttpRequest, pk: UUID, data: ReleaseIn) -> HttpResponse:
    """Decide that the extract leaves, for a reason; the answer is the file."""
    account = account_of(request)
    body = release_extract(
        account, queries.assessment(account, pk), wanted=WANTED[data.marking], kind=data.format, reason=data.reason,
        looked_at=data.digest,
    )  # fmt: skip
    return file(body, "extract", data.format)
