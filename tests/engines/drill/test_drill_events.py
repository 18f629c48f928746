"""What happens to people and channels in an event: nobody answers, a radio is dead, the duty changes."""

import math
from dataclasses import replace

import numpy as np
import pytest

from parvis.engines.drill import (
    Channel,
    Duty,
    Message,
    Period,
    Person,
    Plan,
    Role,
    Task,
    losses,
    monte_carlo,
    outcome,
    simulate,
)
from parvis.engines.drill.draws import Assumptions

RUNS = 4000
WORK = Task("work", (100, 100, 100), responsible=("officer",), target_s=150)


def within(share: float, runs: int = RUNS) -> float:
    """Four standard errors of a share."""
    return 4 * math.sqrt(max(share * (1 - share), 1e-9) / runs)


def of_officer(*people: Person, **more: object) -> Plan:
    holder, *deputies = [person.code for person in people]
    role = Role("officer", 1, (holder,), tuple(deputies))
    return Plan((WORK,), (role,), people=people, **more)  # type: ignore[arg-type]


def test_who_cannot_be_reached_does_nothing_and_a_deputy_comes_later() -> None:
    alone = simulate(of_officer(Person("a", 0.3)), 1, RUNS).done("work")
    assert set(alone) == {100.0, math.inf}
    assert np.isinf(alone).mean() == pytest.approx(0.3, abs=within(0.3))
    two = simulate(of_officer(Person("a", 0.3), Person("b", 0.5)), 1, RUNS, Assumptions(search_s=40)).done("work")
    assert set(two) == {100.0, 140.0, math.inf}
    assert np.isinf(two).mean() == pytest.approx(0.15, abs=within(0.15))
    np.testing.assert_array_equal(two == 100, alone == 100)  # the holder is reached in the same runs
    assert set(monte_carlo(of_officer(Person("a", 0.3)), 1, 50).done("work")) == {100.0}


def test_a_person_is_reached_in_all_roles_or_in_none() -> None:
    roles = (Role("officer", 1, ("a",)), Role("speaker", 1, ("a",)))
    tell = Task("tell", (10, 10, 10), responsible=("speaker",))
    played = simulate(Plan((WORK, tell), roles, people=(Person("a", 0.5),)), 1, 200)
    gone = np.isinf(played.done("work"))
    assert 0 < gone.sum() < gone.size
    np.testing.assert_array_equal(gone, np.isinf(played.done("tell")))


def told(*channels: Channel, **more: object) -> Plan:
    """A word of 60 seconds' work, then a task that waits for it."""
    tasks = (Task("see", (60, 60, 60)), Task("act", (10, 10, 10)))
    word = Message("see", "act", channels=tuple(channel.code for channel in channels), **more)  # type: ignore[arg-type]
    return Plan(tasks, messages=(word,), channels=channels)


def test_a_dead_channel_costs_the_time_to_see_it_and_the_next_is_tried() -> None:
    radio, phone = Channel("radio", (2, 2, 2), 0.8), Channel("phone", (5, 5, 5), 0.5)
    done = simulate(told(radio, phone), 1, RUNS, Assumptions(retry_s=30)).done("act")
    assert set(done) == {72.0, 105.0, math.inf}
    assert np.isinf(done).mean() == pytest.approx(0.1, abs=within(0.1))
    np.testing.assert_array_equal(done, monte_carlo(told(radio, phone), 1, RUNS, Assumptions(retry_s=30)).done("act"))


def test_a_time_out_saves_the_task_that_no_word_reaches() -> None:
    dead = Channel("radio", (2, 2, 2), 0.0)
    assert np.isinf(simulate(told(dead), 1, 20).done("act")).all()
    assert set(simulate(told(dead, timeout_s=300, fallback=(20, 20, 20)), 1, 20).done("act")) == {330.0}
    assert set(simulate(told(dead, way="pull", timeout_s=300), 1, 20).done("act")) == {310.0}


def test_a_channel_fails_for_all_its_words_at_once() -> None:
    plan = told(Channel("radio", (2, 2, 2), 0.5))
    more = replace(plan, tasks=(*plan.tasks, Task("stop", (7, 7, 7))), messages=(*plan.messages, Message("see", "stop", channels=("radio",))))  # fmt: skip
    played = simulate(more, 1, 200)
    gone = np.isinf(played.done("act"))
    assert 0 < gone.sum() < gone.size
    np.testing.assert_array_equal(gone, np.isinf(played.done("stop")))


def test_a_change_of_duty_stops_what_begins_and_lengthens_what_runs() -> None:
    """The trigger falls anywhere in a period of 1,000 s; the task runs for 100 s, a hand-over takes 50."""
    periods = (Period("day", 1000), Period("night", 1000))
    changing = Role("officer", 1, duties=(Duty("day", ("a",)), Duty("night", ("b",))))
    staying = Role("officer", 1, ("a",))
    plan = Plan((WORK,), (changing,), periods=periods)
    done = simulate(plan, 1, RUNS, Assumptions(handover_s=50)).done("work")
    assert set(done) == {100.0, 150.0}
    assert (done == 150).mean() == pytest.approx(0.1, abs=within(0.1))
    assert set(simulate(replace(plan, roles=(staying,)), 1, RUNS).done("work")) == {100.0}
    late = replace(WORK, predecessors=("before",))
    before = Task("before", (400, 400, 400))
    second = simulate(replace(plan, tasks=(before, late)), 1, RUNS, Assumptions(handover_s=50)).done("work")
    assert 500 <= second.min() <= second.max() <= 550
    assert (second > 500).mean() == pytest.approx(0.15, abs=within(0.15))


def test_the_duty_period_decides_who_is_called() -> None:
    periods = (Period("day", 1e6), Period("night", 1e6))
    role = Role("officer", 1, duties=(Duty("day", ("a",)), Duty("night", ("b",))))
    plan = Plan((WORK,), (role,), periods=periods, people=(Person("b", 1.0),))
    assert set(simulate(plan, 1, 20, Assumptions(handover_s=0)).done("work")) == {100.0}
    assert np.isinf(simulate(plan, 1, 20, Assumptions(period="night")).done("work")).all()


def test_what_is_lost_with_each_role_person_and_channel() -> None:
    plan = of_officer(Person("a"), Person("b"))
    found = {(loss.kind, loss.code): loss for loss in losses(plan, 1, Assumptions(search_s=700))}
    assert found["role", "officer"].stops == ("work",)
    assert found["person", "a"].late == (("work", 700.0),)
    assert found["person", "a"].single_point
    assert not found["person", "b"].single_point
    assert not found["role", "officer"].single_point, "a role with two people is no single point"


def test_chances_and_quantiles_of_what_may_never_come() -> None:
    plan = of_officer(Person("a", 0.3))
    found = outcome(plan, simulate(plan, 1, RUNS), "work")
    assert (found.p50, found.p80, found.p95) == (100, math.inf, math.inf)
    assert found.met is not None
    assert found.met.share == pytest.approx(1 - found.never)
    assert found.met.high - found.met.low == pytest.approx(2 * 1.96 * math.sqrt(0.21 / RUNS), rel=0.02)


def test_the_interval_of_a_chance_covers_it_as_often_as_it_says() -> None:
    plan = of_officer(Person("a", 0.3))
    met = [outcome(plan, simulate(plan, seed, 200), "work").met for seed in range(300)]
    covered = [found is not None and found.low <= 0.7 <= found.high for found in met]
    assert sum(covered) / 300 == pytest.approx(0.95, abs=within(0.95, 300))
