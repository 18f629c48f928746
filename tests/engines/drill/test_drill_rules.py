"""Every rule fires on a plan in which its flaw was planted, and is silent on the mended twin."""

from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from tests.engines.drill.sound import LATELY, SOUND, TODAY, with_person, with_role, with_task, with_words

from parvis.engines.drill import (
    RULES,
    Channel,
    Duty,
    Finding,
    Message,
    Organisation,
    Plan,
    PlanError,
    Resource,
    Task,
    check_plan,
    reckon,
)
from parvis.engines.drill.rules.simulation import ABOUT
from parvis.engines.drill.wording import FIXES, REASONS, TEMPLATES

LONG_AGO = TODAY - timedelta(days=400)
FOUR = ("mayor", "control", "b", "c")
CALLS = tuple(
    Message("alert", code, channels=("radio", "phone"), way="pull", call=(60, 90, 120), timeout_s=600)
    for code in ("clear", "cordon")
)
BY_DAY = (Duty("day", ("p3",), ("p4",)),)


def more(**change: object) -> Plan:
    return replace(SOUND, **change)  # type: ignore[arg-type]


def with_one_more(task: Task) -> Plan:
    return more(tasks=(*SOUND.tasks, replace(task, accountable=task.responsible, exercised_on=LATELY)))


TELL = Task("tell", (60, 90, 99), ("alert",), 900, ("mayor",), phase="inform")
NOTE = Task("note", (1, 2, 3), ("alert",), 90, ("control",), phase="decide")
LOST = Task("lost", (1, 2, 3), (), 90, ("control",), phase="inform")
BOTH = with_task("clear", resources=(("barrier", 1),))
ONE_CALLER = replace(with_role("control", capacity=1), messages=(*CALLS, SOUND.messages[2]))
RESERVE = with_task("alert", flawed_on=LATELY, exercised_on=LONG_AGO)
ALONE = with_role("warden", deputies=())

#: By rule: the flawed plan, whom the finding is about, and the mended twin.
PLANTED: dict[str, tuple[Plan, str, Plan]] = {
    "T01": (with_task("clear", responsible=()), "clear", SOUND),
    "T02": (with_task("clear", accountable=()), "clear", SOUND),
    "T03": (with_task("clear", accountable=("control", "warden")), "clear", SOUND),
    "T04": (with_task("clear", responsible=("police service",)), "clear", SOUND),
    "T05": (with_task("alert", consulted=FOUR), "alert", with_task("alert", consulted=FOUR[:3])),
    "R01": (with_role("warden", holders=(), deputies=(), duties=BY_DAY), "warden", with_role("warden", duties=BY_DAY)),
    "R02": (ALONE, "warden", with_role("mayor", deputies=())),
    "R03": (
        replace(with_one_more(TELL), roles=with_role("mayor", holders=("p3",)).roles),
        "p3",
        with_role("mayor", holders=("p3",)),
    ),
    "R04": (with_role("warden", holders=("p1",)), "p1", with_role("mayor", holders=("p1",))),
    "R05": (with_person("p4", site="site 3"), "warden", SOUND),
    "S02": (with_role("warden", capacity=1), "warden", SOUND),
    "S05": (BOTH, "barrier", replace(BOTH, resources=(Resource("barrier", 2),))),
    "D01": (with_task("alert", predecessors=("clear",)), "alert", SOUND),
    "D02": (with_one_more(LOST), "lost", with_one_more(replace(LOST, predecessors=("alert",)))),
    "D03": (with_one_more(NOTE), "note", with_one_more(replace(NOTE, phase="recover"))),
    "D04": (more(messages=SOUND.messages[1:]), "clear", SOUND),
    "C01": (with_words(channels=()), "alert", SOUND),
    "C02": (with_words(channels=("radio",)), "alert", with_words(channels=("radio",), timeout_s=60)),
    "C03": (ONE_CALLER, "control", replace(ONE_CALLER, roles=SOUND.roles)),
    "C04": (with_words(way="pull"), "clear", with_words(way="pull", timeout_s=120)),
    "X01": (with_task("clear", target_s=None), "clear", with_task("clear", target_s=None, phase="recover")),
    "X02": (with_task("clear", target_s=69), "clear", with_task("clear", target_s=72)),
    "O01": (more(organisations=(Organisation("town", exercised_on=LONG_AGO),)), "town", SOUND),
    "O02": (with_task("clear", exercised_on=None), "clear", SOUND),
    "O03": (with_person("p1", checked_on=LONG_AGO), "p1", with_person("p1", checked_on=TODAY - timedelta(days=183))),
    "O04": (RESERVE, "alert", with_task("alert", flawed_on=LONG_AGO, exercised_on=LATELY)),
    "S01": (with_task("clear", target_s=130), "clear", SOUND),
    "S03": (
        replace(ONE_CALLER, roles=with_role("warden", capacity=1).roles),
        "warden",
        replace(ONE_CALLER, roles=SOUND.roles),
    ),
    "S04": (ALONE, "warden", SOUND),
    "S06": (with_words(channels=("radio",)), "radio", with_words(channels=("radio",), timeout_s=60)),
    "S07": (with_task("clear", target_s=130), "alert", SOUND),
}


@cache
def found_in(plan: Plan, *, played: bool) -> tuple[Finding, ...]:
    return reckon(plan, 1, runs=400, today=TODAY).findings if played else check_plan(plan, TODAY)


def of_rule(code: str, plan: Plan) -> list[Finding]:
    played = RULES[code].about == ABOUT
    return [finding for finding in found_in(plan, played=played) if finding.rule == code]


@pytest.mark.parametrize("code", sorted(RULES))
def test_a_rule_finds_its_flaw_and_lets_the_mended_twin_pass(code: str) -> None:
    flawed, subject, mended = PLANTED[code]
    found = of_rule(code, flawed)
    assert subject in {finding.subject for finding in found}
    assert of_rule(code, mended) == []
    for finding in found:
        assert finding.severity == RULES[code].severity
        for words in (finding.sentence(), finding.why(), finding.fix()):
            assert words
            assert "%(" not in words


def test_a_sound_plan_has_no_findings() -> None:
    assert check_plan(SOUND, TODAY) == ()
    assert reckon(SOUND, 1, runs=400, today=TODAY).findings == ()
    assert check_plan(Plan()) == ()


def test_what_was_practised_is_asked_only_of_those_who_know_the_day() -> None:
    assert not {f.rule for f in check_plan(with_task("clear", exercised_on=None))}


def test_every_rule_is_planted_and_has_its_words() -> None:
    assert set(PLANTED) == set(RULES) == set(FIXES) == set(REASONS)
    assert {code for code in TEMPLATES if code[1:3].isdigit() and "_" not in code} == set(RULES)
    assert all(rule.meaning and "%" not in rule.meaning for rule in RULES.values())


def test_an_empty_duty_period_is_named() -> None:
    night = of_rule("R01", PLANTED["R01"][0])[0]
    assert night.sentence() == "Nobody holds the role warden in these duty periods: night."
    assert of_rule("R01", with_role("mayor", holders=()))[0].sentence().endswith("day, night.")


def test_a_call_from_outside_the_plan_can_fail_to_come() -> None:
    plan = more(messages=(*SOUND.messages, Message("", "alert", way="pull")))
    assert of_rule("C04", plan)[0].sentence().startswith("alert starts only when somebody calls; nothing")


def test_names_take_the_place_of_codes() -> None:
    found = of_rule("C01", replace(SOUND, messages=(), tasks=with_task("alert", informed=("mayor",)).tasks))[0]
    names = {"alert": "Raise the alarm", "mayor": "The mayor"}
    assert found.sentence(names=names) == "The mayor must hear from Raise the alarm, but no channel is named."
    assert found.sentence(lambda _: "Canal manquant : %(subject)s") == "Canal manquant : alert"


def test_codes_that_stand_for_two_things_or_for_none_are_refused() -> None:
    with pytest.raises(PlanError, match="same code: alert"):
        check_plan(more(tasks=(*SOUND.tasks, SOUND.tasks[0])))
    with pytest.raises(PlanError, match="same code: control"):
        check_plan(more(roles=(*SOUND.roles, SOUND.roles[0])))
    with pytest.raises(PlanError, match="does not contain: gone") as unknown:
        check_plan(with_task("clear", predecessors=("gone",)))
    assert unknown.value.sentence(lambda _: "Inconnu : %(tasks)s") == "Inconnu : gone"
    with pytest.raises(PlanError, match="does not list: pigeon"):
        check_plan(with_words(channels=("pigeon",)))
    with pytest.raises(PlanError, match="does not list: drone"):
        check_plan(with_task("clear", resources=(("drone", 1),)))


def test_a_dead_channel_is_one_for_everybody() -> None:
    plan = more(channels=(Channel("radio", availability=0.9), Channel("phone", availability=0.9)))
    assert of_rule("S06", plan) == []
