"""A plan reckoned through: what it says, that it says the same again, and that it can be watched and stopped."""

from dataclasses import replace

import numpy as np
import pytest
from tests.engines.drill.manchester import AS_IT_WAS, FDO, PLATO
from tests.engines.drill.sound import SOUND, with_task

from parvis.engines.drill import (
    Channel,
    Measure,
    Message,
    Plan,
    Resource,
    Role,
    Task,
    monte_carlo,
    reckon,
    simulate,
    trust,
    what_if,
)
from parvis.engines.drill.demand import demands
from parvis.engines.drill.drivers import drivers
from parvis.engines.drill.variants import pushed, with_deputy, with_second_officer
from parvis.engines.drill.whatif import Variant, proposals


def test_the_same_seed_gives_the_same_again() -> None:
    one, other = (reckon(AS_IT_WAS, 7, runs=300) for _ in range(2))
    assert one.outcomes == other.outcomes
    assert one.findings == other.findings
    assert [row.saved_s for row in one.what_if] == [row.saved_s for row in other.what_if]
    assert reckon(AS_IT_WAS, 8, runs=300).outcomes != one.outcomes


def test_it_says_how_far_it_is_and_can_be_stopped() -> None:
    heard: list[tuple[str, float]] = []
    reckon(SOUND, 1, runs=2500, progress=lambda step, done: heard.append((step, done)))
    steps = list(dict.fromkeys(step for step, _ in heard))
    assert steps == ["simulate", "losses"], "a sound plan has nothing to try"
    for step in steps:
        shares = [done for name, done in heard if name == step]
        assert shares == sorted(shares)
        assert shares[-1] == 1
    assert len([step for step, _ in heard if step == "simulate"]) > 1

    def stop(step: str, _done: float) -> None:
        if step == "losses":
            raise InterruptedError

    with pytest.raises(InterruptedError):
        reckon(SOUND, 1, runs=50, progress=stop)


def test_the_load_of_a_role_over_time() -> None:
    tasks = tuple(Task(f"t{n}", (100, 100, 100), responsible=("desk",)) for n in range(3))
    plan = Plan(tasks, (Role("desk", 1, ("p",)),))
    found = demands(plan, monte_carlo(plan, 1, 10), simulate(plan, 1, 10))[0]
    assert found.at_s[0] == 0
    assert found.at_s[-1] == 300
    assert found.wanted[found.at_s < 100].tolist() == [3] * int((found.at_s < 100).sum())
    assert (found.wanted[found.at_s >= 100] == 0).all()
    assert (found.busy[:-1] == 1).all()
    assert found.short == pytest.approx(1 / 3, abs=0.02)


def test_a_measure_present_is_set_against_absent_run_by_run() -> None:
    plan = with_task("cordon", milestone=True)
    rows = what_if(plan, proposals(plan, [Measure("bollards", {"cordon": (5, 5, 5)})]), 1, runs=500)
    by_milestone = {row.milestone: row for row in rows}
    assert by_milestone["cordon"].saved_s > 60
    assert by_milestone["cordon"].sooner == 1
    assert by_milestone["clear"].saved_s == by_milestone["clear"].doubt_s == by_milestone["clear"].sooner == 0
    assert rows[0].variant.sentence() == "With the measure: bollards"


def test_a_change_that_touches_nothing_saves_exactly_nothing() -> None:
    deputies = [Variant("what_deputy", role.code, with_deputy(SOUND, role.code)) for role in SOUND.roles]
    for row in what_if(SOUND, deputies, 1, runs=300):
        assert (row.saved_s, row.doubt_s, row.sooner) == (0, 0, 0)


def test_variants_leave_the_plan_as_it_is() -> None:
    before = replace(AS_IT_WAS)
    more = with_second_officer(pushed(AS_IT_WAS, f"{PLATO}>send fire"), FDO)
    assert before == AS_IT_WAS
    assert more.role_by_code[FDO].capacity == 2
    assert len(more.role_by_code[FDO].people()) == 2
    assert [m.way for m in more.messages if m.receiver == "send fire"] == ["push"]
    assert [m.way for m in more.messages if m.receiver == "send ambulances"] == ["pull"]


def test_the_spread_that_matters_drives_the_delay() -> None:
    tasks = (
        Task("steady", (100, 100, 100)),
        Task("wild", (10, 100, 600), ("steady",)),
        Task("calm", (50, 60, 70), ("wild",)),
        Task("aside", (1, 5, 9), ("steady",)),
        Task("end", (1, 1, 1), ("calm", "aside"), milestone=True),
    )
    plan = Plan(tasks)
    found = {d.task: d for d in drivers(monte_carlo(plan, 1, 2000), simulate(plan, 1, 2000), "end")}
    assert next(iter(found)) == "wild"
    assert found["wild"].correlation > 0.95
    assert 0 < found["calm"].correlation < 0.2
    assert found["steady"].correlation == 0
    assert found["steady"].critical == found["wild"].critical == 1
    assert "aside" not in found


def test_how_many_durations_were_seen_is_counted() -> None:
    plan = replace(
        SOUND, tasks=(replace(SOUND.tasks[0], observed=3), replace(SOUND.tasks[1], observed=12), SOUND.tasks[2])
    )
    found = trust(plan, 100)
    assert (found.guessed, found.observed, found.sample, found.thin) == (1, 2, 15, ("alert",))
    said = [words.sentence() for words in found.statements()]
    assert said[0] == "1 of 3 durations are guesses; the others rest on 15 observed times."
    assert said[1].startswith("100 runs were drawn")
    seen = replace(plan, tasks=tuple(replace(task, observed=9) for task in plan.tasks))
    assert trust(seen, 100).statements()[-1].code == "trust_seen"


def test_a_plan_without_milestones_is_reported_on_by_its_targets_or_its_ends() -> None:
    a, b = Task("a", (1, 2, 3)), Task("b", (1, 2, 3), ("a",))
    assert Plan((a, b)).milestones == ("b",)
    assert Plan((replace(a, target_s=9), b)).milestones == ("a",)
    assert Plan((replace(a, target_s=9), replace(b, milestone=True))).milestones == ("b",)
    assert np.isfinite([o.p95 for o in reckon(Plan((a, b)), 1, runs=50).outcomes]).all()


def test_a_measure_takes_steps_out_and_adds_channels_and_resources() -> None:
    tasks = (
        Task("look", (100, 100, 100), responsible=("desk",), resources=(("pump", 1),)),
        Task("act", (50, 50, 50), ("look",), responsible=("crew",), resources=(("pump", 1),), milestone=True),
        Task("more", (50, 50, 50), ("look",), responsible=("team",), resources=(("pump", 1),), milestone=True),
    )
    roles = tuple(Role(code, 1, (f"p {code}",)) for code in ("desk", "crew", "team"))
    word = Message("look", "act", channels=("radio",))
    plan = Plan(tasks, roles, (word,), (Channel("radio", availability=0.5),), (Resource("pump"),))
    tried = [
        Measure("sensor", needless=("look",)),
        Measure("siren", channels=((Channel("siren"), word.code),)),
        Measure("pump", resources={"pump": 1}),
        Measure("guard", {"look": (400, 400, 400)}, present=True),
    ]
    rows = what_if(plan, proposals(plan, tried)[-4:], 1, runs=400)
    after = {(row.variant.subject, row.milestone): row.after for row in rows}
    base = {row.milestone: row.before for row in rows}
    assert base["act"].never == pytest.approx(0.5, abs=0.1), "by radio only"
    assert after["siren", "act"].never == 0
    assert {after["sensor", milestone].p80 for milestone in ("act", "more")} <= {50, 100, float("inf")}
    assert base["more"].p80 - after["sensor", "more"].p80 == pytest.approx(100, abs=1e-6)
    assert after["pump", "more"].p95 == 150
    assert base["more"].p95 in {150, 200}
    assert after["guard", "more"].p50 == base["more"].p50 + 300
    assert rows[-1].variant.sentence() == "Without the measure: guard"
    assert plan.resources[0].quantity == 1
