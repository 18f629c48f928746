"""Roles of a plan on one page: whose they are, and who holds them in each duty period."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.people.models import Account
from parvis.plans import actions, queries
from parvis.plans.actions.role import ROLE
from parvis.plans.models import Period, Plan, PlanRole
from parvis.plans.rules import Whole
from parvis.web.pages.forms import blame
from parvis.web.pages.plans.forms import NewRoleForm, RoleForm
from parvis.web.pages.reading import form_page, press
from parvis.web.templatetags.parvis import tlp

#: Names of the two fields of a duty period; those of every other period bear none.
HOLDER, DEPUTY = "holder", "deputy"


def _name(field: str, period: Period | None) -> str:
    return f"{field}-{period.pk}" if period else field


def _initial(role: PlanRole, periods: list[Period]) -> dict[str, Any]:
    """What the role says now; for each duty period who holds it then, if somebody is named for it."""
    found = {name: getattr(role, name) for name in (*ROLE, "version")}
    for period in (None, *periods):
        own = [duty for duty in role.duties.all() if duty.period_id == (period.pk if period else None)]
        found[_name(HOLDER, period)] = next((duty.function.name for duty in own if duty.rank == 0), "")
        found[_name(DEPUTY, period)] = "; ".join(duty.function.name for duty in own if duty.rank > 0)
    return found


def _form(role: PlanRole, whole: Whole, post: QueryDict | None) -> RoleForm:
    """A duty period that was added since the page was shown is left as it is."""
    prefix = str(role.pk)
    shown = [one for one in whole.periods if post is None or f"{prefix}-{_name(HOLDER, one)}" in post]
    form = RoleForm(post, prefix=prefix, initial=_initial(role, shown))
    for period in shown:
        form.at(period.name, _name(HOLDER, period), _name(DEPUTY, period))
    return form


def _facts(given: dict[str, Any], periods: list[Period]) -> dict[str, Any]:
    """Where a period names nobody, those hold the role in it who do so in every other."""
    duties: dict[Period | None, list[str]] = {}
    for period in (None, *periods):
        if _name(HOLDER, period) in given:
            duties[period] = [given[_name(HOLDER, period)], *given[_name(DEPUTY, period)].split(";")]
    return {name: given[name] for name in ROLE} | {"duties": duties}


@form_page
def roles(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Every role with holders and deputies on one page, and room for one more."""
    plan = queries.plan_by_id(account, pk)
    require(account, Can.PLAN, plan)
    whole = queries.whole(account, plan)
    known, post = whole.roles, request.POST or None
    if request.method == "POST":  # a role that was added since the page was shown is left as it is
        known = [role for role in known if f"{role.pk}-name" in request.POST]
    forms = [_form(role, whole, post) for role in known]
    extra = NewRoleForm(post, prefix="new", use_required_attribute=False)
    wanted = bool(request.POST.get("new-name", "").strip())
    if request.method == "POST" and all(form.is_valid() for form in forms) and (not wanted or extra.is_valid()):
        try:
            with transaction.atomic():
                for role, form in zip(known, forms, strict=True):
                    if set(form.changed_data) - {"version"}:
                        facts = _facts(form.cleaned_data, whole.periods)
                        actions.set_role(account, plan, role, version=form.cleaned_data["version"] or 0, **facts)
                if wanted:
                    _add(account, plan, extra.cleaned_data)
        except Refused as refused:
            blame(extra, refused)
        else:
            return redirect("plans:roles" if request.POST.get("next") == "again" else "plans:plan", pk=pk)
    rows = [{"role": role, "form": form} for role, form in zip(known, forms, strict=True)]
    context = {"plan": plan, "rows": rows, "extra": extra, "tlp": tlp(plan.marking), "title": _("Who holds which role")}
    return render(request, "plans/roles.html", context)


def _add(account: Account, plan: Plan, given: dict[str, Any]) -> None:
    """One more role. A form sent twice finds it."""
    if not queries.roles(account, plan).filter(pk=given["id"]).exists():
        facts = _facts(given, [])
        facts["capacity"] = facts["capacity"] or 1
        actions.set_role(account, plan, pk=given["id"], **facts)


@press
def remove_role(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    found = queries.role(account, pk)
    plan_id = found.plan_id
    actions.remove_role(account, found)
    return redirect("plans:roles", pk=plan_id)
