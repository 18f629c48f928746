"""The check of a plan: asked for by every change and by hand, carried out in the background, cancelled, kept."""

import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from parvis import __version__
from parvis.access.errors import NotVisible, Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.engines import drill
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.plans import events, queries
from parvis.plans.actions.findings import keep_findings
from parvis.plans.models import CheckRun, Plan, WhatIf
from parvis.plans.rules import Whole, engine_measures, engine_plan
from parvis.plans.rules.reading import names_of, today_of

SILENT_AFTER = timedelta(minutes=2)
#: A plan in force is checked again after so long, though nobody changed it.
OLD_AFTER = timedelta(days=30)
#: Progress is written at most so often: every write waits for its turn.
TELL_EVERY_SECONDS = 0.5
#: How the time of a check is shared out, roughly.
STEPS = {"simulate": (0.05, 0.15), "losses": (0.2, 0.4), "what_if": (0.6, 0.4)}
#: Checks that are kept of each plan; the oldest go first.
KEPT = 30


class Stopped(Exception):
    """The check must not go on; `args[0]` says why: "cancelled", "newer" or "gone"."""


def queue_check(actor: Account, plan: Plan) -> CheckRun:
    """Let the present edition of a plan be checked, inside the transaction of the change. What waited for an older
    edition waits for this one."""
    fresh = {"edition": plan.edition, "by": actor, "asked": timezone.now()}
    waiting = CheckRun.objects.filter(plan=plan, state=CheckRun.State.QUEUED)
    if waiting.update(**fresh):
        return waiting.get()
    # The same random numbers for every edition: what differs between two checks is then the plan.
    seed = plan.pk.int % 2**31
    run = CheckRun.objects.create(place_id=plan.place_id, plan=plan, seed=seed, engine=__version__, **fresh)
    transaction.on_commit(partial(run_check.enqueue, str(run.pk)))
    return run


@verb(events.CheckAsked)
def ask_check(actor: Account, plan: Plan) -> CheckRun:
    """Ask for a check by hand."""
    require(actor, Can.PLAN, plan)
    current = Plan.objects.select_for_update().get(pk=plan.pk)
    if current.checks.filter(state__in=(CheckRun.State.QUEUED, CheckRun.State.RUNNING)).exists():
        raise Refused(_("This plan is being checked already. Wait until it is done, or stop the check."))
    run = queue_check(actor, current)
    record(actor, events.CheckAsked(edition=run.edition), object_id=run.pk, place_id=run.place_id, marking=plan.marking)
    return run


@verb(events.CheckCancelAsked)
def cancel_check(actor: Account, run: CheckRun) -> None:
    """Stop a check. What an earlier one found stays."""
    require(actor, Can.PLAN, run.plan)
    current = CheckRun.objects.select_for_update().get(pk=run.pk)
    if not current.at_work:
        raise Refused(_("This check has ended already. Nothing was changed."))
    if current.state == CheckRun.State.QUEUED:
        current.state, current.ended, current.problem = CheckRun.State.CANCELLED, timezone.now(), "cancelled"
    current.cancel_asked = True
    current.save(update_fields=["state", "ended", "problem", "cancel_asked"])
    event = events.CheckCancelAsked(edition=run.edition)
    record(actor, event, object_id=run.pk, place_id=run.place_id, marking=run.plan.marking)


@task()
def run_check(run_id: str) -> str:
    """The background task."""
    return carry_out(run_id)


def carry_out(run_id: UUID | str, runs: int = 10_000) -> str:
    """Check a plan that waits for it, to the end: the result is kept, or a reason why not. Answers the state."""
    rows = CheckRun.objects.filter(pk=run_id)
    if not rows.filter(state=CheckRun.State.QUEUED).update(state=CheckRun.State.RUNNING, beat=timezone.now()):
        return ""
    run = rows.select_related("by").get()
    try:
        with transaction.atomic():  # the edition and what belongs to it are read together
            Plan.objects.select_for_update().get(pk=run.plan_id)
            whole = queries.whole(run.by, queries.plan_by_id(run.by, run.plan_id))
        rows.update(edition=whole.plan.edition, runs=runs)
        measures = list(queries.what_ifs(run.by, whole.plan))
        names = names_of(whole) | {str(row.pk): row.name for row in measures}
        keep_check(run.pk, _reckoned(whole, measures, run, runs) | {"names": names})
    except Stopped as stopped:
        reason = str(stopped.args[0])
        if reason != "gone":
            end_check(run.pk, CheckRun.State.CANCELLED, reason)
        return reason
    except NotVisible:
        end_check(run.pk, CheckRun.State.FAILED, "failed")
        return "failed"
    except Exception:
        end_check(run.pk, CheckRun.State.FAILED, "failed")
        raise
    return CheckRun.State.DONE


def _reckoned(whole: Whole, measures: Iterable[WhatIf], run: CheckRun, runs: int) -> dict[str, Any]:
    """The result as JSON; of a plan that cannot be put on a clock, why, and what the rules say all the same."""
    plan = engine_plan(whole)
    refused = [{"code": error.code, "tasks": list(error.tasks)} for error in drill.refusals(plan)]
    if not plan.tasks:
        refused = [{"code": "no_tasks", "tasks": []}]
    if refused:
        findings = [drill.finding_json(finding) for finding in drill.check_plan(plan, today_of(whole))]
        return {"refused": refused, "findings": findings, "links": drill.links(plan)}
    tried = tuple(engine_measures(plan, measures))
    return drill.stored(drill.reckon(plan, run.seed, runs, today=today_of(whole), measures=tried, progress=_watch(run)))


def _watch(run: CheckRun) -> Callable[[str, float], None]:
    """Write now and then how far it is; stop when somebody asked to, or when a newer edition waits."""
    rows, told = CheckRun.objects.filter(pk=run.pk), [-TELL_EVERY_SECONDS]

    def tell(step: str, done: float) -> None:
        if time.monotonic() - told[0] < TELL_EVERY_SECONDS:
            return
        told[0] = time.monotonic()
        start, share = STEPS[step]
        if not rows.filter(state=CheckRun.State.RUNNING).update(
            step=step, progress=start + share * done, beat=timezone.now()
        ):
            raise Stopped("gone")
        if rows.filter(cancel_asked=True).exists():
            raise Stopped("cancelled")
        if CheckRun.objects.filter(plan=run.plan_id, state=CheckRun.State.QUEUED).exists():
            raise Stopped("newer")

    return tell


def _running(run_id: UUID) -> CheckRun:
    """The run, locked; Stopped when somebody else has ended it."""
    found = CheckRun.objects.select_related("plan", "by").select_for_update(of=("self",)).filter(pk=run_id)
    run = found.filter(state=CheckRun.State.RUNNING).first()
    if run is None:
        raise Stopped("gone")
    return run


@verb(events.CheckEnded)
def keep_check(run_id: UUID, result: dict[str, Any]) -> None:
    """Keep what was found, with what people have made of it before."""
    run = _running(run_id)
    run.state, run.result, run.progress, run.ended = CheckRun.State.DONE, result, 1.0, timezone.now()
    run.save()
    keep_findings(run.plan, run.edition, result["findings"], result["names"])
    _forget(run.plan.checks.exclude(pk=run.pk).values_list("pk", flat=True).order_by("-asked", "pk")[KEPT - 1 :])
    serious = sum(row["severity"] == "error" for row in result["findings"])
    _ended(run, serious, len(result["findings"]))


def _forget(old: Iterable[UUID]) -> None:
    CheckRun.objects.filter(pk__in=list(old)).exclude(
        state__in=(CheckRun.State.QUEUED, CheckRun.State.RUNNING)
    ).delete()


@verb(events.CheckEnded)
def end_check(run_id: UUID, state: str, problem: str) -> None:
    """Close a check that brought nothing: what an earlier one found stays."""
    run = _running(run_id)
    run.state, run.problem, run.ended = state, problem, timezone.now()
    run.save(update_fields=["state", "problem", "ended"])
    _ended(run)


def _ended(run: CheckRun, serious: int = 0, findings: int = 0) -> None:
    event = events.CheckEnded(
        edition=run.edition, state=run.state, problem=run.problem, serious=serious, findings=findings
    )
    record(run.by, event, object_id=run.pk, place_id=run.place_id, marking=run.plan.marking)


def reap_checks() -> int:
    """Close checks whose worker died, hand those that wait to a worker again, and let plans in force be checked again
    whose last check has grown old. Returns how many."""
    late = timezone.now() - SILENT_AFTER
    dead = CheckRun.objects.filter(state=CheckRun.State.RUNNING, beat__lt=late).order_by("pk")
    closed = list(dead.values_list("pk", flat=True))
    for pk in closed:
        end_check(pk, CheckRun.State.FAILED, "failed")
    waiting = CheckRun.objects.filter(state=CheckRun.State.QUEUED, beat__lt=late).order_by("pk")
    lost = list(waiting.values_list("pk", flat=True))
    for pk in lost:  # handed over twice is carried out once
        CheckRun.objects.filter(pk=pk).update(beat=timezone.now())
        run_check.enqueue(str(pk))
    return len(closed) + len(lost) + _renew()


def _renew() -> int:
    """The rules of practice ask how long ago: they may speak of a plan that nobody has changed."""
    newest = CheckRun.objects.filter(plan=OuterRef("pk")).order_by("-asked", "pk")
    in_force = Plan.objects.filter(state=Plan.State.IN_FORCE).annotate(last=Subquery(newest.values("pk")[:1]))
    old = CheckRun.objects.filter(pk__in=in_force.values("last"), asked__lt=timezone.now() - OLD_AFTER)
    rows = old.exclude(state__in=(CheckRun.State.QUEUED, CheckRun.State.RUNNING)).select_related("by", "plan")
    with transaction.atomic():
        return len([queue_check(row.by, row.plan) for row in rows.order_by("pk")])
