"""What people make of the findings of a check: accepted as a risk with a reason, taken up again; what is gone is fixed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.plans import events
from parvis.plans.models import Plan, PlanFinding


def keep_findings(plan: Plan, edition: int, rows: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> None:
    """Fold the findings of a new check into those that are known, by rule and subject: inside its transaction."""
    found = {(row["rule"], row["subject"][:200]): row for row in rows}
    known = {(kept.rule, kept.subject): kept for kept in plan.findings.all()}
    fresh = {"since": timezone.now(), "edition": edition, "by": None, "reason": ""}
    for key, kept in known.items():
        if (key in found) == (kept.state == PlanFinding.State.FIXED):
            state = PlanFinding.State.OPEN if key in found else PlanFinding.State.FIXED
            PlanFinding.objects.filter(pk=kept.pk).update(state=state, **fresh)
    PlanFinding.objects.bulk_create(
        PlanFinding(
            place_id=plan.place_id, plan=plan, rule=rule, subject=subject, severity=row["severity"],
            values=row["values"], names=_named(row, names), **fresh,
        )
        for (rule, subject), row in found.items()
        if (rule, subject) not in known
    )  # fmt: skip


def _named(row: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    """The names of everything that a finding speaks of."""
    codes = [row["subject"]]
    for value in row["values"].values():
        codes += value if isinstance(value, list) else [value]
    return {code: names[code] for code in codes if code in names}


@verb(events.FindingJudged)
def judge_finding(actor: Account, finding: PlanFinding, *, accept: bool, reason: str = "") -> PlanFinding:
    """Accept a finding as a risk, with the reason, or take it up again."""
    require(actor, Can.PLAN, finding)
    current = visible_to(actor, PlanFinding, Can.PLAN).select_for_update(of=("self",)).get(pk=finding.pk)
    wanted = PlanFinding.State.ACCEPTED if accept else PlanFinding.State.OPEN
    if current.state == PlanFinding.State.FIXED:
        raise Refused(_("The last check no longer finds this. Nothing was changed: reload the page."))
    if accept and not reason.strip():
        raise Refused(_("Say why this risk is accepted. Nothing was saved."), "reason")
    before, current.state, current.reason = current.state, wanted, reason.strip() if accept else ""
    current.since, current.by = timezone.now(), actor
    current.save()
    event = events.FindingJudged(rule=current.rule, before=before, after=wanted)
    marking = current.plan.marking
    record(actor, event, object_id=current.pk, place_id=current.place_id, marking=marking)
    return current
