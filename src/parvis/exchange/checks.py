"""What the thread asks of this room: whether the thread was told to others, and whether it moved on since."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.access.models import Marking
from parvis.access.queries import may, visible_to
from parvis.access.roles import Can
from parvis.exchange.models import Practice
from parvis.exercises.queries import exercises, lessons
from parvis.people.models import Account
from parvis.places.checks import Link, State, Step, Thread
from parvis.places.models import Place
from parvis.solutions.models import Decision


def links(account: Account | None, places: Iterable[Place]) -> dict[UUID, list[Link]]:
    """The link `shared` of each place, with four queries for all of them."""
    wanted = list(places)
    sheets: dict[UUID, Practice] = {}
    for practice in visible_to(account, Practice).filter(place__in=wanted).order_by("changed", "id"):
        best = sheets.get(practice.place_id)
        if best is None or practice.state == Practice.State.SHARED or best.state != Practice.State.SHARED:
            sheets[practice.place_id] = practice
    moved = _moved(account, list(sheets))
    return {
        place.pk: [_link(sheet, moved.get(place.pk)) if (sheet := sheets.get(place.pk)) else _missing(account, place)]
        for place in wanted
    }


def _missing(account: Account | None, place: Place) -> Link:
    """A door for those who may write the sheet."""
    url = reverse("exchange:new", args=[place.pk]) if may(account, Can.SHARE, place) else ""
    return Link("shared", "missing", _("no practice sheet"), url)


def _link(sheet: Practice, moved: datetime | None) -> Link:
    url = reverse("exchange:practice", args=[sheet.pk])
    if sheet.state != Practice.State.SHARED or sheet.decided is None:
        words = _("sheet checked") if sheet.state == Practice.State.CHECKED else _("sheet being written")
        return Link("shared", "missing", words, url, sheet.changed)
    late: State = "stale" if moved and moved > sheet.decided else "done"
    words = _("thread moved on since") if late == "stale" else Marking(sheet.marking).label
    return Link("shared", late, words, url, sheet.decided)


def _moved(account: Account | None, places: list[UUID]) -> dict[UUID, datetime]:
    """When the thread of each place last moved: a decision, an exercise that ended, a lesson."""
    if not places:
        return {}
    found: dict[UUID, datetime] = {}
    moves: list[tuple[QuerySet[Decision] | QuerySet, str]] = [  # type: ignore[type-arg]  # of three tables
        (visible_to(account, Decision), "created"),
        (exercises(account), "ended"),
        (lessons(account), "created"),
    ]
    for rows, column in moves:
        newest = rows.filter(place__in=places).order_by().values_list("place_id").annotate(when=Max(column))
        for place_id, when in newest:
            if when and (place_id not in found or when > found[place_id]):
                found[place_id] = when
    return found


def steps(account: Account | None, place: Place, thread: Thread) -> list[Step]:
    """Write the sheet once something was decided; check it, decide about it, bring it up to date."""
    if not may(account, Can.SHARE, place):
        return []
    written = visible_to(account, Practice, Can.SHARE).filter(place=place).order_by("-changed", "id")
    newest = written.first() if thread["shared"].when else None
    if newest is None:
        if thread["decision"].state == "missing":
            return []
        url = reverse("exchange:new", args=[place.pk])
        return [Step(_("Write the practice sheet from this thread"), url, _("Write"), 80)]
    return _with(newest, stale=thread["shared"].state == "stale")


def _with(sheet: Practice, *, stale: bool) -> list[Step]:
    if sheet.state == Practice.State.DRAFT:
        url = reverse("exchange:check", args=[sheet.pk])
        return [Step(_("Finish the practice sheet, and check what it gives away"), url, _("Check"), 81)]
    if sheet.state == Practice.State.CHECKED:
        url = reverse("exchange:share", args=[sheet.pk])
        return [Step(_("Decide whether the practice sheet may be shared"), url, _("Decide"), 79)]
    if not stale:
        return []
    url = reverse("exchange:change", args=[sheet.pk])
    return [Step(_("The thread moved on: bring the practice sheet up to date"), url, _("Write"), 82)]
