"""The same plan with one thing changed: what it would do to the milestones, under the same random numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from parvis.engines.drill.draws import Assumptions
from parvis.engines.drill.messages import Channel
from parvis.engines.drill.montecarlo import Runs
from parvis.engines.drill.outcome import QUANTILES, Outcome, outcome
from parvis.engines.drill.path import peak_load, schedule
from parvis.engines.drill.plan import Plan
from parvis.engines.drill.simulation import Progress, simulate
from parvis.engines.drill.variants import (
    Measure,
    pushed,
    with_channel,
    with_deputy,
    with_measure,
    with_second_officer,
    with_timeout,
)
from parvis.engines.drill.wording import state
from parvis.engines.statement import Number, Translate, plain

RUNS = 2000
#: After how long a receiver acts on its own in the variant that has a time-out, in seconds.
TIMEOUT_S = 300.0


@dataclass(frozen=True)
class Variant:
    """`change`: a code of this engine's sentences (what_deputy, what_push ...) about `subject`; `plan`: with it made."""

    change: str
    subject: str
    plan: Plan = field(repr=False)

    def sentence(
        self, translate: Translate = str, names: Mapping[str, str] | None = None, number: Number = plain
    ) -> str:
        """What is changed, for a person."""
        known = names or {}
        words = [known.get(part, part) for part in self.subject.split(">") if part]
        return state(self.change, subject=" → ".join(words)).sentence(translate, number)


@dataclass(frozen=True)
class Effect:
    """What a variant does to one milestone. `saved_s`: how much earlier P80 is, in seconds; negative when later.

    `sooner`: share of the runs in which it is done earlier than as planned, run by run. `doubt_s`: standard error of
    `saved_s`, from P80 in ten groups of runs that share their random numbers.
    """

    variant: Variant
    milestone: str
    before: Outcome
    after: Outcome
    saved_s: float
    doubt_s: float
    sooner: float


def proposals(plan: Plan, measures: Sequence[Measure] = ()) -> tuple[Variant, ...]:
    """Changes that answer to what the plan lacks: a deputy, a second officer, push, a time-out, a second channel."""
    return (*_people(plan), *_words(plan), *(_measured(plan, m) for m in measures))


def _measured(plan: Plan, measure: Measure) -> Variant:
    change = "what_without" if measure.present else "what_measure"
    return Variant(change, measure.code, with_measure(plan, measure))


def _people(plan: Plan) -> Iterator[Variant]:
    timetable = schedule(plan)
    for role in plan.roles:
        spans = timetable.holding(role.code)
        if spans and any(len(role.people(period)) < 2 for period in plan.period_codes):  # noqa: PLR2004  # a holder and one more
            yield Variant("what_deputy", role.code, with_deputy(plan, role.code))
        if peak_load(spans) > role.capacity:
            yield Variant("what_second", role.code, with_second_officer(plan, role.code))


def _words(plan: Plan) -> Iterator[Variant]:
    pulled = tuple(m.code for m in plan.messages if m.way == "pull" and m.receiver and m.sender)
    for code in pulled:
        yield Variant("what_push", code, pushed(plan, code))
    if len(pulled) > 1:
        yield Variant("what_push_all", "", pushed(plan, *pulled))
    endless = tuple(m.code for m in plan.messages if m.way == "pull" and m.receiver and m.timeout_s is None)
    if endless:
        yield Variant("what_timeout", "", with_timeout(plan, TIMEOUT_S, *endless))
    second = Channel("second channel")
    single = tuple(m.code for m in plan.messages if len(set(m.channels)) == 1)
    if single:
        yield Variant("what_channel", "", with_channel(plan, second, *single))


def what_if(
    plan: Plan,
    variants: Sequence[Variant],
    seed: int,
    *,
    assumptions: Assumptions | None = None,
    progress: Progress | None = None,
    runs: int = RUNS,
) -> tuple[Effect, ...]:
    """A row for each variant and milestone, under common random numbers. `progress` hears "what_if"."""
    base = simulate(plan, seed, runs, assumptions)
    found = []
    for n, variant in enumerate(variants, start=1):
        changed = simulate(variant.plan, seed, runs, assumptions)
        found += [_effect(plan, variant, milestone, base, changed) for milestone in plan.milestones]
        if progress:
            progress("what_if", n / len(variants))
    return tuple(found)


def _effect(plan: Plan, variant: Variant, milestone: str, base: Runs, changed: Runs) -> Effect:
    before, after = outcome(plan, base, milestone), outcome(variant.plan, changed, milestone)
    saved = _less(before.p80, after.p80)
    groups = [
        _less(*(float(np.quantile(done[part], QUANTILES[1], method="inverted_cdf")) for done in both))
        for both in [(base.done(milestone), changed.done(milestone))]
        for part in np.array_split(np.arange(len(both[0])), min(10, len(both[0])))
    ]
    spread = (
        float(np.std(groups, ddof=1) / np.sqrt(len(groups)))
        if len(groups) > 1 and np.isfinite(groups).all()
        else np.nan
    )
    sooner = float((changed.done(milestone) < base.done(milestone)).mean())
    return Effect(variant, milestone, before, after, saved, spread, sooner)


def _less(before: float, after: float) -> float:
    """Before less after; nothing is saved where neither is ever done."""
    return 0.0 if before == after else before - after
