"""Roles of a plan: whose they are, and which functions hold them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.people.queries import organisations
from parvis.plans import events, queries
from parvis.plans.actions.edition import known, next_edition
from parvis.plans.models import Duty, Function, Period, Plan, PlanRole

ROLE = ("name", "organisation", "level", "capacity")
#: Functions by duty period (None: every period for which nobody is named): the first holds, the others stand in.
Duties = Mapping[Period | None, Sequence[str]]


@verb(events.RoleSet)
def set_role(
    actor: Account,
    plan: Plan,
    role: PlanRole | None = None,
    *,
    version: int = 1,
    pk: UUID | None = None,
    duties: Duties | None = None,
    incompatible: Iterable[PlanRole] | None = None,
    **facts: Any,
) -> PlanRole:
    """Add a role to a plan, or change `role` as its editor saw it at `version`. `duties` change the periods they name."""
    require(actor, Can.PLAN, plan)
    known(facts, ROLE)
    name = str(facts.get("name", role.name if role else "")).strip()
    if not name:
        raise Refused(_("A role needs a name. Nothing was saved."), "name")
    if ";" in name:
        raise Refused(_("A name holds no semicolon: it parts names in tables. Nothing was saved."), "name")
    twins = plan.roles.filter(name=name)
    if (twins.exclude(pk=role.pk) if role else twins).exists():
        raise Refused(_("This plan has a role of that name already. Nothing was saved: choose another name."), "name")
    if role is None:
        role = PlanRole(place_id=plan.place_id, plan=plan, **({"pk": pk} if pk else {}))
    else:
        role = visible_to(actor, PlanRole, Can.PLAN).select_for_update().get(pk=role.pk)
        if role.version != version:
            raise queries.row_changed(plan, role.pk)
        role.version += 1
    for field, value in facts.items():
        setattr(role, field, value)
    role.name = name
    _register(role)
    role.save()
    if incompatible is not None:
        role.incompatible.set(_of_this_plan(plan, role, list(incompatible)))
    for period, functions in (duties or {}).items():
        hold(plan, role, period, functions)
    event = events.RoleSet(role=role.pk, edition=next_edition(actor, plan))
    record(actor, event, object_id=plan.pk, place_id=plan.place_id, marking=plan.marking)
    return role


def _register(role: PlanRole) -> None:
    """An organisation that the installation knows lends the role its name and its level of governance."""
    found = (
        organisations().filter(name__iexact=role.organisation.strip()).first() if role.organisation.strip() else None
    )
    role.registered = found
    if found:
        role.organisation, role.level = found.name, found.level


def _of_this_plan(plan: Plan, role: PlanRole, others: list[PlanRole]) -> list[PlanRole]:
    if any(other.plan_id != plan.pk or other.pk == role.pk for other in others):
        raise Refused(
            _("A role can only exclude other roles of its own plan. Nothing was saved."), "incompatible"
        )  # fmt: skip
    return others


def hold(plan: Plan, role: PlanRole, period: Period | None, functions: Sequence[str]) -> None:
    """Who holds the role in the period: the first holds it, an empty first leaves it open, the others are deputies."""
    if period is not None and period.plan_id != plan.pk:
        raise Refused(_("A role can only be held in duty periods of its own plan. Nothing was saved."), "duties")
    role.duties.filter(period=period).delete()
    for rank, words in enumerate(functions):
        name = words.strip()[:160]
        if name and name not in {f.strip()[:160] for f in functions[:rank]}:
            function, _made = Function.objects.get_or_create(plan=plan, name=name)
            Duty.objects.create(role=role, period=period, rank=rank, function=function)


@verb(events.RoleSet)
def remove_role(actor: Account, role: PlanRole) -> None:
    """Take a role out of its plan. Its tasks stay, without an owner, and the plan says so."""
    require(actor, Can.PLAN, role)
    plan, pk = role.plan, role.pk
    role.delete()
    event = events.RoleSet(role=pk, edition=next_edition(actor, plan), removed=True)
    record(actor, event, object_id=plan.pk, place_id=plan.place_id, marking=plan.marking)
