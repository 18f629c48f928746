"""The reference case: the check of the plan as it was names what failed a year later."""

from functools import cache

from tests.engines.drill.manchester import AS_IT_WAS, ATTACK, FDO, MENDED, PLATO, RESCUE, TESTED

from parvis.engines.drill import Finding, Reckoning, check_plan, outcome, reckon, simulate, what_if
from parvis.engines.drill.whatif import Variant


@cache
def reckoned() -> Reckoning:
    return reckon(AS_IT_WAS, 1, runs=2000, today=ATTACK)


def found(rule: str) -> dict[str, Finding]:
    return {finding.subject: finding for finding in reckoned().findings if finding.rule == rule}


def test_the_overloaded_duty_officer_is_named() -> None:
    overload, silence = found("S02")[FDO], found("C03")[FDO]
    assert overload.values == {"peak": 7, "capacity": 1}
    assert silence.severity == "error"
    assert silence.values["count"] == 4
    assert "may not be told" in silence.sentence()
    officer = next(demand for demand in reckoned().demands if demand.code == FDO)
    assert officer.short > 0.2
    assert officer.wanted.max() > 2
    assert officer.busy.max() <= 1
    assert FDO in found("S03")


def test_the_wait_to_be_called_is_named() -> None:
    assert set(RESCUE) <= set(found("C04"))
    assert all(found("C04")[task].values["callers"] == (FDO,) for task in RESCUE)
    assert "nothing happens if no call comes" in found("C04")["send fire"].sentence()


def test_the_single_point_of_failure_is_named() -> None:
    assert set(found("S04")) == {FDO}
    assert found("S04")[FDO].values["milestones"] == RESCUE
    assert set(found("S06")) == {"telephone"}
    assert FDO in found("R02")
    lost = {(loss.kind, loss.code): loss for loss in reckoned().losses}
    assert lost["person", "duty inspector"].stops == RESCUE
    assert not lost["person", "control room"].single_point


def test_the_missing_test_after_the_exercise_is_named() -> None:
    assert set(found("O04")) == {PLATO, *RESCUE}
    assert "2016-05-10" in found("O04")[PLATO].sentence()
    assert "O04" not in {finding.rule for finding in check_plan(TESTED, ATTACK)}


def test_the_gravest_comes_first() -> None:
    assert {finding.rule for finding in reckoned().findings if finding.severity == "error"} == {
        "C03",
        "O04",
        "S04",
        "S06",
    }
    assert reckoned().findings[0].rule == "C03"


def test_a_pushed_word_and_a_second_officer_bring_the_partners_earlier() -> None:
    before, after = simulate(AS_IT_WAS, 1, runs=4000), simulate(MENDED, 1, runs=4000)
    for task in RESCUE:
        was, would_be = outcome(AS_IT_WAS, before, task), outcome(MENDED, after, task)
        assert 3600 < was.p50 < 2 * 3600, "the exercise waited an hour and a half, the attack two hours"
        assert would_be.p80 < 0.4 * was.p80
        assert was.met is not None
        assert would_be.met is not None
        assert was.met.high < 0.2
        assert would_be.met.low > 0.8
    rows = what_if(AS_IT_WAS, [Variant("what_push_all", "", MENDED)], 1, runs=4000)
    assert {row.milestone for row in rows} == set(RESCUE)
    assert all(row.saved_s > 1800 and row.sooner > 0.9 and row.doubt_s < row.saved_s / 10 for row in rows)


def test_the_proposals_hold_what_would_have_helped() -> None:
    tried = {
        (row.variant.change, row.variant.subject): row for row in reckoned().what_if if row.milestone == "send fire"
    }
    for change in (
        ("what_second", FDO),
        ("what_push", f"{PLATO}>send fire"),
        ("what_push_all", ""),
        ("what_timeout", ""),
    ):
        assert tried[change].saved_s > 300, change
    best = max(tried.values(), key=lambda row: row.saved_s)
    assert best.variant.change in {"what_timeout", "what_second"}


def test_what_drives_the_delay_is_the_officers_other_work() -> None:
    first, second = reckoned().drivers["send fire"][:2]
    assert {first.task, second.task} == {"direct armed officers", "answer calls of commanders"}
    assert first.correlation > second.correlation > 0.4
    assert first.critical == second.critical == 0, "no path of the plan shows it: the officer is the queue"


def test_the_numbers_say_what_they_rest_on() -> None:
    assert reckoned().trust.guessed == len(AS_IT_WAS.tasks)
    assert [words.code for words in reckoned().trust.statements()] == ["trust_all_guessed", "trust_runs", "trust_guess"]
