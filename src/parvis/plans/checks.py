"""What the thread asks of the plans: is one in force, does it still fit the place, does it hold together?"""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.access.queries import may, visible_to
from parvis.access.roles import Can
from parvis.content.queries import label
from parvis.people.models import Account
from parvis.places.checks import Link, State, Step, Thread
from parvis.places.models import Place
from parvis.plans import queries
from parvis.plans.actions.duties import duty_of
from parvis.plans.models import Plan, PlanDuty
from parvis.plans.rules import Whole, read
from parvis.plans.rules.duty import SOON, due_on


def links(account: Account | None, places: Iterable[Place]) -> dict[UUID, list[Link]]:
    """The link `plan`: done when a plan is in force, fits the place and holds together."""
    wanted = {place.pk: place for place in places}
    best = _chosen(account, wanted)
    plans = queries.wholes(account, best.values()) if best else {}
    found = {}
    for pk, place in wanted.items():
        plan = best.get(pk)
        if plan is None:
            url = reverse("plans:new", args=[pk]) if may(account, Can.PLAN, place) else ""
            found[pk] = [Link("plan", "missing", _("no plan yet"), url)]
        else:
            found[pk] = [_link(place, plans[plan.pk])]
    return found


def _chosen(account: Account | None, places: Iterable[UUID]) -> dict[UUID, Plan]:
    """For each place its plan in force, else its newest draft."""
    found: dict[UUID, Plan] = {}
    kept = visible_to(account, Plan).filter(place__in=list(places)).exclude(state=Plan.State.REPLACED)
    for plan in kept.order_by("changed", "id"):
        known = found.get(plan.place_id)
        if known is None or plan.state == Plan.State.IN_FORCE or known.state == Plan.State.DRAFT:
            found[plan.place_id] = plan
    return found


def _link(place: Place, whole: Whole) -> Link:
    plan = whole.plan
    state, detail = _state(place, whole)
    return Link("plan", state, detail, reverse("plans:plan", args=[plan.pk]), plan.changed)


def _state(place: Place, whole: Whole) -> tuple[State, str]:
    plan = whole.plan
    count = ngettext("%(n)d task", "%(n)d tasks", len(whole.tasks)) % {"n": len(whole.tasks)}
    if plan.state == Plan.State.DRAFT:
        return "missing", _("draft, %(tasks)s") % {"tasks": count}
    severe = read(whole).severe
    if severe:
        gaps = ngettext("%(n)d serious gap", "%(n)d serious gaps", severe) % {"n": severe}
        return "contradicted", _("%(tasks)s, %(gaps)s") % {"tasks": count, "gaps": gaps}
    if plan.changed < place.layout_changed:
        return "stale", _("older than the place")
    if plan.review_on and plan.review_on < timezone.localdate():
        return "stale", _("review overdue")
    return "done", _("in force, %(tasks)s") % {"tasks": count}


def steps(account: Account | None, place: Place, thread: Thread) -> list[Step]:
    """Overdue actions first; then the plan that is missing, has gaps, or is out of date."""
    found = [*_late(account, place)]
    if not may(account, Can.PLAN, place):
        return found
    link = thread["plan"]
    if link.state == "contradicted":
        found.append(Step(_("Close the serious gaps of the plan"), link.url, _("Open the plan"), 15))
    elif link.state == "stale":
        found.append(
            Step(_("Look at the plan again: %(why)s") % {"why": link.detail}, link.url, _("Open the plan"), 41)
        )
    found += _duties(account, place) if link.when else []
    if link.state in {"contradicted", "stale"}:
        return found
    if link.when is None:
        found.append(Step(_("Write the plan: who does what, by when"), link.url, _("Begin"), 40))
    elif link.state == "missing":
        found.append(Step(_("Finish the draft of the plan and put it in force"), link.url, _("Open the draft"), 42))
    return found


def _duties(account: Account | None, place: Place) -> Iterable[Step]:
    """Duties to exercise that are overdue, fall due soon, or have no exercise on record."""
    today = timezone.localdate()
    rows = visible_to(account, PlanDuty).filter(place=place).exclude(plan__state=Plan.State.REPLACED)
    for row in rows.order_by("code", "id"):
        duty = duty_of(row)
        due = due_on(duty, row.fulfilled_on, today)
        words = {"duty": label(duty.label)}
        url = reverse("plans:duties", args=[row.plan_id])
        if due is None:
            yield Step(_("%(duty)s: no exercise is on record") % words, url, _("See the duty"), 35)
        elif due <= today + SOON:
            words["date"] = date_format(due, "SHORT_DATE_FORMAT")
            yield Step(_("%(duty)s: due by %(date)s") % words, url, _("See the duty"), 6 if due < today else 12)


def _late(account: Account | None, place: Place) -> Iterable[Step]:
    if not may(account, Can.UPDATE_ACTIONS, place):
        return
    late = queries.overdue(account).filter(place=place).count()
    if late:
        text = ngettext("%(n)d action is overdue", "%(n)d actions are overdue", late) % {"n": late}
        yield Step(text, reverse("plans:place_actions", args=[place.pk]), _("Report"), 5)
