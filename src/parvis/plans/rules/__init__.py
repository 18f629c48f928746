"""The rules of plans and actions, and a plan as the drill engine sees it. Pure functions."""

from parvis.plans.rules.engine import engine_plan, engine_tasks
from parvis.plans.rules.practice import Tried, tried
from parvis.plans.rules.reading import Reading, names_of, read
from parvis.plans.rules.states import TRANSITIONS, horizon_of, kind_of, next_code
from parvis.plans.rules.whatif import engine_measures
from parvis.plans.rules.whole import Whole

__all__ = [
    "TRANSITIONS",
    "Reading",
    "Tried",
    "Whole",
    "engine_measures",
    "engine_plan",
    "engine_tasks",
    "horizon_of",
    "kind_of",
    "names_of",
    "next_code",
    "read",
    "tried",
]
