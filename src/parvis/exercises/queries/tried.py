"""The exercises behind the rules of practice of a plan."""

from collections.abc import Mapping

from parvis.exercises.models import Exercise
from parvis.exercises.queries.reading import exercises
from parvis.people.models import Account
from parvis.plans import queries as plans
from parvis.plans.models import Plan

#: What the rules of practice ask of each kind of thing that exercises try.
ASKED = {"organisation": "O01", "contact": "O03", "flaw": "O04"}


def last_tried(account: Account | None, plan: Plan) -> Mapping[tuple[str, str], Exercise]:
    """By rule of practice and subject, the exercise that is its evidence; only those that the reader may see."""
    tried = [row for row in plans.practised(account, plan) if row.kind in ASKED]
    if not tried:
        return {}
    codes = {str(pk): code for pk, code in plans.task_rows(account).filter(plan=plan).values_list("pk", "code")}
    known = exercises(account).in_bulk([row.exercise for row in tried])
    return {
        (ASKED[row.kind], codes.get(row.subject, row.subject)): known[row.exercise]
        for row in tried
        if row.exercise in known
    }
