"""What a plan lacks or contradicts before anybody has played it."""

from collections.abc import Iterable
from datetime import date

from parvis.engines.drill.finding import Finding
from parvis.engines.drill.plan import Plan
from parvis.engines.drill.reading import codes
from parvis.engines.drill.rules import messages, order, practice, roles, simulation, tasks, times
from parvis.engines.drill.rules.registry import RANK, RULES, Rule, View

SUBJECTS = (tasks, roles, order, messages, times, practice, simulation)

__all__ = ["RANK", "RULES", "SUBJECTS", "Rule", "check_plan", "in_rank"]


def check_plan(plan: Plan, today: date | None = None) -> tuple[Finding, ...]:
    """Findings of all static rules (`RULES`), gravest first, then by rule and subject.

    The rules of practice (O) need `today`. While tasks wait for one another in a circle, the rules that need a clock
    find nothing. PlanError for two things with one code, or one that is named and not in the plan.
    """
    for refused in codes(plan):
        raise refused
    view = View(plan, today)
    found = [finding for known in RULES.values() if known.about != simulation.ABOUT for finding in known.findings(view)]
    return in_rank(found)


def in_rank(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Gravest first, then by rule and subject."""
    return tuple(sorted(found, key=lambda f: (RANK[f.severity], f.rule, f.subject)))
