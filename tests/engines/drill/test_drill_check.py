from dataclasses import replace

import pytest

from parvis.engines.drill import PlanError, Role, Task, check_plan, simulate_with_roles
from parvis.engines.drill.check_roles import peak_load
from parvis.engines.drill.wording import FIXES, TEMPLATES

SOUND_ROLES = [Role("control", 2, ("p1",), ("p2",)), Role("warden", 2, ("p3",), ("p4",))]
SOUND = [
    Task("alert", (10, 20, 40), (), 60, ("control",), ("control",), (), ("warden",), ("radio", "phone"), "alert"),
    Task("clear", (60, 90, 200), ("alert",), 300, ("warden",), ("warden",), (), (), ("radio",), "evacuate"),
]


def rules(tasks: list[Task], roles: list[Role] | None = None) -> set[tuple[str, str]]:
    return {(f.rule, f.subject) for f in check_plan(tasks, SOUND_ROLES if roles is None else roles)}


def changed(code: str, **change: object) -> list[Task]:
    return [replace(t, **change) if t.code == code else t for t in SOUND]  # type: ignore[arg-type]  # parametrised


def test_a_sound_plan_has_no_findings() -> None:
    assert check_plan(SOUND, SOUND_ROLES) == ()
    assert check_plan([], []) == ()


@pytest.mark.parametrize(
    ("code", "change", "rule"),
    [
        ("clear", {"responsible": ()}, "T01"),
        ("clear", {"accountable": ()}, "T02"),
        ("clear", {"accountable": ("control", "warden")}, "T03"),
        ("clear", {"responsible": ("police service",)}, "T04"),
        ("clear", {"consulted": ("a", "b", "c", "d")}, "T05"),
        ("alert", {"predecessors": ("clear",)}, "D01"),
        ("clear", {"predecessors": ("alert", "gone")}, "D02"),
        ("clear", {"predecessors": (), "phase": "decide"}, "D03"),
        ("alert", {"channels": ()}, "C01"),
        ("alert", {"channels": ("radio",)}, "C02"),
        ("clear", {"waits_for_call": True}, "C04"),
        ("clear", {"target_s": None}, "X01"),
        ("clear", {"target_s": 69}, "X02"),
    ],
)
def test_each_rule_finds_its_flaw(code: str, change: dict[str, object], rule: str) -> None:
    found = [f for f in check_plan(changed(code, **change), SOUND_ROLES) if f.rule == rule]
    assert len(found) == 1
    assert found[0].sentence()
    assert found[0].fix()
    assert found[0].subject in {"alert", "clear"}


@pytest.mark.parametrize(
    ("code", "change", "rule"),
    [
        ("clear", {"consulted": ("a", "b", "c")}, "T05"),
        ("clear", {"consulted": ("a", "b", "c", "d"), "target_s": 600}, "T05"),
        ("clear", {"waits_for_call": True, "timeout_s": 60}, "C04"),
        ("clear", {"target_s": 70}, "X02"),
        ("clear", {"target_s": None, "phase": "recover"}, "X01"),
    ],
)
def test_each_rule_lets_its_neighbour_pass(code: str, change: dict[str, object], rule: str) -> None:
    assert rule not in {r for r, _ in rules(changed(code, **change))}


def test_rules_of_roles() -> None:
    assert ("R01", "control") in rules(SOUND, [Role("control", 2, (), ("p2",)), SOUND_ROLES[1]])
    assert ("R02", "control") in rules(SOUND, [Role("control", 2, ("p1",)), SOUND_ROLES[1]])
    twice = [*SOUND, Task("second", (10, 20, 40), (), 60, ("control",), ("control",), phase="inform")]
    tight = [replace(SOUND_ROLES[0], capacity=1), SOUND_ROLES[1]]
    assert {("S02", "control"), ("C03", "control")} <= rules(twice, tight)
    assert rules(twice) == set()
    shared = [replace(t, responsible=("control", "warden")) if t.code == "alert" else t for t in twice]
    assert ("C03", "control") not in rules(shared, tight)


def test_every_rule_has_a_sentence_and_a_fix() -> None:
    assert {code for code in TEMPLATES if code[1:].isdigit()} == set(FIXES)


def test_names_take_the_place_of_codes() -> None:
    found = check_plan(changed("alert", channels=()), SOUND_ROLES)[0]
    names = {"alert": "Raise the alarm", "warden": "Market warden"}
    assert found.sentence(names=names) == "Market warden must hear from Raise the alarm, but no channel is named."
    assert found.sentence(lambda _: "Canal manquant : %(subject)s") == "Canal manquant : alert"


def test_one_code_twice_is_refused() -> None:
    with pytest.raises(PlanError, match="same code"):
        check_plan([*SOUND, SOUND[0]], SOUND_ROLES)
    with pytest.raises(PlanError, match="same code"):
        check_plan(SOUND, [*SOUND_ROLES, SOUND_ROLES[0]])


def test_peak_load() -> None:
    assert peak_load([(0, 10), (10, 20)]) == 1
    assert peak_load([(0, 10), (9, 20), (5, 5)]) == 2
    assert peak_load([]) == 0


# After the public findings on the exercise of May 2016 and the attack of May 2017 in Manchester: every notification of
# the partners hung on one duty officer who also commanded the armed response. Roles only; durations are illustrative.
FDO = "force duty officer"
TOLD = ["fire control", "ambulance control", "transport police", "rail operator", "venue operator"]
ROLES = [
    Role("police control", 5, ("h1",), ("h2",)),
    Role(FDO, 2, ("h3",)),
    *(Role(partner, 2, ("h4",), ("h5",)) for partner in TOLD),
]


def manchester(owner: str) -> list[Task]:
    """The plan as designed, with the notifications in the hands of `owner`."""
    by_phone = ("phone", "radio")
    return [
        Task(
            "take call", (30, 45, 90), (), 90, ("police control",), ("police control",), (), (FDO,), by_phone, "alert"
        ),
        Task("direct armed officers", (600, 900, 1800), ("take call",), 2400, (FDO,), (FDO,), channels=by_phone),
        Task(
            "declare", (120, 300, 600), ("take call",), 900, (FDO,), (FDO,), (), ("police control",), by_phone, "decide"
        ),
        *(
            Task(f"tell {p}", (60, 180, 420), ("declare",), 1500, (owner,), (owner,), (), (p,), by_phone, "alert")
            for p in TOLD
        ),
        *(
            Task(
                f"mobilise {p}", (120, 240, 480), (f"tell {p}",), 1800, (p,), (p,), phase="rescue", waits_for_call=True
            )
            for p in TOLD[:2]
        ),
    ]


def test_the_duty_officer_alone_is_found_before_the_day() -> None:
    found = {(f.rule, f.subject): f for f in check_plan(manchester(FDO), ROLES)}
    overload = found["C03", FDO]
    assert overload.severity == "error"
    assert overload.values["count"] == 6
    assert overload.values["capacity"] == 2
    assert "may not be told" in overload.sentence()
    assert {("S02", FDO), ("R02", FDO), ("C04", "mobilise fire control")} <= set(found)
    assert found["C04", "mobilise fire control"].values["callers"] == (FDO,)
    assert next(rule for rule, _ in found) == "C03"


def test_calls_from_the_control_room_would_have_helped() -> None:
    pushed = manchester("police control")
    assert not {"C03", "S02"} & {f.rule for f in check_plan(pushed, ROLES)}
    before = simulate_with_roles(manchester(FDO), ROLES, seed=1, draws=300)
    after = simulate_with_roles(pushed, ROLES, seed=1, draws=300)
    told = [[n for n, code in enumerate(run.times.codes) if code.startswith("tell")] for run in (before, after)]
    last_before, last_after = before.times.p80[told[0]].max(), after.times.p80[told[1]].max()
    assert last_after < 0.7 * last_before  # the last partner is told far earlier in four runs of five
    assert before.waiting["tell ambulance control"] > 60 > after.waiting["tell ambulance control"]
