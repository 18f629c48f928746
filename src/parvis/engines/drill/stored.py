"""A reckoning as JSON: all that a page shows, so that nothing is reckoned again when somebody looks. Never is null."""

from collections.abc import Iterable, Mapping
from datetime import date
from math import isfinite
from typing import Any

from parvis.engines.drill.finding import Finding
from parvis.engines.drill.outcome import Outcome
from parvis.engines.drill.path import NOTHING
from parvis.engines.drill.plan import Plan
from parvis.engines.drill.reckoning import Reckoning
from parvis.engines.drill.whatif import Effect, Variant

Json = dict[str, Any]
#: Drivers that are kept for each milestone: the others move it by less than anybody acts upon.
DRIVERS = 12


def stored(found: Reckoning) -> Json:
    """What a page shows of a reckoning, by codes: no text of users, times in seconds to a tenth, null for never."""
    critical = set(found.timetable.critical)
    return {
        "seed": found.seed,
        "runs": found.runs,
        "milestones": list(found.plan.milestones),
        "tasks": [_task(found, outcome) | {"critical": outcome.task in critical} for outcome in found.outcomes],
        "links": links(found.plan),
        "demands": [
            {"code": d.code, "capacity": d.capacity, "until": _short(d.at_s[-1]), "short": _short(d.short, 3)}
            | {"wanted": [_short(v, 2) for v in d.wanted], "busy": [_short(v, 2) for v in d.busy]}
            for d in found.demands
        ],
        "drivers": {
            milestone: [
                {"task": d.task, "correlation": _short(d.correlation, 3), "critical": _short(d.critical, 3)}
                for d in drivers[:DRIVERS]
            ]
            for milestone, drivers in found.drivers.items()
        },
        "losses": [
            {"kind": loss.kind, "code": loss.code, "stops": list(loss.stops), "single": loss.single_point}
            | {"late": [[milestone, _short(added)] for milestone, added in loss.late]}
            for loss in found.losses
        ],
        "what_if": [_effect(effect) for effect in found.what_if],
        "trust": {"guessed": found.trust.guessed, "observed": found.trust.observed, "sample": found.trust.sample}
        | {"thin": list(found.trust.thin)},
        "findings": [finding_json(finding) for finding in found.findings],
    }


def _task(found: Reckoning, outcome: Outcome) -> Json:
    timing, task = found.timetable.timings[outcome.task], found.plan.by_code[outcome.task]
    return {
        "code": outcome.task,
        "roles": list(task.responsible),
        "expected": [_short(timing.earliest_start), _short(timing.earliest_finish)],
        "slack": _short(timing.slack),
        "begun": _short(outcome.begun),
        "done": [_short(value) for value in (outcome.p50, outcome.p80, outcome.p95)],
        "never": _short(outcome.never, 4),
        "target": _short(outcome.target_s),
        "met": [_short(v, 4) for v in (outcome.met.share, outcome.met.low, outcome.met.high)] if outcome.met else None,
        "waited": _short(outcome.waited_s),
    }


def links(plan: Plan) -> list[Json]:
    """What leads to what: `all` must come, of `one` the first suffices; `pull` where the receiver waits to be called."""
    words = {(m.sender, m.receiver): m for m in plan.messages if m.receiver and m.sender}
    found: dict[tuple[str, str], str] = {}
    for task in plan.tasks:
        for kind, before in (("all", task.predecessors), ("one", task.one_of)):
            found |= {(source, task.code): kind for source in before}
    found |= {ends: "all" for ends in words if ends not in found}
    return [
        {"from": source, "to": to, "join": join, "way": words[source, to].way if (source, to) in words else ""}
        for (source, to), join in found.items()
    ]


def _effect(effect: Effect) -> Json:
    met = [_short(one.met.share, 4) if one.met else None for one in (effect.before, effect.after)]
    return {
        "change": effect.variant.change,
        "subject": effect.variant.subject,
        "milestone": effect.milestone,
        "p80": [_short(effect.before.p80), _short(effect.after.p80)],
        "met": met,
        "saved": _short(effect.saved_s),
        "doubt": _short(effect.doubt_s),
        "sooner": _short(effect.sooner, 3),
    }


def finding_json(finding: Finding) -> Json:
    """A finding with its evidence."""
    values = {name: _plain(value) for name, value in finding.values.items()}
    return {"rule": finding.rule, "severity": finding.severity, "subject": finding.subject, "values": values}


def findings_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Finding, ...]:
    """The findings again, to have their sentences."""
    return tuple(
        Finding(row["rule"], row["severity"], row["subject"], {k: _again(v) for k, v in row["values"].items()})
        for row in rows
    )


def effects_of(rows: Iterable[Mapping[str, Any]]) -> list[tuple[Variant, Mapping[str, Any]]]:
    """Each stored effect with its variant, to have its sentence; the changed plan itself is not kept."""
    return [(Variant(row["change"], row["subject"], Plan()), row) for row in rows]


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | int) else _short(float(value), 4)  # type: ignore[arg-type]  # a number of numpy or Python


def _again(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def _short(value: float | None, decimals: int = 1) -> float | None:
    """A number with so many decimals; nothing where it is not finite."""
    if value is None or not isfinite(value):
        return None
    return 0.0 if abs(value) < NOTHING else round(float(value), decimals)
