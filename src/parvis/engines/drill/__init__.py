"""Response plans on a clock: what does not hold together, how long it takes, and how an exercise compared."""

from parvis.engines.drill.actors import Duty, Organisation, Period, Person, Role
from parvis.engines.drill.conformance import Conformance, TaskResult, conformance
from parvis.engines.drill.coverage import Coverage, coverage
from parvis.engines.drill.demand import Demand
from parvis.engines.drill.draws import Assumptions
from parvis.engines.drill.drivers import Driver
from parvis.engines.drill.errors import PlanError
from parvis.engines.drill.expected import Expected, expected_on
from parvis.engines.drill.finding import Finding
from parvis.engines.drill.latency import STEPS, Bound, Latency, latencies, quantile
from parvis.engines.drill.load import RoleLoad
from parvis.engines.drill.losses import Loss, losses
from parvis.engines.drill.messages import Channel, Message
from parvis.engines.drill.montecarlo import Runs, criticality, monte_carlo
from parvis.engines.drill.outcome import Outcome, outcome, outcomes
from parvis.engines.drill.paired import Pair, Paired, paired
from parvis.engines.drill.path import Schedule, Timing, schedule
from parvis.engines.drill.plan import Plan, Resource, Task, Trigger
from parvis.engines.drill.pooling import Pooled, pool
from parvis.engines.drill.rating import Rating, Suggestion, suggest_capability, suggest_rating, suggest_target
from parvis.engines.drill.reading import refusals
from parvis.engines.drill.reckoning import Reckoning, reckon
from parvis.engines.drill.record import STAMPS, Record
from parvis.engines.drill.relays import Relay, by_channel, by_pair, relays
from parvis.engines.drill.rules import RULES, Rule, check_plan
from parvis.engines.drill.simulation import simulate
from parvis.engines.drill.stored import effects_of, finding_json, findings_of, links, stored
from parvis.engines.drill.team import by_every
from parvis.engines.drill.trust import Trust, trust
from parvis.engines.drill.variants import Measure
from parvis.engines.drill.whatif import Effect, Variant, proposals, what_if
from parvis.engines.drill.worked import Jumps, moment_after, worked

__all__ = [
    "RULES",
    "STAMPS",
    "STEPS",
    "Assumptions",
    "Bound",
    "Channel",
    "Conformance",
    "Coverage",
    "Demand",
    "Driver",
    "Duty",
    "Effect",
    "Expected",
    "Finding",
    "Jumps",
    "Latency",
    "Loss",
    "Measure",
    "Message",
    "Organisation",
    "Outcome",
    "Pair",
    "Paired",
    "Period",
    "Person",
    "Plan",
    "PlanError",
    "Pooled",
    "Rating",
    "Reckoning",
    "Record",
    "Relay",
    "Resource",
    "Role",
    "RoleLoad",
    "Rule",
    "Runs",
    "Schedule",
    "Suggestion",
    "Task",
    "TaskResult",
    "Timing",
    "Trigger",
    "Trust",
    "Variant",
    "by_channel",
    "by_every",
    "by_pair",
    "check_plan",
    "conformance",
    "coverage",
    "criticality",
    "effects_of",
    "expected_on",
    "finding_json",
    "findings_of",
    "latencies",
    "links",
    "losses",
    "moment_after",
    "monte_carlo",
    "outcome",
    "outcomes",
    "paired",
    "pool",
    "proposals",
    "quantile",
    "reckon",
    "refusals",
    "relays",
    "schedule",
    "simulate",
    "stored",
    "suggest_capability",
    "suggest_rating",
    "suggest_target",
    "trust",
    "what_if",
    "worked",
]
