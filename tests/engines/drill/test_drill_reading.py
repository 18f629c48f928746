"""A plan that cannot be reckoned with is refused in words, all its faults at once, before anything is drawn."""

import math
from dataclasses import replace

import pytest
from tests.engines.drill.sound import SOUND, with_role, with_task, with_words

from parvis.engines.drill import Channel, Message, Period, Person, Plan, PlanError, Role, Task, reckon, refusals

WEEK = 7 * 24 * 3600


@pytest.mark.parametrize(
    ("code", "plan", "about"),
    [
        ("cycle", with_task("alert", predecessors=("clear",)), "alert"),
        ("no_people", with_role("warden", holders=(), deputies=()), "warden"),
        ("no_time", with_task("cordon", duration=(0, 0, 0)), "cordon"),
        ("too_long", with_task("cordon", duration=(60, 90, 365 * 24 * 3600)), "cordon"),
        ("no_room", with_task("cordon", people=3), "cordon"),
        ("no_room", with_role("mayor", capacity=0), "mayor"),
        ("no_share", replace(SOUND, people=(Person("p1", unreachable=1.2),)), "p1"),
        ("no_share", replace(SOUND, channels=(*SOUND.channels, Channel("flag", availability=-0.1))), "flag"),
        ("durations", with_words(call=(60, 30, 90)), "alert>clear"),
        ("durations", with_words(timeout_s=-1), "alert>clear"),
        ("durations", replace(SOUND, channels=(Channel("radio", (5, 1, 9)), SOUND.channels[1])), "radio"),
        ("durations", replace(SOUND, periods=(Period("day", 0),)), "day"),
        ("unknown_task", replace(SOUND, messages=(*SOUND.messages, Message("gone", "clear"))), "gone"),
        ("unknown_resource", with_task("clear", resources=(("drone", 1),)), "drone"),
        ("same_code", replace(SOUND, people=(*SOUND.people, SOUND.people[0])), "p1"),
    ],
)
def test_nonsense_is_refused_and_named(code: str, plan: Plan, about: str) -> None:
    found = [error for error in refusals(plan) if error.code == code]
    assert len(found) == 1
    assert about in found[0].tasks
    assert about in found[0].sentence()
    assert f"<{about}>" in found[0].sentence(names={about: f"<{about}>"})
    heard: list[str] = []
    with pytest.raises(PlanError):
        reckon(plan, 1, runs=10, progress=lambda step, _: heard.append(step))
    assert heard == []


def test_the_neighbours_of_nonsense_are_taken() -> None:
    assert refusals(SOUND) == refusals(Plan()) == ()
    assert refusals(with_task("clear", duration=(0, 0, 0))) == (), "a milestone takes no time"
    assert refusals(with_task("clear", duration=(0, 0, WEEK))) == ()
    assert refusals(replace(SOUND, roles=(*SOUND.roles, Role("reserve")))) == (), "nobody waits for it"


def test_everything_that_stands_in_the_way_is_said_at_once() -> None:
    plan = replace(with_role("warden", holders=(), deputies=()), tasks=with_task("alert", duration=(0, 0, 0)).tasks)
    assert {error.code for error in refusals(plan)} == {"no_people", "no_time"}


def test_times_that_cannot_be_make_no_task() -> None:
    for duration in ((2, 1, 3), (-1, 0, 1), (0, 1, math.inf), (math.nan, 1, 2)):
        with pytest.raises(PlanError, match="must rise"):
            Task("a", duration)
    for target in (0, -5, math.nan):
        with pytest.raises(PlanError, match="above 0"):
            Task("a", (1, 1, 1), target_s=target)
