"""Reading answers: by their link for who writes them; after the opening for who evaluates them. Nothing in between."""

import base64
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.db.models import Count, Q

from parvis.access.errors import NotVisible
from parvis.access.queries import seen, visible_to
from parvis.access.roles import Can
from parvis.engines.privacy import sealing
from parvis.files.queries import envelope
from parvis.people.models import Account
from parvis.solutions.models import Call, CallAnswer, CallVersion
from parvis.solutions.rules.responses import Content, Paper


def digest_of(link: str) -> str:
    return sha256(link.encode()).hexdigest()


def by_link(link: str) -> CallAnswer:
    """The answer of whoever has the link."""
    found = CallAnswer.objects.select_related("call").filter(digest=digest_of(link)).first()
    if found is None:
        raise NotVisible
    return found


def drafted(found: CallAnswer, link: str) -> Content:
    """What is written so far, for who has the link."""
    return Content.model_validate_json(sealing.unlock(link.encode(), bytes(found.draft)))


def sent(found: CallAnswer) -> CallVersion | None:
    """The newest sending, sealed."""
    return found.versions.order_by("-at", "-pk").first()


def own_copy(version: CallVersion, link: str) -> Content:
    """What was sent, for who has the link."""
    return Content.model_validate_json(sealing.unlock(link.encode(), bytes(version.copy)))


@dataclass(frozen=True)
class Arrived:
    """What may be known of sealed answers: how many."""

    begun: int
    sent: int
    withdrawn: int
    late: int


def arrived(of: Call) -> Arrived:
    has = Q(versions__isnull=False)
    counted = of.answers.aggregate(
        begun=Count("pk", distinct=True), sent=Count("pk", filter=has & Q(withdrawn=None), distinct=True),
        withdrawn=Count("pk", filter=Q(withdrawn__isnull=False), distinct=True),
        late=Count("pk", filter=Q(late__isnull=False), distinct=True),
    )  # fmt: skip
    return Arrived(**counted)


@dataclass(frozen=True)
class Opened:
    """An answer that has been opened, with its newest version."""

    answer: CallAnswer
    version: CallVersion
    content: Content

    @property
    def name(self) -> str:
        return f"{self.content.solution} ({self.content.organisation})"


def opened_answers(account: Account | None, of: Call) -> list[Opened]:
    """The answers whose content was opened, for those who evaluate at this place."""
    rows = visible_to(account, CallAnswer, Can.JUDGE).filter(call=of, withdrawn=None).select_related("option")
    found = []
    for row in rows.order_by("created", "pk"):
        version = row.versions.filter(content__isnull=False).order_by("-at", "-pk").first()
        if version is not None:
            found.append(Opened(row, version, Content.model_validate(version.content)))
    return found


def opened_answer(account: Account | None, pk: UUID | str) -> Opened:
    """One opened answer; NotVisible while it is sealed."""
    row = seen(account, CallAnswer, pk)
    for found in opened_answers(account, row.call):
        if found.answer.pk == row.pk:
            return found
    raise NotVisible


def paper_of(content: Content, pk: str) -> tuple[Paper, bytes]:
    """A file that belongs to this content, unlocked."""
    for paper in content.papers:
        if paper.id == str(pk):
            return paper, sealing.unlock(base64.b64decode(paper.key), envelope(paper.id))
    raise NotVisible
