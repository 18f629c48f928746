"""Calls: members start from `visible_to`, everybody from what was published."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from parvis.access.errors import NotVisible
from parvis.access.queries import seen, visible_to
from parvis.people.models import Account
from parvis.solutions.models import Call, CallQuestion, Requirement
from parvis.solutions.queries.thread import requirements

MOST_ENDED = 20


def calls(account: Account | None) -> QuerySet[Call]:
    return visible_to(account, Call).select_related("place").order_by("-created", "pk")


def calls_of(account: Account | None, place_id: UUID) -> QuerySet[Call]:
    return calls(account).filter(place_id=place_id)


def call(account: Account | None, pk: UUID | str) -> Call:
    return seen(account, Call, pk)


def needs_to_ask(account: Account | None, place_id: UUID) -> QuerySet[Requirement]:
    """The needs of a place from which a call can be made."""
    return requirements(account, place_id)


def question(account: Account | None, pk: UUID | str) -> CallQuestion:
    return seen(account, CallQuestion, pk)


def published() -> QuerySet[Call]:
    """What everybody may know of: calls that were published once, whatever became of them."""
    return (
        Call.objects.filter(published__isnull=False)
        .select_related("place__owner")
        .prefetch_related("asked", "amendments")
    )


def open_calls() -> QuerySet[Call]:
    """The calls that take answers now, the one that closes first at the top."""
    return published().filter(state=Call.State.PUBLISHED, closes__gt=timezone.now()).order_by("closes", "pk")


def ended_calls() -> QuerySet[Call]:
    """The calls that led to a decision, the newest first: what a newcomer can read to the end."""
    return published().filter(state=Call.State.DECIDED).order_by("-closes", "pk")[:MOST_ENDED]


def public_call(pk: UUID | str) -> Call:
    found = published().filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def shown_questions(of: Call) -> QuerySet[CallQuestion]:
    """What everybody reads: answered questions, and those set aside with their reason instead of their words."""
    told = Q(answered__isnull=False) | ~Q(set_aside="")
    return CallQuestion.objects.filter(told, call=of).order_by("asked", "pk")
