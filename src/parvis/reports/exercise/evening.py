"""All that one reader may see of an exercise on its evening, gathered once for its documents."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from parvis.access.models import Marking
from parvis.access.queries import visible_to
from parvis.exercises import queries
from parvis.exercises.models import Exercise, Inject, Lesson, Objective, Observation
from parvis.people.models import Account, Membership
from parvis.places.models import Place
from parvis.plans.models import Action, PlanRole


@dataclass(frozen=True)
class Side:
    """An organisation that took part: its level of governance in words, and how many came."""

    name: str
    level: str
    people: int


@dataclass(frozen=True)
class Evening:
    """What the documents draw from. `actions`: by id of a lesson."""

    of: Exercise
    result: queries.Result
    measured: queries.Measured
    objectives: list[Objective]
    injects: list[Inject]
    notes: list[Observation]
    lessons: list[Lesson]
    actions: dict[object, list[Action]]
    hot_wash: queries.HotWash
    sides: list[Side]
    named: list[str]  # organisations that the plan names
    names: queries.Names  # what people are called in it
    follow: queries.FollowThrough  # of the place, over all its exercises
    today: date

    @property
    def place(self) -> Place:
        return self.of.place

    @property
    def marking(self) -> Marking:
        """The strictest of what is in it."""
        acted = [action.marking for rows in self.actions.values() for action in rows]
        return Marking(max([self.of.marking, self.place.marking, self.of.plan.marking, *acted]))

    def written(self, text: str) -> str:
        """What somebody wrote: people by what they did, unless the city lets names stand."""
        return self.names.written(text)


def evening(account: Account, of: Exercise, today: date) -> Evening:
    """Possible as soon as the exercise was played: what is missing is said, not asked for."""
    result = queries.result(account, of)
    lessons = list(queries.lessons(account, of.place_id).filter(exercise=of))
    people = list(queries.participants(account, of))
    roles = list(visible_to(account, PlanRole).filter(plan=of.plan_id).order_by("name", "id"))
    return Evening(
        of=of,
        result=result,
        measured=queries.measured(account, result),
        objectives=list(queries.objectives(account, of)),
        injects=list(queries.injects(account, of)),
        notes=list(queries.observations(account, of)),
        lessons=lessons,
        actions=_actions(account, lessons),
        hot_wash=queries.hot_wash(account, of),
        sides=_sides([person.account_id for person in people]),
        named=sorted({role.organisation for role in roles if role.organisation}),
        follow=queries.follow_through(account, of.place_id),
        names=queries.names(account, of),
        today=today,
    )


def _actions(account: Account, lessons: list[Lesson]) -> dict[object, list[Action]]:
    found: dict[object, list[Action]] = {}
    asked = visible_to(account, Action).filter(lessons__in=lessons).prefetch_related("lessons").distinct()
    for action in asked.order_by("due", "title", "id"):
        for lesson in action.lessons.all():
            found.setdefault(lesson.pk, []).append(action)
    return found


def _sides(accounts: list[UUID]) -> list[Side]:
    """The organisations of those who took part; somebody with roles in two counts for both."""
    held = Membership.objects.filter(Membership.current(), account__in=accounts).select_related("organisation")
    found: dict[tuple[str, str], set[object]] = {}
    for row in held.order_by("organisation__name"):
        key = (row.organisation.get_level_display(), row.organisation.name)
        found.setdefault(key, set()).add(row.account_id)
    return [Side(name, level, len(who)) for (level, name), who in sorted(found.items())]
