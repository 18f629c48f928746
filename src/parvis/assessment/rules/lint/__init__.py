"""What does not fit together in an assessment, in the manner of a linter. Pure functions over frozen facts.

A finding is a pointer, never a verdict: a person mends it, or accepts it for a reason until a date.
"""

from parvis.assessment.rules.lint import (
    consistency,
    dates,
    judgements,
    measures,
    questions,
    scenarios,
    team,
    tier,
)
from parvis.assessment.rules.lint.facts import Facts, Subject
from parvis.assessment.rules.lint.registry import RULES, SEVERITIES, Pointer, Rule, pointers

SUBJECTS = (team, measures, scenarios, judgements, dates, consistency, questions, tier)

__all__ = ["RULES", "SEVERITIES", "SUBJECTS", "Facts", "Pointer", "Rule", "Subject", "pointers"]
