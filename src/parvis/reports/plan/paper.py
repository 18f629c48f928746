"""All that the documents of a check draw from, gathered once: what was found, and what people made of it."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from parvis.access.models import Marking
from parvis.content.language import figure
from parvis.engines.drill import findings_of
from parvis.exercises.queries import last_tried
from parvis.people.models import Account
from parvis.plans import queries
from parvis.plans.models import CheckRun, Plan, PlanFinding, WhatIf
from parvis.plans.rules.findings import near, said_then, severity
from parvis.plans.rules.result import Json, Result, refused


@dataclass(frozen=True)
class Said:
    """One finding: its rule, what it means, the way out, and how it stands."""

    rule: str
    severity: str
    sentence: str
    why: str
    fix: str
    state: str


@dataclass(frozen=True)
class Paper:
    """`result` is None for a plan that could not be put on a clock; then `refused` says why."""

    plan: Plan
    run: CheckRun
    result: Result | None
    refused: list[str]
    findings: list[Said]
    fixed: list[Said]
    measures: dict[str, WhatIf]
    today: date

    @property
    def marking(self) -> Marking:
        """The strictest of what is in it."""
        return Marking(max(self.plan.marking, self.plan.place.marking))

    @property
    def stored(self) -> Json:
        return self.run.result or {}

    def name(self, code: str) -> str:
        """The words for a code of the check."""
        return str(self.stored["names"].get(code, code))

    @property
    def old(self) -> bool:
        return self.run.edition != self.plan.edition


def paper(account: Account, plan: Plan, run: CheckRun, today: date) -> Paper:
    reasons = refused(run)
    kept = list(queries.findings(account, plan))
    return Paper(
        plan=plan,
        run=run,
        result=None if reasons else Result(run),
        refused=reasons,
        findings=_findings(account, plan, run, kept),
        fixed=[_fixed(row) for row in kept if row.state == PlanFinding.State.FIXED],
        measures={str(row.pk): row for row in queries.what_ifs(account, plan)},
        today=today,
    )


def _findings(account: Account, plan: Plan, run: CheckRun, kept: list[PlanFinding]) -> list[Said]:
    judged = {(row.rule, row.subject): row for row in kept}
    result, last = run.result or {}, last_tried(account, plan)
    found = []
    for one in findings_of(result["findings"]):
        names = near(result["names"], one)
        sentence, tried = one.sentence(_, names, figure), last.get((one.rule, one.subject))
        if tried:
            sentence += " " + _("Last tried in:") + f" {tried.title}"
        state = _state(judged.get((one.rule, one.subject[:200])))
        found.append(
            Said(one.rule, severity(one.severity), sentence, one.why(_), one.fix(_, result["names"], figure), state)
        )
    return found


def _state(row: PlanFinding | None) -> str:
    """Open, or accepted with its reason, by whom and when."""
    if row is None or row.state != PlanFinding.State.ACCEPTED:
        return _("open")
    by = f", {row.by.name}" if row.by else ""
    return f"{row.get_state_display()}: {row.reason} ({date_format(row.since, 'SHORT_DATE_FORMAT')}{by})"


def _fixed(row: PlanFinding) -> Said:
    since = _("since edition %(edition)s, %(date)s") % {
        "edition": row.edition, "date": date_format(row.since, "SHORT_DATE_FORMAT")
    }  # fmt: skip
    return Said(row.rule, severity(row.severity), said_then(row), "", "", f"{row.get_state_display()} {since}")
