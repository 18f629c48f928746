"""Reading the journal: the chain as a whole, and the history of one object or place."""

from uuid import UUID

from django.db.models import QuerySet

from parvis.journal.chain import FIELDS, Verdict, verify
from parvis.journal.models import Entry, Head


def check() -> Verdict:
    """Verify the whole chain of this installation."""
    head = Head.objects.filter(id=1).first()
    rows = Entry.objects.order_by("seq").values(*FIELDS, "hash").iterator(chunk_size=2000)
    return verify(rows, expected_head=head.hash if head else None)


def history(*, place_id: UUID) -> QuerySet[Entry]:
    """What happened to a place and everything in it, newest first. The caller has checked access to the place."""
    return Entry.objects.filter(place_id=place_id).order_by("-seq")


def about(object_id: UUID, *actions: str) -> QuerySet[Entry]:
    """What was done with one object, oldest first, of these kinds. The caller has checked access to it."""
    return Entry.objects.filter(object_id=object_id, action__in=actions).order_by("seq")
