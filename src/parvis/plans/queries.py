"""Reading plans and actions: every read starts from `visible_to`."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from parvis.access.errors import Conflict
from parvis.access.queries import reach, seen, visible_to
from parvis.access.roles import Can
from parvis.assessment.models import ExistingMeasure, Scenario
from parvis.assessment.queries import measure_name
from parvis.content.queries import current, label
from parvis.content.schemas import ExercisePack, PlanPack
from parvis.journal.queries import about
from parvis.people.models import Account
from parvis.people.queries import names
from parvis.places.models import Place
from parvis.plans.models import (
    Action,
    Carrier,
    Channel,
    CheckRun,
    Duty,
    Effect,
    Message,
    Need,
    Period,
    Plan,
    PlanDuty,
    PlanFinding,
    PlanRole,
    PlanSnapshot,
    Practice,
    Resource,
    Task,
    Trigger,
    WhatIf,
)
from parvis.plans.rules import Reading, Whole, engine_plan, engine_tasks, names_of, read, tried
from parvis.solutions.models import Option
from parvis.solutions.queries import picked

__all__ = ["Reading", "Whole", "engine_plan", "engine_tasks", "names_of", "read"]
#: What makes another edition of a plan; and how many such changes back one looks for the last of a row.
CHANGES = ("plans.task_set", "plans.task_dropped", "plans.role_set", "plans.part_set", "plans.durations_learned")
LOOKED_BACK = 300
OPEN = (Action.State.OPEN, Action.State.IN_PROGRESS)


def plans(account: Account | None) -> QuerySet[Plan]:
    return visible_to(account, Plan).select_related("place")


def counted(account: Account | None) -> QuerySet[Plan]:
    """Plans with `n_tasks` and `n_roles`."""
    n_tasks = Count("tasks", filter=Q(tasks__dropped=None), distinct=True)
    return plans(account).annotate(n_tasks=n_tasks, n_roles=Count("roles", distinct=True))


def plan(account: Account | None, place: Place) -> Plan | None:
    """The plan in force at a place: the one that came into force last, where there are several."""
    found = plans(account).filter(place=place, state=Plan.State.IN_FORCE)
    return found.order_by("-valid_from", "-changed", "id").first()


def plan_by_id(account: Account | None, pk: UUID | str) -> Plan:
    return seen(account, Plan, pk)


def roles(account: Account | None, plan: Plan) -> QuerySet[PlanRole]:
    return visible_to(account, PlanRole).filter(plan=plan).order_by("name", "id")


def tasks(account: Account | None, plan: Plan) -> QuerySet[Task]:
    """The tasks that the plan has now, each with its roles and what it waits for."""
    return tasks_of(account, [plan])


def tasks_of(account: Account | None, plans: Iterable[Plan | UUID]) -> QuerySet[Task]:
    return with_parts(account, visible_to(account, Task).filter(plan__in=plans, dropped=None)).order_by("code", "id")


def with_parts(account: Account | None, tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Tasks with everything that the engine asks of them."""
    needs = Prefetch("needs", visible_to(account, Need).select_related("resource"))
    related = tasks.select_related("responsible", "accountable")
    return related.prefetch_related("predecessors", "one_of", "consulted", "informed", needs)


def whole(account: Account | None, plan: Plan) -> Whole:
    """A plan with all its parts and what was tried of it, in a number of queries that does not grow with them."""
    return replace(wholes(account, [plan])[plan.pk], tried=tried(practised(account, plan)))


def practised(account: Account | None, plan: Plan) -> QuerySet[Practice]:
    """What exercises tried of a plan, the last exercise last."""
    return visible_to(account, Practice).filter(plan=plan).order_by("on", "id")


def wholes(account: Account | None, plans: Iterable[Plan]) -> dict[UUID, Whole]:
    """Several plans with all their parts, in as many queries as one."""
    found = {plan.pk: Whole(plan) for plan in plans}
    held = Prefetch("duties", visible_to(account, Duty).select_related("function"))
    for task in tasks_of(account, list(found)):
        found[task.plan_id].tasks.append(task)
    for role in visible_to(account, PlanRole).filter(plan__in=list(found)).prefetch_related("incompatible", held):
        found[role.plan_id].roles.append(role)
    for period in visible_to(account, Period).filter(plan__in=list(found)):
        found[period.plan_id].periods.append(period)
    for message in messages_of(account, list(found)):
        found[message.plan_id].messages.append(message)
    for channel in visible_to(account, Channel).filter(plan__in=list(found)):
        found[channel.plan_id].channels.append(channel)
    for resource in visible_to(account, Resource).filter(plan__in=list(found)):
        found[resource.plan_id].resources.append(resource)
    for trigger in visible_to(account, Trigger).filter(plan__in=list(found)).prefetch_related("tasks"):
        found[trigger.plan_id].triggers.append(trigger)
    return found


def messages_of(account: Account | None, plans: Iterable[Plan | UUID]) -> QuerySet[Message]:
    """The messages of tasks that have not left their plan, each with its channels in their order."""
    found = visible_to(account, Message).filter(plan__in=plans, sender__dropped=None, receiver__dropped=None)
    carriers = Prefetch("carriers", visible_to(account, Carrier).select_related("channel"))
    return found.select_related("sender", "receiver", "role").prefetch_related(carriers)


def channels(account: Account | None, plan: Plan) -> QuerySet[Channel]:
    return visible_to(account, Channel).filter(plan=plan)


def resources(account: Account | None, plan: Plan) -> QuerySet[Resource]:
    return visible_to(account, Resource).filter(plan=plan)


def last_change(plan: Plan, part: UUID | str | None = None) -> tuple[str, datetime] | None:
    """Who changed a plan, or one row of it, last, and when. The caller has checked access to the plan."""
    rows = about(plan.pk, *CHANGES).reverse()[:LOOKED_BACK]
    found = next((row for row in rows if part is None or str(part) in row.payload.values()), None)
    return (names([found.actor]).get(found.actor, "") if found.actor else "", found.at) if found else None


def said_of(change: tuple[str, datetime] | None) -> str:
    """The same in a sentence; nothing where the journal does not tell."""
    if change is None:
        return ""
    words = {"who": change[0], "when": date_format(timezone.localtime(change[1]), "SHORT_DATETIME_FORMAT")}
    return _("%(who)s saved it on %(when)s.") % words if change[0] else _("It was saved on %(when)s.") % words


def changed_since(plan: Plan) -> Conflict:
    """The plan is no longer the one that somebody had before them."""
    return Conflict(
        _("The plan is edition %(edition)d by now. %(last)s Nothing of yours was taken: read the plan again.")
        % {"edition": plan.edition, "last": said_of(last_change(plan))}
    )


def task_rows(account: Account | None) -> QuerySet[Task]:
    """Every task that the reader may see, those that have left their plan too."""
    return visible_to(account, Task).select_related("responsible").order_by("code", "id")


def task(account: Account | None, pk: UUID | str) -> Task:
    return seen(account, Task, pk)


def role(account: Account | None, pk: UUID | str) -> PlanRole:
    return seen(account, PlanRole, pk)


def check(account: Account | None, pk: UUID | str) -> CheckRun:
    return seen(account, CheckRun, pk)


def checks(account: Account | None, plan: Plan) -> QuerySet[CheckRun]:
    """The checks of a plan, the newest first, without what they found."""
    return visible_to(account, CheckRun).filter(plan=plan).select_related("by").defer("result").order_by("-asked", "id")


def last_check(account: Account | None, plan: Plan) -> CheckRun | None:
    """The newest check that found something out."""
    done = visible_to(account, CheckRun).filter(plan=plan, state=CheckRun.State.DONE)
    return done.select_related("by").order_by("-edition", "-ended", "id").first()


def snapshots(account: Account | None, plan: Plan) -> QuerySet[PlanSnapshot]:
    """The editions of a plan that were kept, the newest first."""
    return visible_to(account, PlanSnapshot).filter(plan=plan).select_related("by").order_by("-edition", "id")


def checked_editions(account: Account | None, plan: Plan, editions: Iterable[int]) -> dict[int, CheckRun]:
    """The last check of each of these editions that found something out."""
    done = visible_to(account, CheckRun).filter(plan=plan, state=CheckRun.State.DONE, edition__in=list(editions))
    return {run.edition: run for run in done.order_by("ended", "id")}


def what_ifs(account: Account | None, plan: Plan) -> QuerySet[WhatIf]:
    """The measures that a plan is tried with, each with what it changes."""
    parts = ("task", "message__sender", "message__receiver", "message__role", "channel", "resource")
    effects = Prefetch("effects", visible_to(account, Effect).select_related(*parts))
    return visible_to(account, WhatIf).filter(plan=plan).select_related("by").prefetch_related(effects)


def what_if(account: Account | None, pk: UUID | str) -> WhatIf:
    return seen(account, WhatIf, pk)


def effect(account: Account | None, pk: UUID | str) -> Effect:
    return seen(account, Effect, pk)


@dataclass(frozen=True)
class Source:
    """A measure of the place that a plan can be tried with: an option, a measure in one, or one that stands there."""

    key: str
    group: str
    name: str
    facts: dict[str, object]


def measures_at(account: Account | None, plan: Plan) -> list[Source]:
    """What can be tried: only what is marked no more strictly than the plan, for its readers will see the name."""
    options = visible_to(account, Option).filter(place=plan.place_id, as_it_is=False)
    options = options.filter(comparison__marking__lte=plan.marking).order_by("name", "id")
    there = visible_to(account, ExistingMeasure).filter(place=plan.place_id, marking__lte=plan.marking)
    found = [Source(f"option:{row.pk}", _("Options of this place"), row.name, {"option": row}) for row in options]
    found += [
        Source(f"measure:{one.id}", _("Measures in these options"), label(one.label), {"measure": one.id})
        for one in picked(dict.fromkeys(code for row in options for code in row.measures))
    ]
    return found + [
        Source(f"existing:{row.pk}", _("Measures that stand there"), measure_name(row), {"existing": row})
        for row in there.order_by("created", "id")
    ]


def duties(account: Account | None, plan: Plan) -> QuerySet[PlanDuty]:
    """The duties to exercise that apply to a plan."""
    return visible_to(account, PlanDuty).filter(plan=plan).order_by("code", "id")


def row_changed(plan: Plan, pk: UUID) -> Conflict:
    """Somebody else saved a row of a plan while its editor had it open."""
    return Conflict(
        _("Somebody else saved this row while you were working on it. %(last)s Theirs is kept and nothing of yours was "
          "written over it: go back, copy what you wrote, open the page afresh and enter it again.")
        % {"last": said_of(last_change(plan, pk))}
    )  # fmt: skip


def duties_in_force(account: Account | None) -> QuerySet[PlanDuty]:
    """Those of all plans that the reader may see and that were not replaced."""
    found = visible_to(account, PlanDuty).exclude(plan__state=Plan.State.REPLACED)
    return found.select_related("plan", "place").order_by("code", "id")


def duty(account: Account | None, pk: UUID | str) -> PlanDuty:
    return seen(account, PlanDuty, pk)


def findings(account: Account | None, plan: Plan) -> QuerySet[PlanFinding]:
    """Everything that a check ever found in a plan, and what people made of it."""
    return visible_to(account, PlanFinding).filter(plan=plan).select_related("by").order_by("rule", "subject", "id")


def finding(account: Account | None, pk: UUID | str) -> PlanFinding:
    return seen(account, PlanFinding, pk)


def actions(account: Account | None, place_id: UUID | None = None) -> QuerySet[Action]:
    """Actions of one place, or of all places that the reader may see; the next due first."""
    found = visible_to(account, Action).select_related("place")
    return found.filter(place_id=place_id) if place_id else found


def action(account: Account | None, pk: UUID | str) -> Action:
    return seen(account, Action, pk)


def open_actions(account: Account | None, place_id: UUID | None = None) -> QuerySet[Action]:
    return actions(account, place_id).filter(state__in=OPEN)


def overdue(account: Account | None, today: date | None = None) -> QuerySet[Action]:
    return open_actions(account).filter(due__lt=today or timezone.localdate())


def mine(account: Account) -> QuerySet[Action]:
    """Actions that the reader wrote down, or that an organisation of the reader owes."""
    homes = frozenset().union(*(reach(account).organisations(can) for can in Can))
    return actions(account).filter(organisation__in=homes) | actions(account).filter(author=account)


def starters() -> list[ExercisePack]:
    """The exercise packs from which a plan can begin."""
    return current(ExercisePack)


@dataclass(frozen=True)
class Starter:
    """An exercise pack, and by what it fits a place: its kind, and a scenario about the first threat of the pack."""

    pack: ExercisePack | PlanPack
    kind: bool
    assessed: bool


def starters_for(account: Account | None, place: Place, *, plans: bool = False) -> list[Starter]:
    """The exercise packs, with plans to begin with where `plans` are wanted, those first that fit the place best; a pack
    names its kinds of place in that order too."""
    threats = set(visible_to(account, Scenario).filter(place=place).values_list("threat", flat=True))
    found = [
        Starter(pack, place.category in pack.places, bool(threats.intersection(pack.threats[:1])))
        for pack in starters()
    ]
    found += [Starter(pack, place.category in pack.places, False) for pack in (current(PlanPack) if plans else ())]
    return sorted(
        found,
        key=lambda one: (not one.kind, not one.assessed, one.pack.places.index(place.category) if one.kind else 0),
    )
