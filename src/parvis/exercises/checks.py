"""What the thread asks of the exercises: was the plan played as it is now, and were the lessons tried again?"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.access.queries import may, visible_to
from parvis.access.roles import Can
from parvis.exercises.models import CapabilityTarget, Exercise, Lesson
from parvis.exercises.queries import WAITING, Untried, gaps, lessons, untried
from parvis.people.models import Account
from parvis.places.checks import Link, State, Step, Thread
from parvis.places.models import Place
from parvis.plans.models import Plan
from parvis.plans.queries import plan as plan_in_force

OLD = timedelta(days=730)  # a plan that nobody has played for two years is stale


def links(account: Account | None, places: Iterable[Place]) -> dict[UUID, list[Link]]:
    """The links `exercise` and `lessons` of each place."""
    wanted = [place.pk for place in places]
    last = _last(account, wanted)
    counts: dict[UUID, dict[str, int]] = {}
    counted = visible_to(account, Lesson).filter(place__in=list(last)).order_by()
    for place_id, state, count in counted.values_list("place_id", "state").annotate(n=Count("pk")) if last else ():
        counts.setdefault(place_id, {})[state] = count
    played = [row.plan_id for row in last.values() if row.played]
    left = untried(account, played) if played else {}
    return {
        pk: [
            _exercise_link(pk, last.get(pk), left.get(last[pk].plan_id) if pk in last else None),
            _lessons_link(pk, last.get(pk), counts.get(pk, {})),
        ]
        for pk in wanted
    }


def _last(account: Account | None, places: list[UUID]) -> dict[UUID, Exercise]:
    """For each place the exercise that was played last, else the one that is being prepared or is running."""
    found: dict[UUID, Exercise] = {}
    rows = visible_to(account, Exercise).filter(place__in=places).select_related("plan")
    for row in rows.order_by("ended", "created", "id"):
        known = found.get(row.place_id)
        if known is None or not known.played or (row.played and _ended(row) >= _ended(known)):
            found[row.place_id] = row
    return found


def _ended(exercise: Exercise) -> datetime:
    return exercise.ended or exercise.created


def _exercise_link(place_id: UUID, last: Exercise | None, left: Untried | None) -> Link:
    if last is None:
        return Link("exercise", "missing", _("never exercised"), reverse("exercises:place", args=[place_id]))
    if not last.played:
        url = reverse("exercises:exercise", args=[last.pk])
        return Link("exercise", "missing", last.get_state_display(), url, last.t0 or last.created)
    state: State = "done"
    detail = _("%(kind)s of %(date)s") % {
        "kind": last.get_kind_display(), "date": date_format(_ended(last), "SHORT_DATE_FORMAT")
    }  # fmt: skip
    if timezone.now() - _ended(last) > OLD:
        state, detail = "stale", _("more than two years ago")
    elif last.plan.edition != last.plan_edition or last.plan.state == "replaced":
        state, detail = "stale", _("the plan has changed since")
    detail = " · ".join([detail, *_left_out(left)])
    return Link(
        "exercise",
        state,
        detail,
        reverse("exercises:result", args=[last.pk]),
        last.ended,
    )


def _left_out(left: Untried | None) -> Iterable[str]:
    """What no exercise of the plan has tried yet, in the fewest words."""
    if left and left.tasks:
        yield ngettext("%(n)d task never tried", "%(n)d tasks never tried", left.tasks) % {"n": left.tasks}
    if left and left.organisations:
        yield ngettext("%(n)d organisation never invited", "%(n)d organisations never invited", left.organisations) % {
            "n": left.organisations
        }


def _lessons_link(place_id: UUID, last: Exercise | None, counts: dict[str, int]) -> Link:
    url = reverse("exercises:place", args=[place_id]) + "#lessons"
    waiting = sum(counts.get(state, 0) for state in WAITING)
    closed = counts.get(Lesson.State.VERIFIED, 0)
    if waiting:
        detail = ngettext("%(n)d to re-test", "%(n)d to re-test", waiting) % {"n": waiting}
        return Link("lessons", "stale", detail, url)
    if closed:
        detail = ngettext("%(n)d re-tested", "%(n)d re-tested", closed) % {"n": closed}
        return Link("lessons", "done", detail, url)
    if last and last.state == Exercise.State.CLOSED:
        return Link("lessons", "done", _("none was drawn"), url, last.ended)
    return Link("lessons", "missing", "", url)


def steps(account: Account | None, place: Place, thread: Thread) -> list[Step]:
    """An exercise that runs, one to evaluate, lessons that wait, a plan that nobody has played."""
    if thread["exercise"].when is None:
        return list(_to_begin(account, place, thread)) if may(account, Can.DIRECT, place) else []
    if may(account, Can.DIRECT, place):
        return [*_live(account, place, "exercises:run", _("Direct")), *_to_direct(account, place, thread)]
    if may(account, Can.OBSERVE, place):
        return list(_live(account, place, "exercises:observe", _("Observe")))
    return []


def _live(account: Account | None, place: Place, page: str, label: str) -> Iterable[Step]:
    rows = visible_to(account, Exercise).filter(place=place, state__in=("running", "paused"))
    for row in rows.order_by("t0", "id")[:1]:
        yield Step(
            _("An exercise is running: %(title)s") % {"title": row.title}, reverse(page, args=[row.pk]), label, 1
        )


def _to_direct(account: Account | None, place: Place, thread: Thread) -> Iterable[Step]:
    mine = visible_to(account, Exercise).filter(place=place)
    for row in mine.filter(state=Exercise.State.FINISHED).order_by("ended", "id")[:1]:
        text = _("Evaluate the exercise of %(date)s") % {"date": date_format(_ended(row), "SHORT_DATE_FORMAT")}
        yield Step(text, reverse("exercises:result", args=[row.pk]), _("Evaluate"), 30)
        yield from _without_a_letter(account, row)
    if thread["lessons"].state == "stale":
        yield from _waiting(account, place)
    if thread["exercise"].state == "missing" and not mine.exclude(state=Exercise.State.DRAFT).exists():
        yield from _to_begin(account, place, thread)
    elif thread["exercise"].state != "missing":
        plan = plan_in_force(account, place) if thread["plan"].state != "missing" else None
        yield from _untried(account, plan) if plan else ()


def _waiting(account: Account | None, place: Place) -> Iterable[Step]:
    """Lessons that no exercise has tried again, with what they keep open, and the trainings to be repeated."""
    rows = list(lessons(account, place.pk).filter(state__in=WAITING))
    url = reverse("exercises:place", args=[place.pk]) + "#lessons"
    text = ngettext("%(n)d lesson waits for a re-test", "%(n)d lessons wait for a re-test", len(rows)) % {
        "n": len(rows)
    }
    touched = dict.fromkeys(str(one) for row in rows for one in (row.measure, row.option, row.scenario) if one)
    if touched:
        text += " · " + _("open again: %(names)s") % {"names": "; ".join(list(touched)[:4])}
    yield Step(text, url, _("Look"), 52)
    for row in rows:
        for what in row.trainings:
            text = _("Training to be repeated: %(what)s") % {"what": what}
            yield Step(text, reverse("exercises:lesson", args=[row.pk]), _("Look"), 53)


def _without_a_letter(account: Account | None, row: Exercise) -> Iterable[Step]:
    """Capability targets of an exercise that is being evaluated, on whose letter nobody has decided."""
    open_ones = visible_to(account, CapabilityTarget).filter(exercise=row, ratings=None).count()
    if open_ones:
        text = ngettext(
            "%(n)d capability target has no letter yet", "%(n)d capability targets have no letter yet", open_ones
        ) % {"n": open_ones}
        yield Step(text, reverse("exercises:result", args=[row.pk]) + "#goals", _("Decide"), 31)


def _to_begin(account: Account | None, place: Place, thread: Thread) -> Iterable[Step]:
    plan = plan_in_force(account, place) if thread["plan"].state != "missing" else None
    if plan:
        yield Step(_("Play the plan in a table-top"), reverse("exercises:prepare", args=[plan.pk]), _("Prepare"), 50)


def _untried(account: Account | None, plan: Plan) -> Iterable[Step]:
    """Tasks of the plan in force that no exercise has tried, and partners that nobody has invited."""
    found = gaps(account, plan)
    url = reverse("exercises:prepare", args=[plan.pk])
    if found.tasks:
        text = ngettext(
            "%(n)d task of the plan was never tried in an exercise: %(tasks)s",
            "%(n)d tasks of the plan were never tried in an exercise: %(tasks)s",
            len(found.tasks),
        ) % {"n": len(found.tasks), "tasks": ", ".join(found.tasks[:6])}
        yield Step(text, url, _("Prepare"), 56)
    if found.organisations:
        text = ngettext(
            "%(names)s stands in the plan and was never invited to an exercise",
            "%(names)s stand in the plan and were never invited to an exercise",
            len(found.organisations),
        ) % {"names": ", ".join(found.organisations[:4])}
        yield Step(text, url, _("Prepare"), 57)
