"""Are lessons followed through: corrective actions that are done, and were tried again in a later exercise."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from parvis.access.queries import visible_to
from parvis.exercises.models import Lesson
from parvis.exercises.queries.lessons import lessons
from parvis.people.models import Account
from parvis.plans.models import Action


@dataclass(frozen=True)
class FollowThrough:
    """`through`: corrective actions that are done and whose lesson a later exercise has tried again, of all `actions`."""

    actions: int
    done: int
    through: int
    lessons: int
    verified: int


def follow_through(account: Account | None, place_id: UUID | None = None) -> FollowThrough:
    """Of one place, or of all that the reader may see."""
    rows = lessons(account, place_id).order_by()
    verified = Q(state=Lesson.State.VERIFIED)
    counted = rows.aggregate(n=Count("pk"), verified=Count("pk", filter=verified))
    answering = visible_to(account, Action).filter(lessons__in=rows.values("pk")).order_by()
    done = Q(state=Action.State.DONE)
    acted = answering.aggregate(
        n=Count("pk", distinct=True),
        done=Count("pk", filter=done, distinct=True),
        through=Count("pk", filter=done & Q(lessons__state=Lesson.State.VERIFIED), distinct=True),
    )
    return FollowThrough(acted["n"], acted["done"], acted["through"], counted["n"], counted["verified"])
