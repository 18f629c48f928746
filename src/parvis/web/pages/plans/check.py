"""The page of the check of a plan: what it found, how far it is, and the buttons."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import may, require
from parvis.access.roles import Can
from parvis.exercises.queries import last_tried
from parvis.people.models import Account
from parvis.plans import actions, queries
from parvis.plans.models import CheckRun, Plan
from parvis.plans.rules.result import refused
from parvis.plans.rules.verdict import verdict
from parvis.web.pages.plans.checked import Checked
from parvis.web.pages.plans.found import fixed, groups
from parvis.web.pages.reading import press, signed_in
from parvis.web.templatetags.parvis import tlp


@signed_in
def check(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Does the plan keep its targets, what stops it, what would help; then everything behind it."""
    plan = queries.plan_by_id(account, pk)
    newest = queries.checks(account, plan).first()
    if request.headers.get("HX-Request"):
        if newest is None or not newest.at_work:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "plans/parts/checking.html", progress(account, plan, newest))
    last = queries.last_check(account, plan)
    context = {
        "plan": plan,
        "place": plan.place,
        "tlp": tlp(plan.marking),
        "may_export": may(account, Can.EXPORT, plan),
        "last": last,
        "old": last is not None and last.edition != plan.edition,
        "problem": _problem(newest),
        **progress(account, plan, newest),
        **_found(account, plan, last),
    }
    return render(request, "plans/check.html", context)


def progress(account: Account, plan: Plan, newest: CheckRun | None) -> dict[str, Any]:
    """How far the check at work is, if one is."""
    at_work = newest if newest and newest.at_work else None
    steps = {
        "simulate": _("Playing the plan many times"),
        "losses": _("Taking away each role, person and channel"),
        "what_if": _("Trying what would help"),
    }
    step = ""
    if at_work:
        waiting = at_work.state == CheckRun.State.QUEUED
        step = _("Waiting to begin") if waiting else steps.get(at_work.step, steps["simulate"])
        step = _("Stopping …") if at_work.cancel_asked else step
    done = int(100 * at_work.progress) if at_work else 0
    return {"plan": plan, "at_work": at_work, "step": step, "percent": done, "may_plan": may(account, Can.PLAN, plan)}


def _problem(newest: CheckRun | None) -> str:
    """What became of the newest check, where it brought nothing."""
    return {
        "cancelled": _("The check was stopped. What an earlier check found stands below, if there was one."),
        "failed": _("The check was interrupted. Nothing is lost: check the plan again."),
    }.get(newest.problem if newest else "", "")


def _found(account: Account, plan: Plan, last: CheckRun | None) -> dict[str, Any]:
    """What the last check found; of a plan that cannot be put on a clock, why, and what the rules say."""
    if last is None:
        return {"found": None, "refused": [], "groups": [], "fixed": [], "verdict": []}
    reasons = refused(last)
    found = None if reasons else Checked(last)
    kept = list(queries.findings(account, plan))
    tasks = list(queries.tasks(account, plan))
    rows = groups(plan, last.result or {}, kept, tasks, last_tried(account, plan))
    return {
        "found": found,
        **_tried(account, plan, found),
        "refused": reasons,
        "verdict": verdict(found) if found else [],
        "groups": rows,
        "fixed": fixed(kept),
    }


def _tried(account: Account, plan: Plan, found: Checked | None) -> dict[str, Any]:
    """The measures that are tried with this plan, and those of the place that could be."""
    rows = list(queries.what_ifs(account, plan))
    by_id = {str(row.pk): row for row in rows}
    changes = [(change, by_id.get(change.measure)) for change in found.changes] if found else []
    known = {change.measure for change, _row in changes}
    sources = queries.measures_at(account, plan) if may(account, Can.PLAN, plan) else []
    taken = {row.name for row in rows}
    return {
        "changes": changes,
        "untried": [row for row in rows if str(row.pk) not in known],
        "sources": [one for one in sources if one.key.startswith("option:") and one.name not in taken],
    }


@press
def ask(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Check the plan now."""
    try:
        actions.ask_check(account, queries.plan_by_id(account, pk))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("plans:check", pk=pk)


@press
def cancel(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Stop what is at work on this plan: the check that runs, and the one that waits behind it."""
    plan = queries.plan_by_id(account, pk)
    require(account, Can.PLAN, plan)
    at_work = [run for run in queries.checks(account, plan) if run.at_work]
    try:
        for run in at_work:
            actions.cancel_check(account, run)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("plans:check", pk=pk)


@press
def judge(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Accept a finding as a risk with its reason, or take it up again."""
    finding = queries.finding(account, pk)
    accept = request.POST.get("accept") == "yes"
    try:
        actions.judge_finding(account, finding, accept=accept, reason=request.POST.get("reason", "")[:1000])
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect(reverse("plans:check", args=[finding.plan_id]) + f"#{finding.rule}")
